import { setTimeout as delay } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import type { Log } from '../../app/ports/log.ts';
import type { OutboxRow } from '../../app/ports/outbox-store.ts';
import type { Transaction, UnitOfWork } from '../../app/ports/unit-of-work.ts';
import { createAbsenceStore } from './absence-store.ts';
import { isConnectionLost, isRolledBackByServer, sqlState } from './connection-failure.ts';
import { createDemandeStore } from './demande-store.ts';
import { createDirectoryStore } from './directory/directory-store.ts';
import { createEcheanceStore } from './echeance-store.ts';
import { createFormationStore } from './formation-store.ts';
import { createInvitationStore } from './invitation-store.ts';
import { createJournal } from './journal-store.ts';
import { createLinkStore } from './link-store.ts';
import { createOutboxWriter } from './outbox-writer.ts';
import type { Sealer } from './sealing.ts';
import { CommitLost, inTransaction, type OpenTransaction } from './transaction.ts';
import { createTurnStore } from './turn-store.ts';

const MAX_RETRIES = 3;
const FIRST_PAUSE_MS = 20;

type LeasedListener = (rows: OutboxRow[]) => void;

export function createUnitOfWork(dataSource: DataSource, sealer: Sealer, log: Log): UnitOfWork {
  const listeners: LeasedListener[] = [];

  function announce(leased: OutboxRow[]): void {
    if (leased.length === 0) return;
    for (const listener of listeners) {
      try {
        listener(leased);
      } catch (error) {
        // What was committed stays so: the rows come back when their lease ends.
        log.error({ rows: leased.length }, 'outbox_listener_failed', error);
      }
    }
  }

  async function attempt<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    const leased: OutboxRow[] = [];
    const open = (tx: OpenTransaction) => transactionOn(tx, sealer, listeners.length > 0, leased);
    const result = await inTransaction(dataSource, (tx) => work(open(tx)));
    announce(leased);
    return result;
  }

  return {
    async run(work) {
      for (let retries = 0; ; retries++) {
        try {
          return await attempt(work);
        } catch (error) {
          if (retries === MAX_RETRIES || !isWorthRetrying(error))
            throw error instanceof CommitLost ? error.cause : error;
          log.warn({ code: sqlState(error), retries: retries + 1 }, 'transaction_retried');
          await delay(FIRST_PAUSE_MS * 4 ** retries * (0.5 + Math.random()));
        }
      }
    },
    onLeased(listener) {
      listeners.push(listener);
    },
  };
}

function transactionOn(tx: OpenTransaction, sealer: Sealer, leasing: boolean, leased: OutboxRow[]): Transaction {
  return {
    turns: createTurnStore(tx, sealer),
    demandes: createDemandeStore(tx, sealer),
    formations: createFormationStore(tx.sql, sealer),
    directory: createDirectoryStore(tx.runner.manager, tx.sql),
    outbox: createOutboxWriter(tx, sealer, leasing, leased),
    links: createLinkStore(tx.sql),
    invitations: createInvitationStore(tx.sql),
    journal: createJournal(tx),
    echeances: createEcheanceStore(tx),
    absences: createAbsenceStore(tx),
  };
}

function isWorthRetrying(error: unknown): boolean {
  return !(error instanceof CommitLost) && (isRolledBackByServer(error) || isConnectionLost(error));
}
