import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import type { DataSource } from 'typeorm';
import type { Json } from '../../core/json.ts';
import { type DataDirLock, lockDataDir } from './data-dir-lock.ts';
import { embeddedSource, postgresSource, type SourceSettings } from './data-source.ts';

export interface ConnectOptions extends SourceSettings {
  /** PostgreSQL; without it, the embedded database in `dataDir`. */
  databaseUrl?: string | undefined;
  dataDir: string;
  /** Written in the embedded database's lock, for whoever finds it held. */
  lockExtra?: { [key: string]: Json };
}

export interface Opened {
  dataSource: DataSource;
  /** Of the embedded database. */
  lock?: DataDirLock;
  close(): Promise<void>;
}

/** @throws DatabaseBusy, DatabaseUnavailable */
export async function connect(options: ConnectOptions): Promise<Opened> {
  if (options.databaseUrl === undefined) return connectEmbedded(options);
  const dataSource = await postgresSource(options.databaseUrl, options);
  return { dataSource, close: () => dataSource.destroy() };
}

async function connectEmbedded(options: ConnectOptions): Promise<Opened> {
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
