import 'fake-indexeddb/auto';
import { IDBFactory, IDBTransaction } from 'fake-indexeddb';

/**
 * What of fake-indexeddb (whose version is pinned) the write-through leans on, beyond the standard: the package keeps
 * its stores in memory and says nowhere what a transaction changed.
 */
export interface RawRecord {
  key: unknown;
  value: unknown;
}

export interface RawStore {
  name: string;
  keyPath: string | string[] | null;
  autoIncrement: boolean;
  rawDatabase: RawDatabase;
  rawIndexes: Map<string, { name: string; keyPath: string | string[]; unique: boolean; multiEntry: boolean }>;
  records: { delete(key: unknown): RawRecord[]; clear(): RawRecord[]; values(): Iterable<RawRecord> };
  storeRecord(record: RawRecord, noOverwrite: boolean, rollbackLog?: unknown[]): unknown;
  deleteRecord(key: unknown, rollbackLog?: unknown[]): void;
  clear(rollbackLog?: unknown[]): void;
}

export interface RawDatabase {
  name: string;
  version: number;
  rawObjectStores: Map<string, RawStore>;
}

/** `_rollbackLog` is given to whatever writes for the transaction, so that it also tells for whom a write was. */
export interface RawTransaction {
  mode: 'readonly' | 'readwrite' | 'versionchange';
  db: { _rawDatabase: RawDatabase };
  _rollbackLog: unknown[];
  dispatchEvent(event: { type: string }): boolean;
}

export interface RawFactory {
  _databases: Map<string, RawDatabase>;
  open(name: string, version?: number): RawOpenRequest;
}

export interface RawOpenRequest {
  result: RawConnection;
  error: unknown;
  onupgradeneeded: (() => void) | null;
  onsuccess: (() => void) | null;
  onerror: (() => void) | null;
}

export interface RawConnection {
  _rawDatabase: RawDatabase;
  createObjectStore(name: string, options: { keyPath?: string | string[]; autoIncrement: boolean }): RawObjectStore;
  close(): void;
}

interface RawObjectStore {
  createIndex(name: string, keyPath: string | string[], options: { unique: boolean; multiEntry: boolean }): unknown;
}

export const createFactory = (): RawFactory => new IDBFactory() as unknown as RawFactory;

export const transactionPrototype = IDBTransaction.prototype as unknown as RawTransaction;

/** The class of the stores is not exported; every store has it as its prototype. */
export async function storePrototype(): Promise<RawStore> {
  const connection = await opened(createFactory().open('probe', 1), (probe) => {
    probe.createObjectStore('probe', { autoIncrement: false });
  });
  return Object.getPrototypeOf(connection._rawDatabase.rawObjectStores.get('probe'));
}

export function opened(request: RawOpenRequest, upgrade: (connection: RawConnection) => void): Promise<RawConnection> {
  return new Promise((resolve, reject) => {
    request.onupgradeneeded = () => upgrade(request.result);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
