import assert from 'node:assert/strict';
import { createDecipheriv, createHash } from 'node:crypto';
import { afterEach, before, beforeEach, describe, it } from 'mocha';
import { type Homeserver, requireHomeserver } from '../../support/homeserver.ts';
import { type MatrixUser, until } from '../../support/tchap/matrix-user.ts';
import { echo, type TestBot } from '../../support/tchap/tchap-bot.ts';
import { World } from '../../support/tchap/world.ts';

const FILE = {
  name: 'annexe-1-demande-2026-0042.pdf',
  type: 'application/pdf',
  bytes: Buffer.from('%PDF-1.7 Zoé Lapierre '.repeat(400)),
};

/** The content of an event that gives a file, as the Matrix specification has it (v2 of encrypted attachments). */
interface FileContent {
  msgtype: string;
  body: string;
  info: { mimetype: string; size: number };
  file: { v: string; url: string; iv: string; key: { k: string; alg: string }; hashes: { sha256: string } };
}

describe('Files in Tchap', function () {
  this.timeout(60_000);
  let hs: Homeserver;
  let world: World;
  let bot: TestBot;
  let claire: MatrixUser;
  before(async function () {
    hs = await requireHomeserver(this);
  });
  beforeEach(async () => {
    world = new World(hs);
    await hs.register('fichiers-bot');
    const { opened } = await world.database();
    bot = world.bot({ name: 'fichiers-bot', store: opened.matrixStore });
    await bot.tchap.start(echo(bot));
    claire = await world.user('fichiers-claire');
  });
  afterEach(() => world.end());

  /** By another way than the bot's: the homeserver's API, and the cipher itself. */
  async function opened({ file }: FileContent): Promise<{ kept: Buffer; clear: Buffer }> {
    const [, server, id] = /^mxc:\/\/([^/]+)\/(.+)$/.exec(file.url) ?? [];
    const headers = { Authorization: `Bearer ${claire.client.getAccessToken()}` };
    const answer = await fetch(`${hs.url}/_matrix/client/v1/media/download/${server}/${id}`, { headers });
    assert.equal(answer.status, 200);
    const kept = Buffer.from(await answer.arrayBuffer());
    const hash = createHash('sha256').update(kept).digest('base64').replace(/=+$/, '');
    assert.equal(hash, file.hashes.sha256);
    const key = Buffer.from(file.key.k, 'base64url');
    const cipher = createDecipheriv('aes-256-ctr', key, Buffer.from(file.iv, 'base64'));
    return { kept, clear: Buffer.concat([cipher.update(kept), cipher.final()]) };
  }

  it('come under their sentence, encrypted for the homeserver, and open with what is in the event', async () => {
    const roomId = await claire.openDirect(bot.userId);
    await until(() => bot.inbound.some(({ payload }) => payload.kind === 'installed'), 'the bot is there');
    const { address } = bot.inbound.find(({ payload }) => payload.kind === 'installed')!;
    const message = { text: 'Voici l’annexe 1.', document: { kind: 'annexe1', demandeId: 'd-1' } as const };
    for (const key of ['17', '17']) await bot.tchap.channel.send(address, message, key, FILE);
    const given = await claire.waitFor(roomId, ({ content }) => content.msgtype === 'm.file');
    await claire.upToDate(roomId);
    const seen = claire.messages(roomId).filter(({ sender }) => sender === bot.userId);
    assert.deepEqual(
      seen.map(({ body, encrypted }) => [body, encrypted]),
      [
        [message.text, true],
        [FILE.name, true],
      ],
    );
    const content = given.content as unknown as FileContent;
    assert.deepEqual(content.info, { mimetype: FILE.type, size: FILE.bytes.length });
    assert.deepEqual([content.file.v, content.file.key.alg], ['v2', 'A256CTR']);
    const { kept, clear } = await opened(content);
    assert.ok(!kept.includes('Zoé'));
    assert.deepEqual(clear, FILE.bytes);
  });
});
