import type { AbsenceStore } from './absence-store.ts';
import type { DemandeStore } from './demande-store.ts';
import type { DirectoryStore } from './directory-store.ts';
import type { EcheanceStore } from './echeance-store.ts';
import type { FormationStore } from './formation-store.ts';
import type { InvitationStore } from './invitation-store.ts';
import type { Journal } from './journal.ts';
import type { LinkStore } from './link-store.ts';
import type { OutboxRow, OutboxWriter } from './outbox-store.ts';
import type { TurnStore } from './turn-store.ts';

/** What a use case may do inside one transaction. Nothing of it may be used after the transaction. */
export interface Transaction {
  turns: TurnStore;
  demandes: DemandeStore;
  formations: FormationStore;
  directory: DirectoryStore;
  outbox: OutboxWriter;
  links: LinkStore;
  invitations: InvitationStore;
  journal: Journal;
  echeances: EcheanceStore;
  absences: AbsenceStore;
}

export interface UnitOfWork {
  /**
   * Runs `work` in one transaction: all or nothing. A serialisation failure, a deadlock or a lost
   * connection before the commit runs it again, a bounded number of times, so `work` must have no
   * effect outside the transaction.
   */
  run<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** Called after each commit with the rows that this process holds the lease of (and may send at once). */
  onLeased(listener: (rows: OutboxRow[]) => void): void;
}
