import { DeliveryError } from '../../../app/ports/channel.ts';
import { type CallHomeserver, path } from '../homeserver-call.ts';
import { isObject, listIn, objectIn, type RawEvent, readRawEvent } from '../sync/raw-event.ts';
import type { RoomParts } from './room-parts.ts';

const AROUND = 60;
const SAID: ReadonlySet<string> = new Set(['m.room.encrypted', 'm.room.message']);

/**
 * Whether a message is this person's own, and was their last one when they changed or removed it.
 * Asked of the homeserver: the bot keeps nobody's messages.
 * @param change the event that changes or removes it
 */
export async function wasLastMessage(
  { call, insist }: RoomParts,
  roomId: string,
  change: RawEvent,
  eventId: string,
): Promise<boolean> {
  try {
    return await insist(() => isLast(call, roomId, change, eventId));
  } catch (error) {
    // What the homeserver does not know cannot have been the last one.
    if (error instanceof DeliveryError) return false;
    throw error;
  }
}

async function isLast(
  call: CallHomeserver,
  roomId: string,
  { id, sender }: RawEvent,
  eventId: string,
): Promise<boolean> {
  const query = { limit: String(AROUND) };
  const answer = await call({ method: 'GET', path: path`/rooms/${roomId}/context/${eventId}`, query });
  const event = isObject(answer) ? readRawEvent(answer.event) : undefined;
  if (event?.sender !== sender || !SAID.has(event.type)) return false;
  const after = listIn(isObject(answer) ? answer : {}, 'events_after').map(readRawEvent);
  const at = after.findIndex((later) => later?.id === id);
  // Not among the next ones: too much was said since.
  return at >= 0 && !after.slice(0, at).some((later) => later?.sender === sender && isMessage(later));
}

function isMessage({ type, content }: RawEvent): boolean {
  return SAID.has(type) && objectIn(content, 'm.relates_to')?.rel_type !== 'm.replace';
}
