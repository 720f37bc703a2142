import { type CallHomeserver, path } from '../homeserver-call.ts';
import { isObject, listIn, type RawEvent, readRawEvent, textIn } from './raw-event.ts';
import type { RoomBatch } from './sync-tap.ts';

const PAGE = 100;
/** A room cannot hold a start up for ever: 20,000 events are months of it. */
const MOST_PAGES = 200;

/**
 * The events that a sync left out, oldest first: between where the last sync stood and what this one began with.
 * Stops where the bot itself came into the room.
 * @throws DeliveryError
 */
export async function readGap(
  call: CallHomeserver,
  room: RoomBatch,
  since: string,
  userId: string,
): Promise<RawEvent[]> {
  if (room.gapBefore === undefined || room.events.some((event) => isEntry(event, userId))) {
    return [];
  }
  const newestFirst: RawEvent[] = [];
  let from: string | undefined = room.gapBefore;
  for (let page = 0; from !== undefined && page < MOST_PAGES; page++) {
    const query: { [name: string]: string } = { dir: 'b', from, to: since, limit: String(PAGE) };
    const answer = await call({ method: 'GET', path: path`/rooms/${room.roomId}/messages`, query });
    if (!isObject(answer)) break;
    const events = listIn(answer, 'chunk').map(readRawEvent);
    newestFirst.push(...events.filter((event) => event !== undefined));
    if (newestFirst.some((event) => isEntry(event, userId))) break;
    const end = textIn(answer, 'end');
    from = end === from || events.length === 0 ? undefined : end;
  }
  return newestFirst.reverse();
}

/** What came after the bot's own last entry: before it the room was not its business. */
export function sinceEntry(events: RawEvent[], userId: string): { entry: RawEvent | undefined; after: RawEvent[] } {
  const at = events.findLastIndex((event) => isEntry(event, userId));
  return { entry: events[at], after: events.slice(at + 1) };
}

/** A change of name is told as a join too. */
function isEntry({ type, stateKey, content, unsigned }: RawEvent, userId: string): boolean {
  if (type !== 'm.room.member' || stateKey !== userId || content.membership !== 'join') return false;
  const before = unsigned.prev_content;
  return !(isObject(before) && before.membership === 'join');
}
