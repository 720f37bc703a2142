import assert from 'node:assert/strict';
import { type DeliveryTools, deliverRow } from '../../../../src/app/delivery/deliver-row.ts';
import { NO_FILE_THERE } from '../../../../src/app/ports/channel.ts';
import type { FileToSend } from '../../../../src/app/ports/file.ts';
import type { Address } from '../../../../src/app/ports/inbound.ts';
import type { OutboxRow } from '../../../../src/app/ports/outbox-store.ts';
import type { Message } from '../../../../src/core/view/message.ts';

const ADDRESS: Address = { channel: 'tchap', conversationId: '!dm', kind: 'personal', opaque: null };
const FILE: FileToSend = { name: 'annexe.pdf', type: 'application/pdf', bytes: Buffer.from('%PDF') };
const MESSAGE: Message = { text: 'Voici.', document: { kind: 'annexe1', demandeId: 'd-1' } };
const ROW: OutboxRow = {
  id: '1',
  tries: 0,
  ambiguous: false,
  createdAt: '2026-10-07T08:00:00.000Z',
  destination: { to: 'conversation', address: ADDRESS },
  content: { op: 'send', message: MESSAGE },
};

/** Delivers a message with a document, and gives what the channel was handed. */
async function delivered(given: { files: boolean; links?: boolean; file?: FileToSend | undefined }) {
  const sent: [Message, FileToSend | undefined][] = [];
  const channel = {
    capabilities: { files: given.files },
    send: async (_address: Address, message: Message, _key: string, file?: FileToSend) => {
      sent.push([message, file]);
      return 'remote';
    },
  };
  const tools = {
    channels: new Map([['tchap', channel]]),
    resolve: async () => ADDRESS,
    makeDocument: async () => ('file' in given ? given.file : FILE),
    links: given.links ? { urlOf: () => '/documents/x' } : undefined,
  } as unknown as DeliveryTools;
  return { outcome: await deliverRow(tools, ROW), sent };
}

describe('a message with a document', () => {
  it('goes with the file, made then, where the channel carries files', async () => {
    const { outcome, sent } = await delivered({ files: true, links: true });
    assert.deepEqual(sent, [[MESSAGE, FILE]]);
    assert.deepEqual(outcome, { kind: 'sent', posted: { address: ADDRESS, remoteId: 'remote' } });
  });

  it('is not sent once there is nothing to make the file from', async () => {
    const { outcome, sent } = await delivered({ files: true, file: undefined });
    assert.deepEqual([outcome, sent], [{ kind: 'sent' }, []]);
  });

  it('goes with a link, and how long it lives, where the channel carries none', async () => {
    const [[message, file] = []] = (await delivered({ files: false, links: true })).sent;
    assert.equal(message?.text, 'Voici. Le lien fonctionne pendant une heure.');
    assert.equal(message.card?.data.url, '/documents/x');
    assert.equal(file, undefined);
  });

  it('cannot go where there is neither', async () => {
    await assert.rejects(delivered({ files: false }), { failure: 'unreachable', code: NO_FILE_THERE });
  });
});
