import { DeliveryError } from '../../app/ports/channel.ts';

/** What waits longer than this is given back to the outbox, whose lease on it must not end meanwhile. */
const LONGEST_PAUSE_MS = 5_000;

export interface PacedQueue {
  /** Runs `work` in its turn. When the homeserver asks for a pause, all that waits behind keeps it. @throws DeliveryError */
  run<T>(work: () => Promise<T>): Promise<T>;
  waiting(): number;
  stop(): void;
}

/** All that an account writes, one call after the other, so many a second: the homeserver counts by account. */
export function createPacedQueue(ratePerSecond: number, now: () => number = Date.now): PacedQueue {
  const spacing = 1000 / ratePerSecond;
  let last: Promise<unknown> = Promise.resolve();
  let nextAt = 0;
  let pausedUntil = 0;
  let waiting = 0;
  let stopped = false;

  const turn = async <T>(work: () => Promise<T>): Promise<T> => {
    if (stopped) throw new DeliveryError('throttled', 'stopped', LONGEST_PAUSE_MS);
    const pause = pausedUntil - now();
    if (pause > LONGEST_PAUSE_MS) throw new DeliveryError('throttled', 'pause', pause);
    const wait = Math.max(pause, nextAt - now());
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    nextAt = now() + spacing;
    try {
      return await work();
    } catch (error) {
      if (error instanceof DeliveryError && error.failure === 'throttled') {
        pausedUntil = now() + (error.retryAfterMs ?? LONGEST_PAUSE_MS);
      }
      throw error;
    }
  };

  return {
    run<T>(work: () => Promise<T>): Promise<T> {
      waiting++;
      const mine = last.then(() => turn(work)).finally(() => waiting--);
      last = mine.catch(() => undefined);
      return mine;
    },
    waiting: () => waiting,
    stop() {
      stopped = true;
    },
  };
}
