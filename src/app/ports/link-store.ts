import type { AccountLink } from '../../core/pole/account-link.ts';

export interface LinkStore {
  /** The account's last link, held until the end of the transaction: its tries are counted one by one. */
  latest(identiteId: string): Promise<AccountLink | undefined>;
  /** How many codes the account was sent since an instant (ISO 8601). */
  countSince(identiteId: string, since: string): Promise<number>;
  /** Adds a link; the one that waited is replaced, and those of the account older than a day are forgotten. */
  add(link: AccountLink): Promise<void>;
  /** Writes tries and status. */
  save(link: AccountLink): Promise<void>;
}
