import assert from 'node:assert/strict';
import { afterEach, before, beforeEach, describe, it } from 'mocha';
import { type Homeserver, requireHomeserver } from '../../support/homeserver.ts';
import { type MatrixProxy, startProxy } from '../../support/tchap/matrix-proxy.ts';
import { until } from '../../support/tchap/matrix-user.ts';
import { echo, type TestBot } from '../../support/tchap/tchap-bot.ts';
import { World } from '../../support/tchap/world.ts';

describe('Tchap when its server does not answer', function () {
  this.timeout(120_000);
  let hs: Homeserver;
  let world: World;
  let proxy: MatrixProxy;
  let rank = 0;
  before(async function () {
    hs = await requireHomeserver(this);
  });
  beforeEach(async () => {
    rank += 1;
    proxy = await startProxy(hs.url);
    world = new World(hs);
    world.ends.push(() => proxy.close());
  });
  afterEach(() => world.end());

  const account = async () => {
    const name = `panne${rank}`;
    await hs.register(name);
    return name;
  };
  const store = async () => (await world.database()).opened.matrixStore;
  const reaches = (bot: TestBot, status: string) =>
    until(async () => (await bot.tchap.state()).status === status, status, 40_000);
  const through = () => ({ homeserverUrl: proxy.url });

  it('starts all the same, says so once, and runs when it comes back', async () => {
    const name = await account();
    const bot = world.bot({ name, store: await store(), settings: through() });
    proxy.down(true);
    await bot.tchap.start(echo(bot));
    assert.equal((await bot.tchap.state()).status, 'unreachable');
    await until(() => bot.events.filter((event) => event.name === 'tchap_unreachable').length >= 2, 'it tries again');
    assert.equal(bot.told.length, 1);
    assert.match(bot.told[0]!, /TCHAP_HOMESERVER_URL \(503\)/);
    const address = { channel: 'tchap', conversationId: '!x:hs.test', kind: 'personal', opaque: {} } as const;
    await assert.rejects(bot.tchap.channel.send(address, { text: 'x' }, 'x'), { failure: 'throttled' });
    proxy.down(false);
    await reaches(bot, 'running');
    const ana = await world.user(`ana-${name}`);
    const room = await ana.openDirect(bot.userId);
    await ana.say(room, 'un');
    await ana.waitFor(room, ({ body }) => body === 'écho un');
  });

  it('does not wait without end for one that accepts and says nothing, and stops at once', async () => {
    const name = await account();
    const bot = world.bot({ name, store: await store(), settings: through(), deps: { startWaitMs: 200 } });
    proxy.silent(true);
    await bot.tchap.start(echo(bot));
    assert.equal((await bot.tchap.state()).status, 'starting');
    await bot.tchap.stop();
    assert.equal((await bot.tchap.state()).status, 'stopped');
  });

  it('ends with the refusal that it gets when it comes back', async () => {
    const name = await account();
    const settings = { ...through(), password: 'faux' };
    const bot = world.bot({ name, store: await store(), settings });
    proxy.down(true);
    await bot.tchap.start(echo(bot));
    proxy.down(false);
    await until(() => bot.ended.length > 0, 'it ends');
    assert.deepEqual(bot.ended, ['connexion_refusee']);
    assert.equal((await bot.tchap.state()).status, 'stopped');
  });

  it('leaves the device to a process that reaches it', async () => {
    const name = await account();
    const { database, opened } = await world.database();
    if (database.where.databaseUrl === undefined) return;
    const cut = world.bot({ name, store: opened.matrixStore, settings: through() });
    proxy.down(true);
    await cut.tchap.start(echo(cut));
    const other = await database.open();
    world.ends.unshift(() => other.close());
    const well = world.bot({ name, store: other.matrixStore });
    await well.tchap.start(echo(well));
    await reaches(well, 'running');
    await reaches(cut, 'standby');
    await well.tchap.stop();
    await reaches(cut, 'unreachable');
    proxy.down(false);
    await reaches(cut, 'running');
  });

  it('keeps what is to be sent, without counting a try, and goes on when it comes back', async () => {
    const name = await account();
    const bot = world.bot({ name, store: await store(), settings: through() });
    await bot.tchap.start(echo(bot));
    const ana = await world.user(`ana-${name}`);
    const room = await ana.openDirect(bot.userId);
    await ana.say(room, 'avant');
    await ana.waitFor(room, ({ body }) => body === 'écho avant');
    const { address } = bot.inbound.at(-1)!;
    proxy.down(true);
    await assert.rejects(bot.tchap.channel.send(address, { text: 'x' }, 'x'), { failure: 'throttled' });
    await ana.say(room, 'pendant');
    await reaches(bot, 'unreachable');
    await assert.rejects(bot.tchap.channel.send(address, { text: 'y' }, 'y'), { code: 'unreachable' });
    proxy.down(false);
    await reaches(bot, 'running');
    await ana.waitFor(room, ({ body }) => body === 'écho pendant', 60_000);
  });

  it('uses the password when the kept token has expired, as the same device', async () => {
    const name = await account();
    const kept = await store();
    const first = world.bot({ name, store: kept });
    await first.tchap.start(echo(first));
    const { deviceId } = await first.tchap.state();
    await first.tchap.stop();
    proxy.expireToken();
    const again = world.bot({ name, store: kept, settings: through() });
    await again.tchap.start(echo(again));
    const state = await again.tchap.state();
    assert.deepEqual([state.deviceId, state.crossSigned], [deviceId, true]);
  });

  describe('when the session is closed on it', () => {
    const closed = async () => {
      const name = await account();
      const kept = await store();
      const bot = world.bot({ name, store: kept });
      await bot.tchap.start(echo(bot));
      const { deviceId } = await bot.tchap.state();
      const { accessToken } = (await kept.get('session')) as { accessToken: string };
      await post('logout', accessToken);
      await until(() => bot.ended.length > 0, 'it ends', 40_000);
      assert.deepEqual(bot.ended, ['logged_out']);
      assert.equal((await bot.tchap.state()).status, 'stopped');
      await bot.tchap.stop();
      return { name, kept, deviceId: deviceId!, recoveryKey: bot.recoveryKeys[0]! };
    };
    const post = (path: string, accessToken: string, body: object = {}) =>
      fetch(`${hs.url}/_matrix/client/v3/${path}`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${accessToken}` },
        body: JSON.stringify(body),
      });

    it('ends, and comes back with the password and the recovery key, as a new device of the same identity', async () => {
      const { name, kept, deviceId, recoveryKey } = await closed();
      const keyless = world.bot({ name, store: kept });
      await assert.rejects(keyless.tchap.start(echo(keyless)), { code: 'cle_manquante' });
      const back = world.bot({ name, store: kept, settings: { recoveryKey } });
      await back.tchap.start(echo(back));
      const state = await back.tchap.state();
      assert.notEqual(state.deviceId, deviceId);
      assert.deepEqual([state.crossSigned, back.recoveryKeys.length], [true, 0]);
      const ana = await world.user(`ana-${name}`);
      const room = await ana.openDirect(back.userId);
      await ana.say(room, 'un');
      await ana.waitFor(room, ({ body }) => body === 'écho un');
    });

    it('refuses to start with the token alone, or to be the device whose keys the server forgot', async () => {
      const { name, kept, deviceId } = await closed();
      const { accessToken } = (await kept.get('session')) as { accessToken: string };
      const given = { password: undefined, accessToken, deviceId } as never;
      const alone = world.bot({ name, store: kept, settings: given });
      await assert.rejects(alone.tchap.start(echo(alone)), { code: 'connexion_refusee' });
      const named = world.bot({ name, store: kept, settings: { deviceId } });
      await assert.rejects(named.tchap.start(echo(named)), { code: 'session_fermee' });
      const revived = await hs.logIn(name, deviceId);
      const settings = { accessToken: revived.accessToken, deviceId };
      const hollow = world.bot({ name, store: kept, settings });
      await assert.rejects(hollow.tchap.start(echo(hollow)), { code: 'session_fermee' });
    });
  });
});
