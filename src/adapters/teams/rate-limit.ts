import { DeliveryError } from '../../app/ports/channel.ts';
import type { Clock } from '../../app/ports/clock.ts';

/** At most `count` operations in any `perMs`. */
export interface Rate {
  count: number;
  perMs: number;
}

/** What Microsoft allows a bot in one conversation. */
export const TEAMS_RATES: Rate[] = [
  { count: 7, perMs: 1_000 },
  { count: 8, perMs: 2_000 },
  { count: 60, perMs: 30_000 },
  { count: 1_800, perMs: 3_600_000 },
];

/** Waiting longer than this is the outbox's affair: it can do something else meanwhile. */
const PATIENCE_MS = 3_000;
const SWEEP_EVERY = 1_000;

interface Lane {
  /** When the last operations began, oldest first. */
  began: number[];
  /** The service asked for silence until then. */
  silentUntil: number;
  tail: Promise<unknown>;
  waiting: number;
}

/**
 * One operation at a time in each conversation, in order (two at once get a 412), and within the rates.
 * A wait up to 3 s happens here; a longer one is thrown as `throttled`.
 */
export class ConversationLanes {
  readonly #rates: Rate[];
  readonly #clock: Clock;
  readonly #lanes = new Map<string, Lane>();
  #sinceSweep = 0;

  constructor(rates: Rate[], clock: Clock) {
    this.#rates = rates;
    this.#clock = clock;
  }

  run<T>(conversationId: string, work: () => Promise<T>): Promise<T> {
    const lane = this.#lane(conversationId);
    lane.waiting += 1;
    const turn = lane.tail.then(() => this.#take(lane, work));
    lane.tail = turn
      .catch(() => undefined)
      .then(() => {
        lane.waiting -= 1;
      });
    return turn;
  }

  async #take<T>(lane: Lane, work: () => Promise<T>): Promise<T> {
    const waitMs = this.#waitOf(lane);
    if (waitMs > PATIENCE_MS) throw new DeliveryError('throttled', 'own rate limit', waitMs);
    if (waitMs > 0) await new Promise((done) => setTimeout(done, waitMs));
    lane.began.push(this.#now());
    try {
      return await work();
    } catch (error) {
      if (error instanceof DeliveryError && error.failure === 'throttled')
        lane.silentUntil = this.#now() + (error.retryAfterMs ?? 0);
      throw error;
    }
  }

  #waitOf(lane: Lane): number {
    const now = this.#now();
    this.#forgetOld(lane, now);
    const { began } = lane;
    const free = this.#rates.map(({ count, perMs }) => {
      const first = began[began.length - count];
      return first === undefined ? 0 : first + perMs;
    });
    return Math.max(lane.silentUntil, ...free) - now;
  }

  #forgetOld(lane: Lane, now: number): void {
    const longest = Math.max(0, ...this.#rates.map((rate) => rate.perMs));
    const kept = lane.began.findIndex((at) => at > now - longest);
    if (kept !== 0) lane.began.splice(0, kept < 0 ? lane.began.length : kept);
  }

  #lane(conversationId: string): Lane {
    this.#sweep();
    const known = this.#lanes.get(conversationId);
    if (known) return known;
    const lane = { began: [], silentUntil: 0, tail: Promise.resolve(), waiting: 0 };
    this.#lanes.set(conversationId, lane);
    return lane;
  }

  /** Lanes that hold nothing any more go, so that a bot that met thousands of people stays small. */
  #sweep(): void {
    this.#sinceSweep += 1;
    if (this.#sinceSweep < SWEEP_EVERY) return;
    this.#sinceSweep = 0;
    const now = this.#now();
    for (const [id, lane] of this.#lanes) {
      this.#forgetOld(lane, now);
      if (lane.waiting === 0 && lane.began.length === 0 && lane.silentUntil <= now) this.#lanes.delete(id);
    }
  }

  #now(): number {
    return this.#clock.now().getTime();
  }
}
