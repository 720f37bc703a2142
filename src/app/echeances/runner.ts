import type { Clock } from '../ports/clock.ts';
import type { Echeance, EcheanceGenre } from '../ports/echeance-store.ts';
import type { Log } from '../ports/log.ts';
import type { Transaction, UnitOfWork } from '../ports/unit-of-work.ts';

/** What became of an échéance: done, for later (ISO 8601), or without object any more. */
export type Settlement = { kind: 'done' } | { kind: 'later'; due: string } | { kind: 'void' };

/** Does it inside the transaction that marks it done. @param now ISO 8601, UTC */
export type EcheanceHandler = (tx: Transaction, echeance: Echeance, now: string) => Promise<Settlement>;

export interface RunnerTools {
  unitOfWork: UnitOfWork;
  handlers: { [genre in EcheanceGenre]: EcheanceHandler };
  clock: Clock;
  log: Log;
}

export interface EcheanceRunner {
  start(): void;
  /** Ends the one in hand and takes no more. */
  stop(): Promise<void>;
  /** Does what is due now, one after the other. @returns how many were looked at */
  drain(): Promise<number>;
  /** When it last looked, in ms since the epoch. */
  lastSeen(): number;
}

const POLL_MS = 5_000;
/** More wait for the next look: one that went wrong must not keep a process busy. */
const MOST_AT_ONCE = 500;

/** Nothing is kept in memory but the rhythm of looking: what is due is what the database says, by the product's clock. */
export function createEcheanceRunner(tools: RunnerTools): EcheanceRunner {
  let timer: NodeJS.Timeout | undefined;
  let draining: Promise<unknown> | undefined;
  let stopped = false;
  let seen = Date.now();

  const drain = async (): Promise<number> => {
    let count = 0;
    while (!stopped && count < MOST_AT_ONCE && (await runOne(tools))) count += 1;
    seen = Date.now();
    return count;
  };
  const look = (): void => {
    draining ??= drain().finally(() => {
      draining = undefined;
    });
  };
  return {
    start() {
      timer = setInterval(look, POLL_MS);
      look();
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      await draining;
    },
    drain,
    lastSeen: () => seen,
  };
}

/** @returns whether there was one */
async function runOne(tools: RunnerTools): Promise<boolean> {
  const now = tools.clock.now().toISOString();
  let claimed: Echeance | undefined;
  try {
    return await tools.unitOfWork.run(async (tx) => {
      claimed = await tx.echeances.claim(now);
      if (claimed === undefined) return false;
      await settle(tx, claimed, await tools.handlers[claimed.genre](tx, claimed, now), now);
      return true;
    });
  } catch (error) {
    if (claimed !== undefined) return putOff(tools, claimed, now, error);
    tools.log.error({}, 'echeance_claim_failed', error);
    return false;
  }
}

async function settle(
  { echeances }: Transaction,
  { cle }: Echeance,
  settlement: Settlement,
  now: string,
): Promise<void> {
  if (settlement.kind === 'done') await echeances.done(cle, now);
  if (settlement.kind === 'later') await echeances.move(cle, settlement.due);
  if (settlement.kind === 'void') await echeances.drop(cle);
}

const MOST_TRIES = 8;
const FIRST_PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 6 * 3_600_000;

/** In a transaction of its own: the one that failed left nothing behind. */
async function putOff({ unitOfWork, log }: RunnerTools, row: Echeance, now: string, error: unknown): Promise<boolean> {
  const { cle, genre, essais } = row;
  const parked = essais + 1 >= MOST_TRIES;
  log.error({ echeance: cle, genre, tries: essais + 1 }, parked ? 'echeance_parked' : 'echeance_failed', error);
  const pause = Math.min(FIRST_PAUSE_MS * 4 ** essais, LONGEST_PAUSE_MS);
  const due = parked ? undefined : new Date(Date.parse(now) + pause).toISOString();
  const code = error instanceof Error ? error.name : 'unknown';
  try {
    await unitOfWork.run((tx) => tx.echeances.fail(cle, code, due));
    return true;
  } catch (failure) {
    log.error({ echeance: cle, genre }, 'echeance_not_put_off', failure);
    return false;
  }
}
