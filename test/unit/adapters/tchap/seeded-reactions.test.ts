import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createTchapChannel, type SendingParts } from '../../../../src/adapters/tchap/sending/tchap-channel.ts';
import type { Address } from '../../../../src/app/ports/inbound.ts';

const PRIVATE: Address = { channel: 'tchap', conversationId: '!a:hs.test', kind: 'personal', opaque: {} };

/** A channel whose reactions leave only when the test lets one go. */
function channelWithSlowReactions() {
  const posted: string[] = [];
  const waiting: (() => void)[] = [];
  const poster = {
    async message(_room: string, { body }: { body: string }) {
      posted.push(body);
      return `$${posted.length}`;
    },
    async reaction(_room: string, content: { 'm.relates_to': { event_id: string; key: string } }) {
      await new Promise<void>((go) => waiting.push(go));
      const { event_id: id, key } = content['m.relates_to'];
      posted.push(`${id} ${key}`);
      return '$reaction';
    },
  };
  const channel = createTchapChannel({
    poster,
    lastChoices: { set: async () => {} },
    isShared: async () => false,
    render: ({ text }: { text: string }) => [{ body: text, formattedBody: '', choices: [], reactions: ['1', '2'] }],
  } as unknown as SendingParts);
  const letGo = async () => {
    waiting.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { channel, posted, letGo };
}

describe('the reactions offered as shortcuts', () => {
  it('are not waited for by what comes next, which ends those of the question before', async () => {
    const { channel, posted, letGo } = channelWithSlowReactions();
    await channel.send(PRIVATE, { text: 'Oui ou non ?' }, 'a');
    await channel.send(PRIVATE, { text: 'Aide ou accompagnement ?' }, 'b');
    for (let i = 0; i < 4; i += 1) await letGo();
    assert.deepEqual(posted, ['Oui ou non ?', 'Aide ou accompagnement ?', '$1 1', '$2 1', '$2 2']);
  });
});
