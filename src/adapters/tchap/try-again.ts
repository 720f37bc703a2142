import { setTimeout as delay } from 'node:timers/promises';
import type { Outcome } from './standing.ts';

const STANDBY_MS = 3_000;
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;

/**
 * Tries until the device runs or the signal comes: while another process has it, steadily; while the homeserver does
 * not answer, ever more slowly.
 */
export async function tryAgain(first: Outcome, attempt: () => Promise<Outcome>, signal: AbortSignal): Promise<void> {
  let pause = FIRST_PAUSE_MS;
  for (let last = first; last.status !== 'running' && !signal.aborted; ) {
    const wait = last.status === 'unreachable' ? Math.max(last.pauseMs, pause) : STANDBY_MS;
    pause = last.status === 'unreachable' ? Math.min(pause * 2, LONGEST_PAUSE_MS) : FIRST_PAUSE_MS;
    await delay(wait, undefined, { signal }).catch(() => undefined);
    if (!signal.aborted) last = await attempt();
  }
}
