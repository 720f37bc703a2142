import type { Demande } from '../../core/demande/demande.ts';
import type { NewOutboxRow } from '../ports/outbox-store.ts';
import type { Transaction } from '../ports/unit-of-work.ts';
import type { By } from './apply-command.ts';

/** What an act changes: the demande it is about, and those that it changes with it. */
export interface Work {
  tx: Transaction;
  /** Locked by `lockDemandes`, as are the others. */
  demande: Demande;
  by: By;
  out: NewOutboxRow[];
  newId: () => string;
}
