import { path } from '../homeserver-call.ts';
import type { RoomParts } from './room-parts.ts';

const SLOW_MS = 2_000;
/** The homeserver ends it by itself after that, should the bot be gone. */
const SHOWN_MS = 30_000;

/** Shows that the bot is writing, when an answer takes its time: a key that is late, a database that is away. */
export async function typingWhenSlow<T>(parts: RoomParts, roomId: string, work: () => Promise<T>): Promise<T> {
  const { call, client } = parts;
  const under = path`/rooms/${roomId}/typing/${client.getSafeUserId()}`;
  // Nothing hangs on it.
  const show = (body: object) => call({ method: 'PUT', path: under, body }).catch(() => undefined);
  let shown: Promise<unknown> | undefined;
  const timer = setTimeout(() => {
    shown = show({ typing: true, timeout: SHOWN_MS });
  }, SLOW_MS);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
    void shown?.then(() => show({ typing: false }));
  }
}
