import type { Invitation } from '../ports/invitation-store.ts';

/** How long somebody who was invited into a private conversation is waited for, in ms. */
export interface JoinDelays {
  /** Reminded once, this long after the invitation. */
  remindAfter: number;
  /** Then written to by mail, and the team told. What comes for them later is not kept waiting any more. */
  giveUpAfter: number;
  /** Looked for again at least this often; their coming in is told by the channel, unless it is missed. */
  longestLook: number;
}

const MINUTE = 60_000;

export const JOIN_DELAYS: JoinDelays = {
  remindAfter: 4 * 60 * MINUTE,
  giveUpAfter: 24 * 60 * MINUTE,
  longestLook: 10 * MINUTE,
};

const FIRST_LOOK = 1_000;

export type JoinStep = { kind: 'look_in'; ms: number } | { kind: 'remind' } | { kind: 'give_up' };

/** What is due for an invitation at the moment `now`, in ms since the epoch. */
export function nextJoinStep({ since, reminded }: Invitation, now: number, delays: JoinDelays): JoinStep {
  const age = Math.max(0, now - Date.parse(since));
  if (age >= delays.giveUpAfter) return { kind: 'give_up' };
  if (!reminded && age >= delays.remindAfter) return { kind: 'remind' };
  const nextTerm = (reminded ? delays.giveUpAfter : delays.remindAfter) - age;
  // Ever more slowly: who comes in at once is answered at once, who is away costs nothing.
  const look = Math.min(delays.longestLook, Math.max(FIRST_LOOK, age / 2));
  return { kind: 'look_in', ms: Math.min(look, nextTerm) };
}
