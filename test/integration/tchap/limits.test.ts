import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import type { DeliveryWorker } from '../../../src/app/delivery/worker.ts';
import type { DeliveryError } from '../../../src/app/ports/channel.ts';
import type { NewOutboxRow } from '../../../src/app/ports/outbox-store.ts';
import type { OpenedWithSql } from '../../support/databases.ts';
import { deliveryOn } from '../../support/delivery.ts';
import { type Homeserver, requireSynapse } from '../../support/homeserver.ts';
import { userIdOf } from '../../support/homeserver-accounts.ts';
import { startHomeserver } from '../../support/homeserver-server.ts';
import { type MatrixUser, until } from '../../support/tchap/matrix-user.ts';
import type { TestBot } from '../../support/tchap/tchap-bot.ts';
import { World } from '../../support/tchap/world.ts';

const failureOf = (work: Promise<unknown>): Promise<DeliveryError> =>
  work.then(
    () => assert.fail('it should have failed'),
    (error: DeliveryError) => error,
  );

const ROOMS = 5;
const EACH = 6;

describe('Tchap under the limits of a real homeserver', function () {
  this.timeout(90_000);
  let hs: Homeserver;
  let world: World;
  let db: OpenedWithSql;
  let bot: TestBot;
  let worker: DeliveryWorker;
  let refused = 0;
  let name = '';
  let rank = 0;
  before(async function () {
    requireSynapse(this);
    hs = await startHomeserver({ limited: true });
  });
  after(() => hs?.stop());
  beforeEach(async () => {
    world = new World(hs);
    name = `limites${++rank}`;
    await hs.register(name);
    db = (await world.database()).opened;
    bot = world.bot({ name, store: db.matrixStore });
    refused = 0;
    const count = (fields: object) => {
      if ('failure' in fields && fields.failure === 'throttled') refused++;
    };
    const log = { info: count, warn: count, error: count };
    worker = deliveryOn(db, { channels: new Map([['tchap', bot.tchap.channel]]), log });
    worker.start();
    await bot.tchap.start(async (inbound) => {
      bot.inbound.push(inbound);
      return { kind: 'none' };
    });
  });
  afterEach(async () => {
    await worker?.stop();
    await world.end();
  });

  const to = (room: string, text: string): NewOutboxRow => ({
    destination: {
      to: 'conversation',
      address: { channel: 'tchap', conversationId: room, kind: 'personal', opaque: {} },
    },
    content: { op: 'send', message: { text } },
  });
  const heard = (ana: MatrixUser, room: string) =>
    ana
      .messages(room)
      .filter(({ sender }) => sender === bot.userId)
      .map(({ body }) => body);

  it('goes on saying things while the homeserver lets it open no more rooms', async () => {
    const ana = await world.user(`limites-ana${rank}`);
    const room = await ana.openDirect(bot.userId);
    await hs.limit(name, { perSecond: 20, burst: 20 });
    const names = Array.from({ length: 12 }, (_, index) => `limites-membre${index}`);
    for (const one of names) await hs.register(one);
    const outcomes = await Promise.all(
      names.map((one) => failureOf(bot.tchap.channel.openPersonal({ externalId: userIdOf(one) }, undefined, 'look'))),
    );
    assert.equal(outcomes.filter(({ code }) => code === 'invited_not_joined').length, 10);
    const throttled = outcomes.filter(({ failure }) => failure === 'throttled');
    assert.equal(throttled.length, 2);
    for (const { retryAfterMs } of throttled) {
      assert.ok((retryAfterMs ?? 0) > 30_000, `the homeserver asks for ${retryAfterMs} ms`);
    }
    await db.unitOfWork.run((tx) => tx.outbox.enqueue([to(room, 'bonjour')]));
    await ana.waitFor(room, ({ body }) => body === 'bonjour');
  });

  it('says 30 things in 5 rooms once each and in order, at the pace of 2 a second, and hears meanwhile', async () => {
    const ana = await world.user(`limites-ana${rank}`);
    const rooms: string[] = [];
    for (let index = 0; index < ROOMS; index++) rooms.push(await ana.openDirect(bot.userId));
    await hs.limit(name, { perSecond: 2, burst: 3 });
    const words = Array.from({ length: EACH }, (_, index) => `message ${index}`);
    await db.unitOfWork.run((tx) => tx.outbox.enqueue(words.flatMap((word) => rooms.map((room) => to(room, word)))));
    // While it waits for its turn to speak, it listens.
    await ana.say(rooms[0]!, 'vous êtes là ?');
    await until(() => bot.inbound.some(({ payload }) => payload.kind === 'text'), 'the bot hears');
    const waiting = (await db.outboxQueue.depth()).waiting;
    assert.ok(waiting > 0, 'and has not said all yet');
    await until(() => rooms.every((room) => heard(ana, room).length >= EACH), 'all is said', 50_000);
    assert.ok(refused > 0, 'the homeserver asked for pauses');
    await until(async () => (await db.outboxQueue.depth()).waiting === 0, 'nothing waits');
    for (const room of rooms) {
      await ana.upToDate(room);
      assert.deepEqual(heard(ana, room), words);
    }
    const tries = await db.sql('SELECT DISTINCT etat, tries, ambiguous FROM outbox');
    assert.deepEqual(tries, [{ etat: 'envoye', tries: 0, ambiguous: false }]);
  });
});
