import sinon from 'sinon';
import type { Clock } from '../../src/app/ports/clock.ts';

export type FakeTime = sinon.SinonFakeTimers;

/** Dates and timers under the test's hand; the other ways to wait (immediates, ticks) stay real, promises go on. */
export function fakeTime(now = '2026-09-07T08:00:00.000Z'): FakeTime {
  return sinon.useFakeTimers({
    now: new Date(now),
    toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
    shouldClearNativeTimers: true,
  });
}

/** The clock that the server is given: it follows the fake time. */
export const systemClock: Clock = { now: () => new Date() };
