import assert from 'node:assert/strict';
import { ConversationLanes, TEAMS_RATES } from '../../../../src/adapters/teams/rate-limit.ts';
import { DeliveryError } from '../../../../src/app/ports/channel.ts';
import { type FakeTime, fakeTime, systemClock } from '../../../support/fake-time.ts';

describe('the writes to a conversation of Teams', () => {
  let time: FakeTime;
  let lanes: ConversationLanes;
  /** What began, and how many milliseconds after the start. */
  let began: { name: string; at: number }[];
  let start: number;
  beforeEach(() => {
    time = fakeTime();
    lanes = new ConversationLanes(TEAMS_RATES, systemClock);
    began = [];
    start = Date.now();
  });
  afterEach(() => time.restore());

  function write(conversation: string, name: string, lasts = 0): Promise<string> {
    return lanes.run(conversation, async () => {
      began.push({ name, at: Date.now() - start });
      if (lasts > 0) await new Promise((done) => setTimeout(done, lasts));
      return name;
    });
  }

  it('go one at a time, in the order they were asked for', async () => {
    const all = Promise.all([write('a', 'first', 400), write('a', 'second', 100), write('a', 'third')]);
    await time.runAllAsync();
    assert.deepEqual(await all, ['first', 'second', 'third']);
    assert.deepEqual(
      began.map(({ at }) => at),
      [0, 400, 500],
    );
  });

  it('do not wait for another conversation', async () => {
    const slow = write('a', 'slow', 10_000);
    await write('b', 'other');
    assert.deepEqual(
      began.map(({ name, at }) => `${name} ${at}`),
      ['slow 0', 'other 0'],
    );
    await time.runAllAsync();
    await slow;
  });

  it('are seven in a second at most, and eight in two', async () => {
    const all = Promise.all(Array.from({ length: 9 }, (_, index) => write('a', String(index))));
    await time.runAllAsync();
    await all;
    assert.deepEqual(
      began.map(({ at }) => at),
      [0, 0, 0, 0, 0, 0, 0, 1_000, 2_000],
    );
  });

  it('go on after one that failed', async () => {
    const bad = lanes.run('a', () => Promise.reject(new DeliveryError('transient', '500')));
    await assert.rejects(bad, { code: '500' });
    assert.equal(await write('a', 'next'), 'next');
  });

  it('keep the silence that Teams asked for', async () => {
    const throttled = lanes.run('a', () => Promise.reject(new DeliveryError('throttled', '429', 2_500)));
    await assert.rejects(throttled, { failure: 'throttled' });
    const next = write('a', 'next');
    await time.tickAsync(2_499);
    assert.deepEqual(began, []);
    await time.tickAsync(1);
    await next;
    assert.deepEqual(began, [{ name: 'next', at: 2_500 }]);
  });

  it('are handed back when the wait would be over three seconds, with what is left of it', async () => {
    const throttled = lanes.run('a', () => Promise.reject(new DeliveryError('throttled', '429', 60_000)));
    await assert.rejects(throttled);
    await time.tickAsync(10_000);
    await assert.rejects(write('a', 'early'), { failure: 'throttled', retryAfterMs: 50_000 });
    await time.tickAsync(50_000);
    assert.equal(await write('a', 'late'), 'late');
  });
});
