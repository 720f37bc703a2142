import type { RoomCrypto } from '../room-crypto.ts';
import { type RawContent, type RawEvent, textIn } from '../sync/raw-event.ts';

type Clear = { type: string; content: RawContent };

export interface Decrypting {
  /** Waits a little for a key that is late. Undefined when it cannot be read. */
  read(roomId: string, event: RawEvent): Promise<Clear | undefined>;
  /** Events that could not be read since the start. */
  unreadable(): number;
}

export interface DecryptingParts {
  crypto: RoomCrypto;
  /** For the first message of a key that is missing: those that follow it were sent with the same one. */
  waitMs: number;
  pause(milliseconds: number): Promise<void>;
  stopped(): boolean;
  now?: () => number;
}

const LOOK_EVERY_MS = 250;
const MOST_KEPT = 10_000;
/** Whoever sends what nobody can read does not have the room wait for ever: half as long each time, for a while. */
const FORGIVEN_AFTER_MS = 600_000;

export function createDecrypting({ crypto, waitMs, pause, stopped, now = Date.now }: DecryptingParts): Decrypting {
  const missing = new Set<string>();
  const inVain = new Map<string, { times: number; last: number }>();
  let unreadable = 0;

  const patienceIn = (roomId: string): number => {
    const { times, last } = inVain.get(roomId) ?? { times: 0, last: 0 };
    const patience = now() - last > FORGIVEN_AFTER_MS ? waitMs : waitMs / 2 ** times;
    return patience < LOOK_EVERY_MS ? 0 : patience;
  };

  const waitedInVain = (roomId: string, session: string): void => {
    if (missing.size >= MOST_KEPT) missing.clear();
    if (inVain.size >= MOST_KEPT) inVain.clear();
    const { times, last } = inVain.get(roomId) ?? { times: 0, last: 0 };
    inVain.set(roomId, { times: now() - last > FORGIVEN_AFTER_MS ? 1 : times + 1, last: now() });
    missing.add(session);
  };

  const inPatience = async (roomId: string, event: RawEvent, patience: number): Promise<Clear | undefined> => {
    for (let waited = 0; ; waited += LOOK_EVERY_MS) {
      const clear = await crypto.decrypt(roomId, event);
      if (clear !== undefined || waited >= patience || stopped()) return clear;
      await pause(LOOK_EVERY_MS);
    }
  };

  return {
    async read(roomId, event) {
      const session = `${roomId} ${textIn(event.content, 'session_id')}`;
      if (isMegolm(event)) {
        const clear = await inPatience(roomId, event, missing.has(session) ? 0 : patienceIn(roomId));
        if (clear !== undefined) {
          missing.delete(session);
          return clear;
        }
        if (!missing.has(session)) waitedInVain(roomId, session);
      }
      unreadable++;
      return undefined;
    },
    unreadable: () => unreadable,
  };
}

function isMegolm({ content }: RawEvent): boolean {
  const texts = ['session_id', 'ciphertext'].map((key) => textIn(content, key));
  return content.algorithm === 'm.megolm.v1.aes-sha2' && texts.every((text) => text !== undefined);
}
