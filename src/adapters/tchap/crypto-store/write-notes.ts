import { type RawStore, storePrototype } from './fake-internals.ts';

/** One write, in the order of writing. */
export interface WriteNote {
  store: RawStore;
  key: unknown;
  /** Absent for a removal. */
  record?: { key: unknown; value: unknown };
}

/** By the rollback log of the transaction that wrote. A transaction that aborts is never asked for its notes. */
const notes = new WeakMap<unknown[], WriteNote[]>();
let watching: Promise<void> | undefined;

export const notesOf = (rollbackLog: unknown[]): WriteNote[] => notes.get(rollbackLog) ?? [];

/** Notes every write to any store of fake-indexeddb from now on. */
export function watchWrites(): Promise<void> {
  watching ??= storePrototype().then(wrapStore);
  return watching;
}

function note(rollbackLog: unknown[] | undefined, written: WriteNote): void {
  // Without one it undoes a write of a transaction that aborts.
  if (rollbackLog === undefined) return;
  const known = notes.get(rollbackLog);
  if (known) known.push(written);
  else notes.set(rollbackLog, [written]);
}

function wrapStore(prototype: RawStore): void {
  const { storeRecord, deleteRecord, clear } = prototype;
  prototype.storeRecord = function (this: RawStore, record, noOverwrite, rollbackLog) {
    const key = storeRecord.call(this, record, noOverwrite, rollbackLog);
    note(rollbackLog, { store: this, key, record: { key, value: record.value } });
    return key;
  };
  prototype.deleteRecord = function (this: RawStore, key, rollbackLog) {
    const { records } = this;
    const remove = records.delete;
    // The key may be a range: only the removal itself tells what was in it.
    records.delete = (range) => {
      const removed = remove.call(records, range);
      for (const { key: gone } of removed) note(rollbackLog, { store: this, key: gone });
      return removed;
    };
    try {
      deleteRecord.call(this, key, rollbackLog);
    } finally {
      records.delete = remove;
    }
  };
  prototype.clear = function (this: RawStore, rollbackLog) {
    for (const { key } of this.records.values()) note(rollbackLog, { store: this, key });
    clear.call(this, rollbackLog);
  };
}
