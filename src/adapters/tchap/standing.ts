import type { TchapStatus } from '../../app/ports/tchap-reports.ts';
import { tchapTexts } from '../../core/texts.fr.ts';
import type { TchapDeps } from './tchap-deps.ts';

/** What came of one try to run the device. `pauseMs`: what the homeserver asks to wait. */
export type Outcome = { status: 'running' | 'standby' } | { status: 'unreachable'; cause: string; pauseMs: number };

/** What this process does with the account, since when; the operator hears of what changes. */
export interface Standing {
  status(): TchapStatus;
  /** In ms since the epoch. */
  since(): number;
  /** Why the homeserver was not reached. */
  cause(): string | undefined;
  become(status: TchapStatus, cause?: string): void;
  /** @returns the same */
  settle(outcome: Outcome): Outcome;
}

/** @param onChange the status is another one */
export function createStanding({ log, tell }: Pick<TchapDeps, 'log' | 'tell'>, onChange: () => void): Standing {
  let now: { status: TchapStatus; since: number; cause?: string } = { status: 'stopped', since: Date.now() };

  const become = (status: TchapStatus, cause?: string) => {
    const changed = status !== now.status;
    now = { status, since: changed ? Date.now() : now.since, ...(cause !== undefined && { cause }) };
    if (changed) onChange();
  };

  return {
    status: () => now.status,
    since: () => now.since,
    cause: () => now.cause,
    become,
    settle(outcome) {
      const isNew = outcome.status !== now.status;
      if (outcome.status === 'unreachable') {
        log.warn({ code: outcome.cause }, 'tchap_unreachable');
        if (isNew) tell(tchapTexts.injoignable(outcome.cause));
        become('unreachable', outcome.cause);
      } else {
        if (isNew && outcome.status === 'standby') log.info({}, 'tchap_standby');
        become(outcome.status);
      }
      return outcome;
    },
  };
}
