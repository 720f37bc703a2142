import type { CryptoRecord, MatrixStore } from '../../../app/ports/matrix-store.ts';
import { opened, type RawFactory } from './fake-internals.ts';
import { type DatabaseSchema, decodeRecord, decodeSchema } from './record-codec.ts';

/**
 * Fills an IndexedDB with what was kept, before anybody opens it.
 * A key generator goes on from the largest key that is left.
 * @returns how many records were loaded
 */
export async function loadDatabases(factory: RawFactory, store: Pick<MatrixStore, 'loadCrypto'>): Promise<number> {
  const { schemas, records } = await store.loadCrypto();
  for (const { database, content } of schemas) {
    const own = records.filter((record) => record.database === database);
    await loadDatabase(factory, database, decodeSchema(content), own);
  }
  return records.length;
}

async function loadDatabase(factory: RawFactory, name: string, schema: DatabaseSchema, records: CryptoRecord[]) {
  const connection = await opened(factory.open(name, schema.version), (upgraded) => {
    for (const { name: storeName, keyPath, autoIncrement, indexes } of schema.stores) {
      const created = upgraded.createObjectStore(storeName, { ...(keyPath !== null && { keyPath }), autoIncrement });
      for (const index of indexes) created.createIndex(index.name, index.keyPath, index);
    }
  });
  const stores = connection._rawDatabase.rawObjectStores;
  for (const record of records) stores.get(record.store)?.storeRecord(decodeRecord(record.content), false);
  connection.close();
}
