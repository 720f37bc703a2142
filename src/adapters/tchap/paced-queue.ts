import { DeliveryError } from '../../app/ports/channel.ts';

/** What waits longer than this is given back to the outbox, whose lease on it must not end meanwhile. */
const LONGEST_PAUSE_MS = 5_000;

/** A homeserver counts these apart, and lets far fewer rooms be made than messages be said. */
export type PacedKind = 'message' | 'room' | 'entry';

export interface PacedQueue {
  /**
   * Runs `work` in its turn. When the homeserver asks for a pause, all of its kind that waits behind keeps it: messages
   * in their place, the rest by being given back, since its pauses are long and must not hold up what is said.
   * @throws DeliveryError
   */
  run<T>(work: () => Promise<T>, kind?: PacedKind): Promise<T>;
  waiting(): number;
  stop(): void;
}

/** All that an account writes, one call after the other, so many a second: the homeserver counts by account. */
export function createPacedQueue(ratePerSecond: number, now: () => number = Date.now): PacedQueue {
  const spacing = 1000 / ratePerSecond;
  const pausedUntil = { message: 0, room: 0, entry: 0 };
  let last: Promise<unknown> = Promise.resolve();
  let nextAt = 0;
  let waiting = 0;
  let stopped = false;

  const turn = async <T>(work: () => Promise<T>, kind: PacedKind): Promise<T> => {
    if (stopped) throw new DeliveryError('throttled', 'stopped', LONGEST_PAUSE_MS);
    const pause = pausedUntil[kind] - now();
    if (pause > (kind === 'message' ? LONGEST_PAUSE_MS : 0)) throw new DeliveryError('throttled', 'pause', pause);
    const wait = Math.max(pause, nextAt - now());
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    nextAt = now() + spacing;
    try {
      return await work();
    } catch (error) {
      pausedUntil[kind] = Math.max(pausedUntil[kind], now() + pauseAskedBy(error));
      throw error;
    }
  };

  return {
    run<T>(work: () => Promise<T>, kind: PacedKind = 'message'): Promise<T> {
      waiting++;
      const mine = last.then(() => turn(work, kind)).finally(() => waiting--);
      last = mine.catch(() => undefined);
      return mine;
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
