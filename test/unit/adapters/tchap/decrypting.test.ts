import assert from 'node:assert/strict';
import { createDecrypting } from '../../../../src/adapters/tchap/inbound/decrypting.ts';
import type { RawEvent } from '../../../../src/adapters/tchap/sync/raw-event.ts';

const WAIT_MS = 8_000;

describe('reading what was encrypted', () => {
  let now = 0;
  const known = new Set<string>();
  const event = (session: string): RawEvent => {
    const content = { algorithm: 'm.megolm.v1.aes-sha2', session_id: session, ciphertext: 'x' };
    return { id: '$e', type: 'm.room.encrypted', sender: '@a:b', content, unsigned: {}, source: {} };
  };
  const decrypting = createDecrypting({
    crypto: {
      encrypt: async () => ({}),
      decrypt: async (_, { content }) =>
        known.has(String(content.session_id)) ? { type: 'm.room.message', content: {} } : undefined,
    },
    waitMs: WAIT_MS,
    async pause(milliseconds) {
      now += milliseconds;
      if (now === 500) known.add('late');
    },
    stopped: () => false,
    now: () => now,
  });
  const waited = async (room: string, session: string) => {
    const before = now;
    await decrypting.read(room, event(session));
    return now - before;
  };

  it('waits for a key that is late, and once for one that never comes', async () => {
    assert.equal(await waited('!a', 'late'), 500);
    assert.equal(await waited('!a', 'never'), WAIT_MS);
    assert.equal(await waited('!a', 'never'), 0);
    assert.equal(decrypting.unreadable(), 2);
  });

  it('waits ever less in a room where keys never come, but as long as ever in another one, and after a while', async () => {
    assert.equal(await waited('!a', 'never 2'), WAIT_MS / 2);
    let sum = 0;
    for (let index = 3; index < 500; index++) sum += await waited('!a', `never ${index}`);
    assert.ok(sum < WAIT_MS, String(sum));
    assert.equal(await waited('!b', 'never'), WAIT_MS);
    now += 700_000;
    assert.equal(await waited('!a', 'never again'), WAIT_MS);
  });
});
