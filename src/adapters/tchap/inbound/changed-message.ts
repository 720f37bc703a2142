import { DeliveryError } from '../../../app/ports/channel.ts';
import { path } from '../homeserver-call.ts';
import type { LastChoices } from '../sending/last-choices.ts';
import { isObject, listIn, objectIn, type RawEvent, readRawEvent } from '../sync/raw-event.ts';
import { choicesOn } from './answers-to.ts';
import { relationOf } from './relations.ts';
import type { RoomParts } from './room-parts.ts';

/** Something of theirs that a person changed or removed, and what stood around it. */
export interface ChangedMessage {
  isReaction: boolean;
  /** They said nothing between it and the change. */
  last: boolean;
  /** The message of the bot that it answered. */
  answered: string | undefined;
}

const AROUND = 60;
const MESSAGES: ReadonlySet<string> = new Set(['m.room.encrypted', 'm.room.message', 'm.sticker']);

/**
 * Asked of the homeserver: the bot keeps nobody's messages.
 * @param change the event that changes or removes it
 * @returns undefined when it is not this person's own, or the homeserver does not know it
 */
export async function changedMessage(
  parts: RoomParts,
  roomId: string,
  change: RawEvent,
  eventId: string,
): Promise<ChangedMessage | undefined> {
  const query = { limit: String(AROUND) };
  const under = path`/rooms/${roomId}/context/${eventId}`;
  try {
    const answer = await parts.insist(() => parts.call({ method: 'GET', path: under, query }));
    const around = isObject(answer) ? answer : {};
    const event = readRawEvent(around.event);
    if (event?.sender !== change.sender || !isSaid(event)) return undefined;
    return {
      isReaction: event.type === 'm.reaction',
      last: isLast(change, events(around, 'events_after')),
      answered: relationOf(event.content).answers ?? (await lastAsked(parts, roomId, events(around, 'events_before'))),
    };
  } catch (error) {
    if (error instanceof DeliveryError) return undefined;
    throw error;
  }
}

/** The choices of the message that was answered. */
export async function choicesAnswered(
  parts: RoomParts,
  roomId: string,
  { answered }: ChangedMessage,
): Promise<LastChoices | undefined> {
  return answered === undefined ? undefined : choicesOn(parts, roomId, answered);
}

function events(around: { readonly [key: string]: unknown }, key: string): RawEvent[] {
  return listIn(around, key)
    .map(readRawEvent)
    .filter((event) => event !== undefined);
}

function isLast({ id, sender }: RawEvent, after: RawEvent[]): boolean {
  const at = after.findIndex((later) => later.id === id);
  // Not among the next ones: too much was said since.
  return at >= 0 && !after.slice(0, at).some((later) => later.sender === sender && isSaid(later));
}

const isSaid = (event: RawEvent): boolean => isMessage(event) || event.type === 'm.reaction';

function isMessage({ type, content }: RawEvent): boolean {
  return MESSAGES.has(type) && objectIn(content, 'm.relates_to')?.rel_type !== 'm.replace';
}

/** Before it, newest first. The bot's own sentences (« il n’y a pas de choix 9 ») leave the choices as they are. */
async function lastAsked({ client, lastChoices }: RoomParts, roomId: string, before: RawEvent[]) {
  const current = (await lastChoices.get(roomId))?.remoteId.split(' ').at(-1);
  if (before.some(({ id }) => id === current)) return current;
  const me = client.getSafeUserId();
  return before.find((event) => event.sender === me && isMessage(event))?.id;
}
