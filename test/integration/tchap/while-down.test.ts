import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { HandleInbound } from '../../../src/app/ports/inbound.ts';
import { IncidentError } from '../../../src/app/ports/inbound.ts';
import type { OpenedWithSql } from '../../support/databases.ts';
import { type Homeserver, requireHomeserver } from '../../support/homeserver.ts';
import { startProxy } from '../../support/tchap/matrix-proxy.ts';
import { type MatrixUser, until } from '../../support/tchap/matrix-user.ts';
import { echo } from '../../support/tchap/tchap-bot.ts';
import { World } from '../../support/tchap/world.ts';

const ROOMS = 10;
const EACH = 10;
/** More than a sync gives of a room at once. */
const MANY = 120;

describe('Tchap messages that the bot was not there to hear', function () {
  this.timeout(180_000);
  const name = 'absent';
  let hs: Homeserver;
  let world: World;
  let opened: OpenedWithSql;
  let ana: MatrixUser;
  before(async function () {
    hs = await requireHomeserver(this);
    world = new World(hs);
    await hs.register(name);
    ({ opened } = await world.database());
    ana = await world.user('absent-ana');
  });
  after(() => world?.end());

  const start = async (handle?: (bot: ReturnType<World['bot']>) => HandleInbound, url?: string) => {
    const bot = world.bot({ name, store: opened.matrixStore, ...(url && { settings: { homeserverUrl: url } }) });
    await bot.tchap.start(handle ? handle(bot) : echo(bot));
    return bot;
  };
  const numbered = (count: number, word: string) => Array.from({ length: count }, (_, index) => `${word} ${index}`);
  const answers = (roomId: string, botId: string) =>
    ana
      .messages(roomId)
      .filter(({ sender }) => sender === botId)
      .map(({ body }) => body);

  it('are all answered in order after the start, in every room, and once', async () => {
    const bot = await start();
    const rooms: string[] = [];
    for (let rank = 0; rank < ROOMS; rank++) rooms.push(await ana.openDirect(bot.userId));
    await bot.tchap.stop();
    for (const word of numbered(EACH, 'message')) await Promise.all(rooms.map((room) => ana.say(room, word)));
    for (const word of numbered(MANY, 'encore')) await ana.say(rooms[0]!, word);

    const again = await start();
    for (const [rank, room] of rooms.entries()) {
      const said = [...numbered(EACH, 'message'), ...(rank === 0 ? numbered(MANY, 'encore') : [])];
      const expected = said.map((word) => `écho ${word}`);
      await ana.waitFor(room, ({ body }) => body === expected.at(-1), 60_000);
      assert.deepEqual(answers(room, again.userId), expected);
    }
    assert.equal((await again.tchap.state()).unreadable, 0);
    await again.tchap.stop();
  });

  it('wait for a database that does not take them, and keep their order', async () => {
    let refusals = 0;
    const bot = await start((mine) => async (inbound) => {
      if (inbound.payload.kind === 'text' && refusals++ < 2) throw new IncidentError('ABCD');
      return echo(mine)(inbound);
    });
    const room = await ana.openDirect(bot.userId);
    for (const word of ['un', 'deux', 'trois']) await ana.say(room, word);
    await ana.waitFor(room, ({ body }) => body === 'écho trois');
    assert.deepEqual(answers(room, bot.userId), ['écho un', 'écho deux', 'écho trois']);
    await bot.tchap.stop();
  });

  it('come again after a stop that did not let them be taken', async () => {
    const deaf = await start((mine) => async (inbound) => {
      mine.inbound.push(inbound);
      if (inbound.payload.kind === 'text') throw new IncidentError('ABCD');
      return { kind: 'none' };
    });
    const room = await ana.openDirect(deaf.userId);
    await ana.say(room, 'écoutez');
    await until(() => deaf.inbound.some(({ payload }) => payload.kind === 'text'), 'the bot tries');
    await deaf.tchap.stop();
    const bot = await start();
    await ana.waitFor(room, ({ body }) => body === 'écho écoutez');
    await bot.tchap.stop();
  });

  it('are heard when the homeserver comes back', async () => {
    const proxy = await startProxy(hs.url);
    const bot = await start(undefined, proxy.url);
    const room = await ana.openDirect(bot.userId);
    proxy.down(true);
    await ana.say(room, 'pendant la panne');
    await new Promise((resolve) => setTimeout(resolve, 500));
    proxy.down(false);
    await ana.waitFor(room, ({ body }) => body === 'écho pendant la panne', 60_000);
    await bot.tchap.stop();
    await proxy.close();
  });
});
