import assert from 'node:assert/strict';
import sinon from 'sinon';
import { createDeliveryWorker, type DeliveryWorker } from '../../../../src/app/delivery/worker.ts';
import { type Channel, DeliveryError, NotJoined } from '../../../../src/app/ports/channel.ts';
import type { Log } from '../../../../src/app/ports/log.ts';
import type { DeliveryOutcome, OutboxQueue, OutboxRow } from '../../../../src/app/ports/outbox-store.ts';
import { type FakeTime, fakeTime } from '../../../support/fake-time.ts';

const address = { channel: 'teams' as const, conversationId: 'c1', kind: 'personal' as const, opaque: null };
const row = (id: string): OutboxRow => ({
  id,
  destination: { to: 'conversation', address },
  content: { op: 'send', message: { text: `message ${id}` } },
  tries: 0,
  ambiguous: false,
  createdAt: '2026-09-07T08:00:00.000Z',
});

describe('the delivery worker', () => {
  let time: FakeTime;
  let worker: DeliveryWorker;
  const send = sinon.stub<Parameters<Channel['send']>, ReturnType<Channel['send']>>();
  const claim = sinon.stub<[number], Promise<OutboxRow[]>>();
  const settle = sinon.stub<[string, DeliveryOutcome], Promise<boolean>>();
  const undelivered = sinon.stub<[OutboxRow, string], Promise<void>>();
  const awaitJoin = sinon.stub<[OutboxRow, NotJoined], Promise<DeliveryOutcome>>();
  const log = { info: () => {}, warn: () => {}, error: () => {} } satisfies Log;
  beforeEach(() => {
    time = fakeTime();
    for (const stub of [send, claim, settle, undelivered, awaitJoin]) stub.reset();
    claim.resolves([]);
    settle.resolves(false);
    send.resolves('remote');
    worker = createDeliveryWorker({
      queue: { claim, settle } as unknown as OutboxQueue,
      channels: new Map([['teams', { send } as unknown as Channel]]),
      resolve: async () => address,
      resolveMailbox: async () => ({ to: 'personne@ac.example' }),
      makeDocument: async () => undefined,
      render: async () => undefined,
      log,
      random: () => 0.5,
      now: Date.now,
      undelivered,
      awaitJoin,
    });
  });
  afterEach(async () => {
    await worker.stop();
    time.restore();
  });

  it('sends at once what this process has just written, without looking at the queue', async () => {
    worker.dispatch([row('1')]);
    await time.tickAsync(0);
    assert.equal(send.callCount, 1);
    assert.equal(claim.callCount, 0);
    assert.deepEqual(settle.firstCall.args, ['1', { kind: 'sent', posted: { address, remoteId: 'remote' } }]);
  });

  it('looks at the queue every half second for what was left', async () => {
    worker.start();
    await time.tickAsync(1_499);
    assert.equal(claim.callCount, 3);
    claim.onCall(3).resolves([row('7')]);
    await time.tickAsync(1);
    assert.equal(send.firstCall.args[1].text, 'message 7');
    assert.equal(worker.lastSeen(), Date.now());
  });

  it('looks again at once when a conversation has more waiting', async () => {
    settle.onFirstCall().resolves(true);
    claim.onFirstCall().resolves([row('2')]);
    worker.dispatch([row('1')]);
    await time.tickAsync(0);
    assert.deepEqual(
      send.args.map(([, { text }]) => text),
      ['message 1', 'message 2'],
    );
  });

  it('leaves a row that waited so long here that another process may have leased it', async () => {
    const held = Array.from({ length: 16 }, (_, index) => row(`held ${index}`));
    send.callsFake(() => new Promise((done) => setTimeout(() => done('remote'), 50_000)));
    worker.dispatch([...held, row('late')]);
    await time.tickAsync(60_000);
    assert(!send.args.some(([, , key]) => key === 'late'));
    assert.equal(send.callCount, 16);
  });

  it('tells that a row is given up, and settles it as dead', async () => {
    send.rejects(new DeliveryError('unreachable', '403 BotNotInConversationRoster'));
    worker.dispatch([row('1')]);
    await time.tickAsync(0);
    assert.equal(undelivered.callCount, 1);
    assert.deepEqual(settle.firstCall.args, ['1', { kind: 'dead', code: '403 BotNotInConversationRoster' }]);
  });

  it('settles as it is told a row for somebody who was invited and has not come in', async () => {
    const later = { kind: 'retry', afterMs: 9, code: 'x', ambiguous: false, countsAsTry: false } as const;
    send.rejects(new NotJoined(address));
    awaitJoin.resolves(later);
    worker.dispatch([row('1')]);
    await time.tickAsync(0);
    assert.deepEqual(settle.firstCall.args, ['1', later]);
    assert.equal(undelivered.callCount, 0);
  });

  it('goes on after a queue that gave no answer', async () => {
    claim.onFirstCall().rejects(new Error('connection lost'));
    claim.onSecondCall().resolves([row('1')]);
    worker.start();
    await time.tickAsync(500);
    assert.equal(send.callCount, 1);
  });

  it('ends the row in hand when it is stopped, and takes no more', async () => {
    send.callsFake(() => new Promise((done) => setTimeout(() => done('remote'), 1_000)));
    worker.start();
    worker.dispatch([row('1')]);
    await time.tickAsync(100);
    const stopped = worker.stop();
    const looked = claim.callCount;
    await time.tickAsync(5_000);
    await stopped;
    assert.equal(settle.callCount, 1);
    assert.equal(claim.callCount, looked);
  });
});
