import { setTimeout as delay } from 'node:timers/promises';
import type { DataSource, QueryRunner } from 'typeorm';
import type { Log } from '../../app/ports/log.ts';
import type { OutboxRow } from '../../app/ports/outbox-store.ts';
import type { Transaction, UnitOfWork } from '../../app/ports/unit-of-work.ts';
import { isConnectionLost, isRolledBackByServer, sqlState } from './connection-failure.ts';
import { createDemandeStore } from './demande-store.ts';
import { createDirectoryStore } from './directory/directory-store.ts';
import { createJournal } from './journal-store.ts';
import { createLinkStore } from './link-store.ts';
import { createOutboxWriter } from './outbox-writer.ts';
import type { Sealer } from './sealing.ts';
import { sqlOn } from './sql.ts';
import { CommitLost, inTransaction } from './transaction.ts';
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
    const open = (runner: QueryRunner) => transactionOn(runner, sealer, listeners.length > 0, leased);
    const result = await inTransaction(dataSource, (runner) => work(open(runner)));
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

function transactionOn(runner: QueryRunner, sealer: Sealer, leasing: boolean, leased: OutboxRow[]): Transaction {
  const sql = sqlOn(runner);
  return {
    turns: createTurnStore(sql, sealer),
    demandes: createDemandeStore(sql, sealer),
    directory: createDirectoryStore(runner.manager, sql),
    outbox: createOutboxWriter(sql, sealer, leasing, leased),
    links: createLinkStore(sql),
    journal: createJournal(sql),
  };
}

function isWorthRetrying(error: unknown): boolean {
  return !(error instanceof CommitLost) && (isRolledBackByServer(error) || isConnectionLost(error));
}
