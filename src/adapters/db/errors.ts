import type { Json } from '../../core/json.ts';

/** Another live process holds the embedded database; `holder` is what it wrote of itself (`pid`, how to reach it). */
export class DatabaseBusy extends Error {
  readonly holder: { [key: string]: Json };
  constructor(holder: { [key: string]: Json }) {
    super(`the embedded database is held by process ${String(holder.pid ?? 'unknown')}`);
    this.name = 'DatabaseBusy';
    this.holder = holder;
  }
}

/**
 * No connection: the server does not answer (`unreachable`), refuses who we are (`refused`), or every connection
 * stayed in use (`exhausted`: overload, or a query made outside of the transaction that waits for it).
 */
export class DatabaseUnavailable extends Error {
  readonly code: 'unreachable' | 'refused' | 'exhausted';
  constructor(code: 'unreachable' | 'refused' | 'exhausted', cause: unknown) {
    super(`database ${code}`, { cause });
    this.name = 'DatabaseUnavailable';
    this.code = code;
  }
}

/** The keys given cannot open what this database already holds: these key ids are missing, or are other keys. */
export class WrongDataKeys extends Error {
  readonly keyIds: string[];
  constructor(keyIds: string[]) {
    super(`the data keys do not open values sealed with ${keyIds.join(', ')}`);
    this.name = 'WrongDataKeys';
    this.keyIds = keyIds;
  }
}

/** The database was opened without keys (directory commands), and a sealed value was asked for. */
export class DatabaseWithoutKeys extends Error {
  constructor() {
    super('this database was opened without data keys');
    this.name = 'DatabaseWithoutKeys';
  }
}

/** A transaction's query failed, its error was swallowed, and the commit rolled everything back. */
export class TransactionRolledBack extends Error {
  constructor() {
    super('the transaction was rolled back: one of its queries failed');
    this.name = 'TransactionRolledBack';
  }
}
