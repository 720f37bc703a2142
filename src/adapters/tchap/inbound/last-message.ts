import { type CallHomeserver, path } from '../homeserver-call.ts';
import { isObject, listIn, objectIn, type RawEvent, readRawEvent } from '../sync/raw-event.ts';

const AROUND = 60;
const SAID: ReadonlySet<string> = new Set(['m.room.encrypted', 'm.room.message']);

/**
 * Whether a message is this person's own, and was their last one when they changed or removed it.
 * Asked of the homeserver: the bot keeps nobody's messages.
 * @param changedBy the event of the change
 * @throws DeliveryError
 */
export async function wasLastMessage(
  call: CallHomeserver,
  roomId: string,
  sender: string,
  eventId: string,
  changedBy: string,
): Promise<boolean> {
  const query = { limit: String(AROUND) };
  const answer = await call({ method: 'GET', path: path`/rooms/${roomId}/context/${eventId}`, query });
  if (!isObject(answer)) return false;
  const event = readRawEvent(answer.event);
  if (event?.sender !== sender || !SAID.has(event.type)) return false;
  const after = listIn(answer, 'events_after').map(readRawEvent);
  const change = after.findIndex((later) => later?.id === changedBy);
  // Not among the next ones: too much was said since.
  return change >= 0 && !after.slice(0, change).some((later) => later?.sender === sender && isMessage(later));
}

function isMessage({ type, content }: RawEvent): boolean {
  return SAID.has(type) && objectIn(content, 'm.relates_to')?.rel_type !== 'm.replace';
}
