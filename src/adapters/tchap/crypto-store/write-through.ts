import { setTimeout as delay } from 'node:timers/promises';
import { type CryptoChange, type CryptoRecord, LeaseLost, type MatrixStore } from '../../../app/ports/matrix-store.ts';
import { type RawFactory, type RawStore, type RawTransaction, transactionPrototype } from './fake-internals.ts';
import { encodeRecord, encodeSchema, placeOf } from './record-codec.ts';
import { notesOf, watchWrites } from './write-notes.ts';

/** A change is written again after these pauses: doing it twice is the same as once. */
const PAUSES_MS = [50, 200, 1_000, 3_000];

export interface WriteThrough {
  /** Resolves when everything that was completed is durable. */
  settled(): Promise<void>;
}

/** By factory: other IndexedDBs of the process stay in memory. */
const through = new Map<RawFactory, (transaction: RawTransaction, complete: () => void) => void>();

/**
 * Holds back the `complete` event of each transaction of this factory until what it changed is committed. The library
 * acknowledges to the homeserver what it has been told is complete, so nothing that it acknowledged can be lost.
 * @param onFailure a change could not be written: memory and database differ, and this process must end
 */
export async function writeThrough(
  factory: RawFactory,
  store: Pick<MatrixStore, 'commitCrypto'>,
  onFailure: (error: unknown) => void,
): Promise<WriteThrough> {
  await watchWrites();
  watchCompletions();
  const stores = new Map([...factory._databases.values()].map((db) => [db, new Set(db.rawObjectStores.values())]));
  let queue: Promise<void> = Promise.resolve();
  let failed = false;

  through.set(factory, (transaction, complete) => {
    const change = changeOf(transaction, stores);
    const task = async () => {
      if (failed) return;
      if (change) await commit(store, change);
      complete();
    };
    // Completed in their order, those that wrote nothing too.
    queue = queue.then(task).catch((error: unknown) => {
      failed = true;
      onFailure(error);
    });
  });
  return { settled: () => queue };
}

/** Ends the write-through of a factory whose client was stopped. */
export function leaveInMemory(factory: RawFactory): void {
  through.delete(factory);
}

let watchingCompletions = false;

function watchCompletions(): void {
  if (watchingCompletions) return;
  watchingCompletions = true;
  const dispatch = transactionPrototype.dispatchEvent;
  transactionPrototype.dispatchEvent = function (this: RawTransaction, event) {
    const hold = event.type === 'complete' ? holderOf(this) : undefined;
    if (hold === undefined) return dispatch.call(this, event);
    hold(this, () => dispatch.call(this, event));
    return true;
  };
}

function holderOf({ db: { _rawDatabase: database } }: RawTransaction) {
  for (const [factory, hold] of through) if (factory._databases.get(database.name) === database) return hold;
  return undefined;
}

async function commit(store: Pick<MatrixStore, 'commitCrypto'>, change: CryptoChange): Promise<void> {
  for (const pause of [...PAUSES_MS, undefined]) {
    try {
      return await store.commitCrypto(change);
    } catch (error) {
      if (pause === undefined || error instanceof LeaseLost) throw error;
      await delay(pause);
    }
  }
}

type KnownStores = Map<RawTransaction['db']['_rawDatabase'], Set<RawStore>>;

/** What a completed transaction changed; undefined when nothing. Read at once: the next one may write already. */
function changeOf(transaction: RawTransaction, known: KnownStores): CryptoChange | undefined {
  const last = new Map<string, CryptoRecord | Omit<CryptoRecord, 'content'>>();
  const keep = (written: CryptoRecord | Omit<CryptoRecord, 'content'>) =>
    last.set(JSON.stringify([written.store, written.id]), written);
  for (const { store, key, record } of notesOf(transaction._rollbackLog)) {
    keep(record ? encodeRecord(store, record) : placeOf(store, key));
  }
  const upgraded = transaction.mode === 'versionchange';
  if (upgraded) for (const written of movedRecords(transaction, known)) keep(written);
  if (!upgraded && last.size === 0) return undefined;
  const written = [...last.values()];
  return {
    schemas: upgraded ? [encodeSchema(transaction.db._rawDatabase)] : [],
    put: written.filter((one): one is CryptoRecord => 'content' in one),
    removed: written.filter((one) => !('content' in one)),
  };
}

/** An upgrade may drop a store with all it holds. */
function movedRecords({ db }: RawTransaction, known: KnownStores): Omit<CryptoRecord, 'content'>[] {
  const before = known.get(db._rawDatabase) ?? new Set();
  const now = new Set(db._rawDatabase.rawObjectStores.values());
  known.set(db._rawDatabase, now);
  const dropped = [...before].filter((store) => !now.has(store));
  return dropped.flatMap((store) => [...store.records.values()].map(({ key }) => placeOf(store, key)));
}
