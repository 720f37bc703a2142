import type { DirectoryAdmin } from '../../app/ports/directory-admin.ts';
import type { DirectoryStore } from '../../app/ports/directory-store.ts';
import type { EcheanceQueue } from '../../app/ports/echeance-store.ts';
import type { MatrixStore } from '../../app/ports/matrix-store.ts';
import type { OutboxQueue } from '../../app/ports/outbox-store.ts';
import type { SandboxStore } from '../../app/ports/sandbox-store.ts';
import type { TchapReports } from '../../app/ports/tchap-reports.ts';
import type { UnitOfWork } from '../../app/ports/unit-of-work.ts';
import type { Json } from '../../core/json.ts';
import { type ConnectOptions, connect, type Opened } from './connect.ts';
import { createDirectoryAdmin } from './directory/directory-admin.ts';
import { createDirectoryStore } from './directory/directory-store.ts';
import { createEcheanceQueue } from './echeance-store.ts';
import { checkHealth } from './health.ts';
import { createInboxPurge } from './inbox-purge.ts';
import { checkDataKeys } from './key-probe.ts';
import { createMatrixStore } from './matrix-store.ts';
import { migrate } from './migrate.ts';
import { freeDeadLeases } from './outbox-leases.ts';
import { createOutboxQueue } from './outbox-queue.ts';
import { createSandboxStore } from './sandbox-store.ts';
import { type Sealer, withoutKeys } from './sealing.ts';
import { sqlOnPool } from './sql.ts';
import { createTchapReports } from './tchap-reports.ts';
import { createUnitOfWork } from './unit-of-work.ts';

export interface DatabaseOptions extends ConnectOptions {
  /** Undefined for directory commands: all that is sealed is then refused. */
  sealer: Sealer | undefined;
}

export interface Database {
  unitOfWork: UnitOfWork;
  outboxQueue: OutboxQueue;
  echeanceQueue: EcheanceQueue;
  directoryAdmin: DirectoryAdmin;
  /** Outside of any transaction. Never inside `unitOfWork.run`: the embedded database has one connection. */
  directory: DirectoryStore;
  sandboxStore: SandboxStore;
  matrixStore: MatrixStore;
  tchapReports: TchapReports;
  health(): Promise<{ database: boolean; migrations: boolean }>;
  /** Forgets events received so long ago that no channel delivers them again. @returns how many */
  purgeInbox(olderThanDays: number): Promise<number>;
  /** Rows of the outbox that a dead process of this machine held are due at once. */
  freeDeadLeases(): Promise<void>;
  /** Replaces what the lock says beside the pid; nothing to do with PostgreSQL. */
  announce(extra: { [key: string]: Json }): void;
  close(): Promise<void>;
}

/**
 * Opens the database, brings its schema up to date, and checks that the keys open what it holds.
 * @throws DatabaseBusy, DatabaseUnavailable, WrongDataKeys
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const opened = await connect(options);
  try {
    const ran = await migrate(opened.dataSource);
    for (const name of ran) options.log.info({ migration: name }, 'migration_run');
    if (options.sealer) await checkDataKeys(sqlOnPool(opened.dataSource), options.sealer);
  } catch (error) {
    await opened.close();
    throw error;
  }
  return databaseOn(opened, options);
}

/** Its stores, on a database that is ready. */
export function databaseOn(
  { dataSource, lock, close }: Opened,
  { sealer = withoutKeys, log }: DatabaseOptions,
): Database {
  const sql = sqlOnPool(dataSource);
  return {
    unitOfWork: createUnitOfWork(dataSource, sealer, log),
    outboxQueue: createOutboxQueue(sql, sealer),
    echeanceQueue: createEcheanceQueue(sql),
    directoryAdmin: createDirectoryAdmin(dataSource),
    directory: createDirectoryStore(dataSource.manager, sql),
    sandboxStore: createSandboxStore(sql, sealer),
    matrixStore: createMatrixStore(dataSource, sealer),
    tchapReports: createTchapReports(sql),
    health: () => checkHealth(sql),
    purgeInbox: createInboxPurge(sql, lock !== undefined),
    freeDeadLeases: () => freeDeadLeases(sql),
    announce: (extra) => lock?.announce(extra),
    close,
  };
}
