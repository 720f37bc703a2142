import { DeliveryError } from '../../app/ports/channel.ts';

/** What waits longer than this is given back to the outbox, whose lease on it must not end meanwhile. */
const LONGEST_PAUSE_MS = 5_000;
const LONGEST_PAUSES_MS = { message: LONGEST_PAUSE_MS, room: 0, entry: 0 };

/** A homeserver counts these apart, and lets far fewer rooms be made than messages be said. */
export type PacedKind = 'message' | 'room' | 'entry';

export interface PacedQueue {
  /**
   * Runs `work` in its turn. When the homeserver asks for a pause, all of its kind that waits behind keeps it: messages
   * in their place, the rest by being given back, since its pauses are long and must not hold up what is said.
   * @throws DeliveryError
   */
  run<T>(work: () => Promise<T>, kind?: PacedKind): Promise<T>;
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
  const pausedUntil = { message: 0, room: 0, entry: 0 };
  const running = new Set<Promise<void>>();
  let line: Promise<void> = Promise.resolve();
  let nextAt = 0;
  let waiting = 0;
  let idle: (() => void)[] = [];
  let stopped = false;

  const waitOf = (kind: PacedKind): number => {
    if (stopped) throw new DeliveryError('throttled', 'stopped', LONGEST_PAUSE_MS);
    const pause = pausedUntil[kind] - now();
    if (pause > LONGEST_PAUSES_MS[kind]) throw new DeliveryError('throttled', 'pause', pause);
    return Math.max(pause, nextAt - now());
  };

  const mayBegin = async (kind: PacedKind): Promise<void> => {
    while (running.size >= MOST_AT_ONCE) await Promise.race(running);
    // A call under way may be told to pause while this one waits.
    for (let wait = waitOf(kind); wait > 0; wait = waitOf(kind)) {
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
    nextAt = now() + spacing;
  };

  const attempt = async <T>(work: () => Promise<T>, kind: PacedKind): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      pausedUntil[kind] = Math.max(pausedUntil[kind], now() + pauseAskedBy(error));
      throw error;
    }
  };

  const begin = <T>(work: () => Promise<T>, kind: PacedKind): Promise<T> => {
    const mine = attempt(work, kind);
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

  const run = <T>(work: () => Promise<T>, kind: PacedKind = 'message'): Promise<T> => {
    waiting++;
    const turn = line.then(() => mayBegin(kind));
    const mine = turn.then(() => begin(work, kind)).finally(ended);
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

function pauseAskedBy(error: unknown): number {
  if (!(error instanceof DeliveryError) || error.failure !== 'throttled') return 0;
  return error.retryAfterMs ?? LONGEST_PAUSE_MS;
}
