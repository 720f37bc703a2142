import assert from 'node:assert/strict';
import { afterEach, before, beforeEach, describe, it } from 'mocha';
import { TchapStartRefused } from '../../../src/adapters/tchap/tchap.ts';
import { type Child, runScript } from '../../support/child.ts';
import type { OpenedWithSql } from '../../support/databases.ts';
import { type Homeserver, requireHomeserver } from '../../support/homeserver.ts';
import { userIdOf } from '../../support/homeserver-accounts.ts';
import type { BotDatabase } from '../../support/tchap/bot-database.ts';
import { type MatrixUser, until } from '../../support/tchap/matrix-user.ts';
import { echo } from '../../support/tchap/tchap-bot.ts';
import { World } from '../../support/tchap/world.ts';

describe('the Tchap device, on a real homeserver', function () {
  this.timeout(90_000);
  let hs: Homeserver;
  let world: World;
  let rank = 0;
  before(async function () {
    hs = await requireHomeserver(this);
  });
  beforeEach(() => {
    rank += 1;
    world = new World(hs);
  });
  afterEach(() => world.end());

  const account = async () => {
    const name = `appareil${rank}`;
    await hs.register(name);
    return name;
  };
  const masterKey = async (user: MatrixUser, botId: string) => {
    const answer = await user.client.downloadKeysForUsers([botId]);
    return Object.values(answer.master_keys?.[botId]?.keys ?? {})[0];
  };

  it('makes its identity once, shows the recovery key once, and is the same after a restart', async () => {
    const name = await account();
    const { opened } = await world.database();
    const bot = world.bot({ name, store: opened.matrixStore });
    await bot.tchap.start(echo(bot));
    const first = await bot.tchap.state();
    assert.equal(first.crossSigned, true);
    assert.equal(first.backup, '1');
    assert.equal(bot.recoveryKeys.length, 1);

    const ana = await world.user(`ana-${name}`);
    const room = await ana.openDirect(bot.userId);
    await ana.say(room, 'un');
    await ana.waitFor(room, ({ body }) => body === 'écho un');
    const key = await masterKey(ana, bot.userId);
    await bot.tchap.stop();

    const again = world.bot({ name, store: opened.matrixStore, settings: { password: 'oublié' } });
    await again.tchap.start(echo(again));
    const second = await again.tchap.state();
    assert.deepEqual([second.deviceId, second.crossSigned, second.backup], [first.deviceId, true, '1']);
    assert.equal(again.recoveryKeys.length, 0);
    await ana.say(room, 'deux');
    const answer = await again.tchap.state().then(() => ana.waitFor(room, ({ body }) => body === 'écho deux'));
    assert.equal(answer.encrypted, true);
    assert.equal(await masterKey(ana, bot.userId), key);
    assert.equal(
      again.inbound.filter(({ payload }) => payload.kind === 'text').length,
      1,
      'what was taken is not told again',
    );
    const status = await ana.client.getCrypto()!.getDeviceVerificationStatus(bot.userId, first.deviceId!);
    assert.equal(status?.signedByOwner, true);
  });

  it('keeps neither token nor keys nor words in clear', async () => {
    const name = await account();
    const { opened } = await world.database();
    const bot = world.bot({ name, store: opened.matrixStore });
    await bot.tchap.start(echo(bot));
    const ana = await world.user(`ana-${name}`);
    const room = await ana.openDirect(bot.userId);
    await ana.say(room, 'un secret bien gardé');
    await ana.waitFor(room, ({ body }) => body.startsWith('écho'));
    await bot.tchap.stop();
    const { accessToken } = (await opened.matrixStore.get('session')) as { accessToken: string };
    assert.ok(accessToken);
    const tables = ['tchap_schema', 'tchap_objet', 'tchap_etat', 'tchap_bail'];
    const rows = await Promise.all(tables.map((table) => opened.sql<{ t: string }>(`SELECT t::text FROM ${table} t`)));
    const dump = rows
      .flat()
      .map(({ t }) => t)
      .join('\n');
    assert.ok(rows[1]!.length > 5, 'the keys are there');
    for (const clear of [accessToken, 'bien gardé', 'm.megolm', bot.recoveryKeys[0]!])
      assert.equal(dump.includes(clear), false, clear);
  });

  it('refuses to be a known device without its keys, and says how to recover', async () => {
    const name = await account();
    const { opened } = await world.database();
    const bot = world.bot({ name, store: opened.matrixStore });
    await bot.tchap.start(echo(bot));
    const { accessToken, deviceId } = (await opened.matrixStore.get('session')) as {
      accessToken: string;
      deviceId: string;
    };
    await bot.tchap.stop();

    const empty = await world.database();
    const lost = world.bot({ name, store: empty.opened.matrixStore, settings: { accessToken, deviceId } });
    await assert.rejects(lost.tchap.start(echo(lost)), (error) => {
      assert.ok(error instanceof TchapStartRefused);
      assert.equal(error.code, 'magasin_perdu');
      assert.match(error.message, /TCHAP_RECOVERY_KEY/);
      return true;
    });
    assert.equal((await lost.tchap.state()).status, 'stopped');

    const keyless = world.bot({ name, store: empty.opened.matrixStore });
    await assert.rejects(keyless.tchap.start(echo(keyless)), { code: 'cle_manquante' });
    const wrong = { recoveryKey: 'EsTc LW2K PGiF wKEA 3As5 g5c4 BXwk qeeJ ZJV8 Q9fu gUMN UE4d' };
    const mistaken = world.bot({ name, store: empty.opened.matrixStore, settings: wrong });
    await assert.rejects(mistaken.tchap.start(echo(mistaken)), { code: 'cle_fausse' });
  });

  it('recovers with its key on a new device: the same identity, and what was said before can be read', async () => {
    const name = await account();
    const { opened } = await world.database();
    const bot = world.bot({ name, store: opened.matrixStore });
    await bot.tchap.start(echo(bot));
    const { deviceId } = await bot.tchap.state();
    const ana = await world.user(`ana-${name}`);
    const room = await ana.openDirect(bot.userId);
    await ana.say(room, 'avant');
    await ana.waitFor(room, ({ body }) => body === 'écho avant');
    const key = await masterKey(ana, bot.userId);
    // The backup of keys is written some seconds after them.
    await backedUp(hs, opened);
    await bot.tchap.stop();

    const empty = await world.database();
    const recovered = world.bot({
      name,
      store: empty.opened.matrixStore,
      settings: { recoveryKey: bot.recoveryKeys[0]! },
    });
    await recovered.tchap.start(echo(recovered));
    const state = await recovered.tchap.state();
    assert.notEqual(state.deviceId, deviceId);
    assert.deepEqual([state.crossSigned, state.backup], [true, '1']);
    assert.equal(recovered.recoveryKeys.length, 0);
    await ana.say(room, 'après');
    await ana.waitFor(room, ({ body }) => body === 'écho après');
    assert.equal(await masterKey(ana, bot.userId), key);
  });

  it('refuses a token of another account', async () => {
    const name = await account();
    await hs.register(`autre-${name}`);
    const { accessToken } = await hs.logIn(`autre-${name}`);
    const { opened } = await world.database();
    const bot = world.bot({ name, store: opened.matrixStore, settings: { accessToken } });
    await assert.rejects(bot.tchap.start(echo(bot)), { code: 'autre_compte' });
    const refused = world.bot({
      name,
      store: opened.matrixStore,
      settings: { accessToken: 'inconnu', password: 'faux' },
    });
    await assert.rejects(refused.tchap.start(echo(refused)), { code: 'connexion_refusee' });
  });

  it('runs with a token and a device that it is given', async () => {
    const name = await account();
    const { accessToken, deviceId } = await hs.logIn(name);
    const { opened } = await world.database();
    const bot = world.bot({ name, store: opened.matrixStore, settings: { accessToken, deviceId } });
    await bot.tchap.start(echo(bot));
    assert.equal((await bot.tchap.state()).deviceId, deviceId);
  });

  describe('as a process', () => {
    const children: Child[] = [];
    afterEach(async () => {
      for (const child of children.splice(0)) await child.kill();
    });
    const start = (name: string, database: BotDatabase) => {
      const child = runScript('tchap/bot-process.ts', JSON.stringify({ url: hs.url, name, ...database.where }));
      children.push(child);
      return child;
    };
    const said = async (child: Child, fits: (line: { [key: string]: unknown }) => boolean) => {
      for (let line = await child.line(); line !== undefined; line = await child.line()) {
        const parsed = JSON.parse(line) as { [key: string]: unknown };
        if (fits(parsed)) return parsed;
      }
      throw new Error('the bot ended');
    };

    it('killed at any moment, it comes back as the same device, answers all, and nothing twice', async () => {
      const name = await account();
      const { database } = await world.database();
      const ana = await world.user(`ana-${name}`);
      let bot = start(name, database);
      const first = await said(bot, ({ status }) => status === 'running');
      const room = await ana.openDirect(userIdOf(name));
      for (let round = 0; round < 4; round++) {
        for (const part of ['a', 'b', 'c']) await ana.say(room, `${round}${part}`);
        await new Promise((resolve) => setTimeout(resolve, 40 * round));
        await bot.kill();
        await ana.say(room, `${round}d`);
        bot = start(name, database);
        const next = await said(bot, ({ status }) => status === 'running');
        assert.deepEqual([next.deviceId, next.crossSigned], [first.deviceId, true]);
      }
      const expected = [0, 1, 2, 3].flatMap((round) => ['a', 'b', 'c', 'd'].map((part) => `écho ${round}${part}`));
      await ana.waitFor(room, ({ body }) => body === expected.at(-1), 30_000);
      const answers = ana.messages(room).filter(({ sender }) => sender === userIdOf(name));
      assert.deepEqual(
        answers.map(({ body }) => body),
        expected,
      );
    });

    it('is taken over within a minute by the process that stands by', async () => {
      const name = await account();
      const { database } = await world.database();
      if (database.where.databaseUrl === undefined) return;
      const ana = await world.user(`ana-${name}`);
      const one = start(name, database);
      await said(one, ({ status }) => status === 'running');
      const room = await ana.openDirect(userIdOf(name));
      const two = start(name, database);
      await said(two, ({ status }) => status === 'standby');
      await ana.say(room, 'au premier');
      await ana.waitFor(room, ({ body }) => body === 'écho au premier');
      const before = Date.now();
      await one.kill();
      await ana.say(room, 'au second');
      await said(two, ({ status }) => status === 'running');
      await ana.waitFor(room, ({ body }) => body === 'écho au second');
      assert.ok(Date.now() - before < 60_000);
    });
  });

  it('ends at once when the lease was taken from it', async () => {
    const name = await account();
    const { database, opened } = await world.database();
    const bot = world.bot({ name, store: opened.matrixStore });
    await bot.tchap.start(echo(bot));
    if (database.where.databaseUrl === undefined) return;
    const { default: pg } = await import('pg');
    const client = new pg.Client(database.where.databaseUrl);
    await client.connect();
    await client.query("UPDATE tchap_bail SET porteur = 'autre', jusqu_a = now() + interval '1 hour'");
    await client.end();
    await until(() => bot.ended.length > 0, 'the bot ends', 15_000);
    assert.ok(['lease_lost', 'crypto_not_durable'].includes(bot.ended[0]!));
    assert.equal((await bot.tchap.state()).status, 'stopped');
    const address = { channel: 'tchap', conversationId: '!x:hs.test', kind: 'personal', opaque: {} } as const;
    await assert.rejects(bot.tchap.channel.send(address, { text: 'x' }, 'x'), { failure: 'throttled' });
  });
});

async function backedUp(hs: Homeserver, opened: OpenedWithSql): Promise<void> {
  const { accessToken } = (await opened.matrixStore.get('session')) as { accessToken: string };
  await until(
    async () => {
      const answer = await fetch(`${hs.url}/_matrix/client/v3/room_keys/version`, {
        headers: { Authorization: `Bearer ${accessToken}` },
      });
      return ((await answer.json()) as { count?: number }).count! >= 2;
    },
    'both sides’ keys are in the backup',
    30_000,
  );
}
