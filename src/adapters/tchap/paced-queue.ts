import { DeliveryError } from '../../app/ports/channel.ts';

/** What waits longer than this is given back to the outbox, whose lease on it must not end meanwhile. */
const LONGEST_PAUSE_MS = 5_000;

export interface PacedQueue {
  /** Runs `work` in its turn. When the homeserver asks for a pause, all that waits behind keeps it. @throws DeliveryError */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Runs `work` once nothing else waits: what somebody would rather do without than wait for. @throws DeliveryError */
  spare<T>(work: () => Promise<T>): Promise<T>;
  waiting(): number;
  stop(): void;
}

/** Calls overlap where the homeserver is slower than the pace: it must not make the others wait for one. */
const MOST_AT_ONCE = 4;

/** All that an account writes, begun in its order, so many a second: the homeserver counts by account. */
export function createPacedQueue(ratePerSecond: number, now: () => number = Date.now): PacedQueue {
  const spacing = 1000 / ratePerSecond;
  const running = new Set<Promise<void>>();
  let line: Promise<void> = Promise.resolve();
  let nextAt = 0;
  let pausedUntil = 0;
  let waiting = 0;
  let idle: (() => void)[] = [];
  let stopped = false;

  const mayBegin = async (): Promise<void> => {
    while (running.size >= MOST_AT_ONCE) await Promise.race(running);
    // A call under way may be told to pause while this one waits.
    for (;;) {
      if (stopped) throw new DeliveryError('throttled', 'stopped', LONGEST_PAUSE_MS);
      const pause = pausedUntil - now();
      if (pause > LONGEST_PAUSE_MS) throw new DeliveryError('throttled', 'pause', pause);
      const wait = Math.max(pause, nextAt - now());
      if (wait <= 0) break;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
    nextAt = now() + spacing;
  };

  const attempt = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof DeliveryError && error.failure === 'throttled') {
        pausedUntil = now() + (error.retryAfterMs ?? LONGEST_PAUSE_MS);
      }
      throw error;
    }
  };

  const begin = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = attempt(work);
    const over: Promise<void> = mine.then(
      () => void running.delete(over),
      () => void running.delete(over),
    );
    running.add(over);
    return mine;
  };

  const ended = (): void => {
    waiting--;
    if (waiting > 0) return;
    for (const wake of idle) wake();
    idle = [];
  };

  const run = <T>(work: () => Promise<T>): Promise<T> => {
    waiting++;
    const turn = line.then(mayBegin);
    const mine = turn.then(() => begin(work)).finally(ended);
    line = turn.catch(() => undefined);
    return mine;
  };

  return {
    run,
    async spare(work) {
      while (waiting > 0) await new Promise<void>((wake) => idle.push(wake));
      return run(work);
    },
    waiting: () => waiting,
    stop() {
      stopped = true;
    },
  };
}
