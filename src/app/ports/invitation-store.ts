import type { Address } from './inbound.ts';

/** When somebody was invited into their private conversation. */
export interface Invitation {
  /** ISO 8601. */
  since: string;
  /** They were reminded of it, which is done once. */
  reminded: boolean;
}

/** The invitations that the outbox waits for, shared by all processes. */
export interface InvitationStore {
  /** The invitation into this conversation; it begins `now` (ISO 8601) when it is not known. */
  waitedFor(address: Address, now: string): Promise<Invitation>;
  /** They are reminded of it. @returns false when they were before */
  remind(address: Address): Promise<boolean>;
  /** They came in, or will not. @returns whether it was known */
  end(address: Address): Promise<boolean>;
}
