import { DeliveryError } from '../../../app/ports/channel.ts';
import { type CallHomeserver, path } from '../homeserver-call.ts';
import type { RoomCrypto } from '../room-crypto.ts';
import { isObject, listIn, objectIn, type RawContent, type RawEvent, readRawEvent, textIn } from '../sync/raw-event.ts';

/** What the homeserver still has of the bot's own events. */
export interface PostedEvents {
  /** False when it was removed. @throws DeliveryError */
  stands(roomId: string, eventId: string): Promise<boolean>;
  /** The newest content of one of the bot's own messages; undefined for anything else. @throws DeliveryError */
  content(roomId: string, eventId: string): Promise<RawContent | undefined>;
  /** Everything the bot posted about it: edits, further parts, reactions. @throws DeliveryError */
  belongings(roomId: string, eventId: string): Promise<string[]>;
}

const PAGE = 100;
const MOST_PAGES = 50;
const OWN_RELATIONS: ReadonlySet<unknown> = new Set(['m.replace', 'm.reference', 'm.annotation']);

export function createPostedEvents(call: CallHomeserver, crypto: RoomCrypto, userId: string): PostedEvents {
  const read = async (roomId: string, eventId: string): Promise<RawEvent | undefined> => {
    const answer = await call({ method: 'GET', path: path`/rooms/${roomId}/event/${eventId}` }).catch(absent);
    return readRawEvent(answer);
  };
  const clear = async (roomId: string, event: RawEvent | undefined): Promise<RawContent | undefined> => {
    if (event?.sender !== userId || event.type !== 'm.room.encrypted' || isRedacted(event)) return undefined;
    return (await crypto.decrypt(roomId, event))?.content;
  };
  return {
    async stands(roomId, eventId) {
      const event = await read(roomId, eventId);
      return event !== undefined && !isRedacted(event);
    },
    async content(roomId, eventId) {
      const event = await read(roomId, eventId);
      const original = await clear(roomId, event);
      if (event === undefined || original === undefined) return undefined;
      const edit = readRawEvent(objectIn(objectIn(event.unsigned, 'm.relations') ?? {}, 'm.replace'));
      const edited = await clear(roomId, edit);
      return (edited && objectIn(edited, 'm.new_content')) ?? original;
    },
    async belongings(roomId, eventId) {
      const found: string[] = [];
      let from: string | undefined;
      for (let page = 0; page < MOST_PAGES; page++) {
        const query = { limit: String(PAGE), ...(from !== undefined && { from }) };
        const under = path`/rooms/${roomId}/relations/${eventId}`;
        const answer = await call({ method: 'GET', path: under, query, version: 'v1' }).catch(absent);
        if (!isObject(answer)) break;
        const events = listIn(answer, 'chunk').map(readRawEvent);
        found.push(...events.filter((event) => event?.sender === userId && isOwnRelation(event)).map((e) => e!.id));
        from = textIn(answer, 'next_batch');
        if (from === undefined) break;
      }
      return found;
    },
  };
}

const isRedacted = ({ unsigned }: RawEvent): boolean => isObject(unsigned.redacted_because);

/** Messages of its thread have ids of their own. */
function isOwnRelation({ content }: RawEvent): boolean {
  return OWN_RELATIONS.has(objectIn(content, 'm.relates_to')?.rel_type);
}

function absent(error: unknown): undefined {
  if (error instanceof DeliveryError && error.code.startsWith('404')) return undefined;
  throw error;
}
