import type { DeliveryError } from '../ports/channel.ts';
import type { DeliveryOutcome, OutboxRow } from '../ports/outbox-store.ts';

const SECOND = 1000;
const LONGEST_WAIT = 300 * SECOND;
/** A member who is asked: three tries in a few seconds, then the équipe restreinte is told. */
const MEMBRE_TRIES = 3;
const OTHER_TRIES = 10;
/** Mail servers defer for minutes on purpose, and are down for an hour now and then: some four hours. */
const COURRIEL_TRIES = 50;
/** A fault of our own (a card that cannot be rendered) must not hold up what waits behind it in the conversation. */
export const OWN_FAULT = 'internal';
const OWN_FAULT_TRIES = 4;

/** What to do with a row after a failed delivery. `row.tries` counts the tries before this one. */
export function outcomeOf(row: OutboxRow, error: DeliveryError, random: () => number): DeliveryOutcome {
  switch (error.failure) {
    case 'unreachable':
    case 'rejected':
      return { kind: 'dead', code: error.code };
    case 'throttled':
      return {
        kind: 'retry',
        afterMs: error.retryAfterMs ?? backoff(row.tries, random),
        code: error.code,
        ambiguous: row.ambiguous,
        countsAsTry: false,
      };
    case 'ambiguous':
      // A create has no idempotency key: one more try at most. An update in place may be repeated freely.
      if (row.content.op !== 'update_card' && row.ambiguous) return { kind: 'dead', code: error.code };
      return again(row, error, random, row.content.op !== 'update_card');
    case 'transient':
      return again(row, error, random, row.ambiguous);
  }
}

function again(row: OutboxRow, error: DeliveryError, random: () => number, ambiguous: boolean): DeliveryOutcome {
  const most = error.code === OWN_FAULT ? OWN_FAULT_TRIES : mostTries(row);
  if (row.tries + 1 >= most) return { kind: 'dead', code: error.code };
  return { kind: 'retry', afterMs: backoff(row.tries, random), code: error.code, ambiguous, countsAsTry: true };
}

/** The analysis channel is where demandes arrive: what goes there is tried for ever, however slowly. */
function mostTries(row: OutboxRow): number {
  if (row.destination.to === 'analyse') return Number.POSITIVE_INFINITY;
  if (row.destination.to === 'courriel') return COURRIEL_TRIES;
  return row.destination.to === 'membre' ? MEMBRE_TRIES : OTHER_TRIES;
}

function backoff(tries: number, random: () => number): number {
  const wait = Math.min(LONGEST_WAIT, 1.5 * SECOND * 2 ** Math.min(tries, 10));
  return Math.round(wait * (0.75 + random() / 2));
}
