import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import type { DataSource } from 'typeorm';
import type { DirectoryAdmin } from '../../app/ports/directory-admin.ts';
import type { DirectoryStore } from '../../app/ports/directory-store.ts';
import type { Log } from '../../app/ports/log.ts';
import type { OutboxQueue } from '../../app/ports/outbox-store.ts';
import type { SandboxStore } from '../../app/ports/sandbox-store.ts';
import type { UnitOfWork } from '../../app/ports/unit-of-work.ts';
import type { Json } from '../../core/json.ts';
import { type DataDirLock, lockDataDir } from './data-dir-lock.ts';
import { embeddedSource, postgresSource, type SourceSettings } from './data-source.ts';
import { createDirectoryAdmin } from './directory/directory-admin.ts';
import { createDirectoryStore } from './directory/directory-store.ts';
import { checkHealth } from './health.ts';
import { createInboxPurge } from './inbox-purge.ts';
import { checkDataKeys } from './key-probe.ts';
import { migrate } from './migrate.ts';
import { createOutboxQueue } from './outbox-queue.ts';
import { createSandboxStore } from './sandbox-store.ts';
import { type Sealer, withoutKeys } from './sealing.ts';
import { sqlOnPool } from './sql.ts';
import { createUnitOfWork } from './unit-of-work.ts';

export interface DatabaseOptions extends SourceSettings {
  /** PostgreSQL; without it, the embedded database in `dataDir`. */
  databaseUrl?: string | undefined;
  dataDir: string;
  /** Undefined for directory commands: all that is sealed is then refused. */
  sealer: Sealer | undefined;
  log: Log;
  /** Written in the embedded database's lock, for whoever finds it held. */
  lockExtra?: { [key: string]: Json };
}

export interface Database {
  unitOfWork: UnitOfWork;
  outboxQueue: OutboxQueue;
  directoryAdmin: DirectoryAdmin;
  /** Outside of any transaction. Never inside `unitOfWork.run`: the embedded database has one connection. */
  directory: DirectoryStore;
  sandboxStore: SandboxStore;
  health(): Promise<{ database: boolean; migrations: boolean }>;
  /** Forgets events received so long ago that no channel delivers them again. @returns how many */
  purgeInbox(olderThanDays: number): Promise<number>;
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

function databaseOn({ dataSource, lock, close }: Opened, { sealer = withoutKeys, log }: DatabaseOptions): Database {
  const sql = sqlOnPool(dataSource);
  return {
    unitOfWork: createUnitOfWork(dataSource, sealer, log),
    outboxQueue: createOutboxQueue(sql, sealer),
    directoryAdmin: createDirectoryAdmin(dataSource),
    directory: createDirectoryStore(dataSource.manager, sql),
    sandboxStore: createSandboxStore(sql, sealer),
    health: () => checkHealth(sql),
    purgeInbox: createInboxPurge(sql, lock !== undefined),
    announce: (extra) => lock?.announce(extra),
    close,
  };
}

interface Opened {
  dataSource: DataSource;
  /** Of the embedded database. */
  lock?: DataDirLock;
  close(): Promise<void>;
}

async function connect(options: DatabaseOptions): Promise<Opened> {
  if (options.databaseUrl === undefined) return connectEmbedded(options);
  const dataSource = await postgresSource(options.databaseUrl, options);
  return { dataSource, close: () => dataSource.destroy() };
}

async function connectEmbedded(options: DatabaseOptions): Promise<Opened> {
  const lock = await lockDataDir(options.dataDir, options.lockExtra);
  let pglite: PGlite | undefined;
  try {
    // Loaded here only: a server on PostgreSQL need not carry the embedded one in memory.
    const { PGlite } = await import('@electric-sql/pglite');
    pglite = await PGlite.create(join(options.dataDir, 'pglite'));
    const dataSource = await embeddedSource(pglite, options);
    return { dataSource, lock, close: () => closeEmbedded(dataSource, pglite, lock) };
  } catch (error) {
    await closeEmbedded(undefined, pglite, lock);
    throw error;
  }
}

async function closeEmbedded(
  dataSource: DataSource | undefined,
  pglite: PGlite | undefined,
  lock: DataDirLock,
): Promise<void> {
  try {
    await dataSource?.destroy();
    await pglite?.close();
  } finally {
    lock.release();
  }
}
