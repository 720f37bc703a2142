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

/**
 * Tries again, ever more slowly, while the homeserver or the database do not answer: an event is let go only when it
 * is durably taken.
 */
export async function insist<T>(work: () => Promise<T>, stopped: () => boolean): Promise<T> {
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    if (stopped()) throw new ClientStopped();
    try {
      return await work();
    } catch (error) {
      if (stopped()) throw new ClientStopped();
      if (!passes(error)) throw error;
      await pauseOf(error, pause, stopped);
    }
  }
}

function passes(error: unknown): boolean {
  if (error instanceof DeliveryError) return error.failure === 'throttled' || error.failure === 'transient';
  return error instanceof IncidentError;
}

async function pauseOf(error: unknown, pause: number, stopped: () => boolean): Promise<void> {
  const until = Date.now() + ((error as { retryAfterMs?: number }).retryAfterMs ?? pause);
  while (Date.now() < until && !stopped()) await delay(Math.min(200, Math.max(until - Date.now(), 0)));
}
