import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import sinon from 'sinon';
import { createPacedQueue } from '../../../../src/adapters/tchap/paced-queue.ts';
import { DeliveryError } from '../../../../src/app/ports/channel.ts';

describe('the paced queue', () => {
  const clocked = async (work: (clock: sinon.SinonFakeTimers) => Promise<void>) => {
    const clock = sinon.useFakeTimers({ now: 0, toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    try {
      await work(clock);
    } finally {
      clock.restore();
    }
  };
  const throttled = (ms: number) => async () => {
    throw new DeliveryError('throttled', '429', ms);
  };

  it('begins one call after the other, so many a second, in the order in which they were asked for', () =>
    clocked(async (clock) => {
      const queue = createPacedQueue(2);
      const done: [number, number][] = [];
      const all = Promise.all([1, 2, 3].map((rank) => queue.run(async () => done.push([rank, Date.now()]))));
      assert.equal(queue.waiting(), 3);
      await clock.runAllAsync();
      await all;
      assert.deepEqual(done, [
        [1, 0],
        [2, 500],
        [3, 1000],
      ]);
      assert.equal(queue.waiting(), 0);
    }));

  it('does not make the others wait for a slow call, but never has more than four under way', () =>
    clocked(async (clock) => {
      const queue = createPacedQueue(1000);
      const begun: [number, number][] = [];
      const slow = (rank: number) => async () => {
        begun.push([rank, Date.now()]);
        await new Promise((resolve) => setTimeout(resolve, 100));
      };
      const all = Promise.all([1, 2, 3, 4, 5].map((rank) => queue.run(slow(rank))));
      await clock.runAllAsync();
      await all;
      assert.deepEqual(begun, [
        [1, 0],
        [2, 1],
        [3, 2],
        [4, 3],
        [5, 100],
      ]);
    }));

  it('leaves what can be spared until nothing else waits', () =>
    clocked(async (clock) => {
      const queue = createPacedQueue(2);
      const begun: string[] = [];
      const call = (name: string) => async () => void begun.push(name);
      const first = queue.run(call('question'));
      const spared = queue.spare(call('réaction'));
      const second = queue.run(call('autre question'));
      await clock.runAllAsync();
      await Promise.all([first, spared, second]);
      assert.deepEqual(begun, ['question', 'autre question', 'réaction']);
    }));

  it('keeps the pause that the homeserver asks for, for all that waits behind', () =>
    clocked(async (clock) => {
      const queue = createPacedQueue(10);
      const refused = assert.rejects(queue.run(throttled(2_000)), { failure: 'throttled' });
      const next = queue.run(async () => Date.now());
      await clock.runAllAsync();
      await refused;
      assert.equal(await next, 2_000);
    }));

  it('gives back what would have to wait for long, and says until when', () =>
    clocked(async (clock) => {
      const queue = createPacedQueue(10);
      await assert.rejects(queue.run(throttled(60_000)));
      await clock.tickAsync(10_000);
      const next = queue.run(async () => assert.fail('it is too early'));
      await assert.rejects(next, { failure: 'throttled', retryAfterMs: 50_000 });
    }));

  it('says what there is to say while no more rooms may be made', () =>
    clocked(async (clock) => {
      const queue = createPacedQueue(10);
      await assert.rejects(queue.run(throttled(60_000), 'room'));
      const early = queue.run(async () => assert.fail('it is too early'), 'room');
      const said = queue.run(async () => Date.now());
      const refused = assert.rejects(early, { failure: 'throttled', retryAfterMs: 60_000 });
      await clock.runAllAsync();
      await refused;
      assert.equal(await said, 100);
      await clock.tickAsync(60_000);
      assert.equal(await queue.run(async () => 'ouvert', 'room'), 'ouvert');
    }));

  it('goes on after a call that failed', () =>
    clocked(async (clock) => {
      const queue = createPacedQueue(10);
      const failed = assert.rejects(
        queue.run(async () => {
          throw new Error('x');
        }),
      );
      const next = queue.run(async () => 'fait');
      await clock.runAllAsync();
      await failed;
      assert.equal(await next, 'fait');
    }));
});
