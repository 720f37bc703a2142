import { setTimeout as delay } from 'node:timers/promises';
import type { RoomCrypto } from '../room-crypto.ts';
import { type RawContent, type RawEvent, textIn } from '../sync/raw-event.ts';

type Clear = { type: string; content: RawContent };

export interface Decrypting {
  /** Waits a little for a key that is late. Undefined when it cannot be read. */
  read(roomId: string, event: RawEvent): Promise<Clear | undefined>;
  /** Events that could not be read since the start. */
  unreadable(): number;
}

const LOOK_EVERY_MS = 250;
const MOST_SESSIONS = 10_000;

/** @param waitMs for the first message of a key that is missing: those that follow it were sent with the same one */
export function createDecrypting(crypto: RoomCrypto, waitMs: number, stopped: () => boolean): Decrypting {
  const missing = new Set<string>();
  let unreadable = 0;

  const inPatience = async (roomId: string, event: RawEvent, patience: number): Promise<Clear | undefined> => {
    for (let waited = 0; ; waited += LOOK_EVERY_MS) {
      const clear = await crypto.decrypt(roomId, event);
      if (clear !== undefined || waited >= patience || stopped()) return clear;
      await delay(LOOK_EVERY_MS);
    }
  };

  return {
    async read(roomId, event) {
      const session = `${roomId} ${textIn(event.content, 'session_id')}`;
      const clear = isMegolm(event) ? await inPatience(roomId, event, missing.has(session) ? 0 : waitMs) : undefined;
      if (clear !== undefined) {
        missing.delete(session);
        return clear;
      }
      if (missing.size >= MOST_SESSIONS) missing.clear();
      missing.add(session);
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
