import assert from 'node:assert/strict';
import { afterEach, before, beforeEach, describe, it } from 'mocha';
import { type Homeserver, requireHomeserver } from '../../support/homeserver.ts';
import { userIdOf } from '../../support/homeserver-accounts.ts';
import { type MatrixUser, until } from '../../support/tchap/matrix-user.ts';
import { echo, type TestBot } from '../../support/tchap/tchap-bot.ts';
import { World } from '../../support/tchap/world.ts';

describe('whom the Tchap account trusts', function () {
  this.timeout(60_000);
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

  const startBot = async (settings: object = {}): Promise<TestBot> => {
    const name = `confiance${rank}`;
    await hs.register(name);
    const { opened } = await world.database();
    const bot = world.bot({ name, store: opened.matrixStore, settings });
    await bot.tchap.start(echo(bot));
    return bot;
  };
  const asks = async (user: MatrixUser, bot: TestBot): Promise<string> => {
    const room = await user.openDirect(bot.userId);
    await user.say(room, 'bonjour');
    return room;
  };

  it('hears and answers somebody who never set cross-signing up, on the devices that their homeserver lists', async () => {
    const bot = await startBot();
    const ana = await world.user(`confiance-ana${rank}`, { crossSigned: false });
    const room = await asks(ana, bot);
    await ana.waitFor(room, ({ body }) => body === 'écho bonjour');
  });

  it('gives no key to a device that its owner did not sign, and does not believe it', async () => {
    const bot = await startBot();
    const name = `confiance-eva${rank}`;
    const eva = await world.user(name);
    const stranger = await world.user(name, { register: false, crossSigned: false });
    const room = await asks(eva, bot);
    await eva.waitFor(room, ({ body }) => body === 'écho bonjour');
    await stranger.upToDate(room);
    const seen = stranger.messages(room).filter(({ sender }) => sender === bot.userId);
    assert.deepEqual(
      seen.map(({ body }) => body),
      ['(illisible)'],
    );
    await stranger.say(room, 'je suis Eva');
    await eva.waitFor(room, ({ body }) => body.includes('pas pu lire'));
    assert.equal(JSON.stringify(bot.inbound).includes('je suis Eva'), false);
  });

  it('can be told to want signed devices only', async () => {
    const bot = await startBot({ signedDevicesOnly: true });
    const ana = await world.user(`confiance-ana${rank}`, { crossSigned: false });
    const room = await asks(ana, bot);
    await until(() => bot.events.some(({ name }) => name === 'tchap_unreadable'), 'the message is not read');
    assert.equal(
      bot.inbound.some(({ payload }) => payload.kind === 'text'),
      false,
    );
    assert.ok(room);
  });

  it('turns away, with a word, an invitation of another homeserver’s people', async () => {
    const bot = await startBot({ allowedHomeservers: ['agent.exemple.fr'] });
    const ana = await world.user(`confiance-ana${rank}`);
    const { room_id: room } = await ana.client.createRoom({ is_direct: true, invite: [bot.userId] });
    const left = () => ana.client.getRoom(room)?.getMember(bot.userId);
    await until(() => left()?.membership === 'leave', 'the invitation is refused');
    assert.match(String(left()?.events.member?.getContent().reason), /agents du ministère/);
    await assert.rejects(bot.tchap.channel.openPersonal({ externalId: ana.userId }, undefined), {
      code: 'homeserver_not_allowed',
    });
    assert.deepEqual(bot.inbound, []);
  });

  it('answers an outsider of a room it is in with one sentence, and reads nothing of theirs', async () => {
    const bot = await startBot();
    const ana = await world.user(`confiance-ana${rank}`);
    const room = await ana.openDirect(bot.userId);
    await until(() => bot.inbound.length === 1, 'the bot came in');
    await bot.tchap.stop();
    const closed = world.bot({
      name: `confiance${rank}`,
      store: bot.store,
      settings: { allowedHomeservers: ['agent.exemple.fr'] },
    });
    await closed.tchap.start(echo(closed));
    await ana.say(room, 'bonjour');
    await ana.waitFor(room, ({ body }) => body.includes('agents du ministère'));
    await ana.say(room, 'bonjour ?');
    await until(
      () => ana.client.getRoom(room)!.hasUserReadEvent(userIdOf(`confiance${rank}`), ana.messages(room).at(-1)!.id),
      'read',
    );
    assert.equal(ana.messages(room).filter(({ body }) => body.includes('agents du ministère')).length, 1);
    assert.deepEqual(closed.inbound, []);
  });
});
