import type { Address } from '../../src/app/ports/inbound.ts';
import { startSandbox } from '../support/sandbox-server.ts';
import { describeChannel } from './channel-contract.ts';

const place = (conversationId: string, kind: Address['kind']): Address => ({
  channel: 'sandbox',
  conversationId,
  kind,
  opaque: {},
});

const setup = async () => {
  const { channel, store, stop } = await startSandbox();
  await store.setSituation('marc', { absent: true });
  await store.setSituation('paul', { injoignable: true });
  return {
    channel,
    address: place('analyse', 'channel'),
    present: { externalId: 'sophie', email: 'Sophie@pole.example' },
    absent: { externalId: 'marc' },
    reachable: { email: 'Ines@pole.example' },
    unreachable: { email: 'paul@pole.example' },
    closed: place('perso:paul', 'personal'),
    async readConversation({ conversationId }: Address) {
      const messages = await store.list(conversationId, 'sophie', 100);
      return messages.filter(({ erased }) => !erased).map(({ id, text, card }) => ({ remoteId: id, text, card }));
    },
    close: stop,
  };
};

describeChannel('The sandbox', setup, { throttles: false });
