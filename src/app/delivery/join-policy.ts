import type { Invitation } from '../ports/invitation-store.ts';

const MINUTE = 60_000;

/** How long somebody who was invited into a private conversation is waited for, in ms. */
export const JOIN_DELAYS = {
  /** Reminded once, this long after the invitation. */
  remindAfter: 4 * 60 * MINUTE,
  /** Then written to by mail, and the team told. What comes for them later is not kept waiting any more. */
  giveUpAfter: 24 * 60 * MINUTE,
  /** Looked for at least this often: the channel tells that they come in, unless that is missed. */
  longestLook: 10 * MINUTE,
};

const FIRST_LOOK = 1_000;

export type JoinStep = { kind: 'look_in'; ms: number } | { kind: 'remind' } | { kind: 'give_up' };

/** What is due for an invitation at the moment `now`, in ms since the epoch. */
export function nextJoinStep({ since, reminded }: Invitation, now: number): JoinStep {
  const { remindAfter, giveUpAfter, longestLook } = JOIN_DELAYS;
  const age = Math.max(0, now - Date.parse(since));
  if (age >= giveUpAfter) return { kind: 'give_up' };
  if (!reminded && age >= remindAfter) return { kind: 'remind' };
  const untilNext = (reminded ? giveUpAfter : remindAfter) - age;
  // Ever more slowly: who comes in at once is answered at once, who is away costs nothing.
  return { kind: 'look_in', ms: Math.min(longestLook, Math.max(FIRST_LOOK, age / 2), untilNext) };
}
