import { setTimeout as delay } from 'node:timers/promises';
import { DeliveryError } from '../../../app/ports/channel.ts';
import { IncidentError } from '../../../app/ports/inbound.ts';

/** The client was stopped: what was not taken comes again at the next start. */
export class ClientStopped extends Error {
  constructor() {
    super('the Tchap client was stopped');
    this.name = 'ClientStopped';
  }
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
/** A failure of another kind may be the database's, which passes, or a fault of ours, which does not. */
const MOST_UNKNOWN = 7;

/**
 * Tries again, ever more slowly, while the homeserver or the database do not answer: an event is let go only when it
 * is durably taken.
 */
export async function insist<T>(work: () => Promise<T>, stopped: () => boolean): Promise<T> {
  let unknown = 0;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    if (stopped()) throw new ClientStopped();
    try {
      return await work();
    } catch (error) {
      if (stopped()) throw new ClientStopped();
      const kind = kindOf(error);
      if (kind === 'final' || (kind === 'unknown' && ++unknown > MOST_UNKNOWN)) throw error;
      await pauseOf(error, pause, stopped);
    }
  }
}

function kindOf(error: unknown): 'passes' | 'final' | 'unknown' {
  if (error instanceof DeliveryError) {
    return error.failure === 'throttled' || error.failure === 'transient' ? 'passes' : 'final';
  }
  if (error instanceof ClientStopped) return 'final';
  return error instanceof IncidentError ? 'passes' : 'unknown';
}

async function pauseOf(error: unknown, pause: number, stopped: () => boolean): Promise<void> {
  const until = Date.now() + ((error as { retryAfterMs?: number }).retryAfterMs ?? pause);
  while (Date.now() < until && !stopped()) await delay(Math.min(200, Math.max(until - Date.now(), 0)));
}
