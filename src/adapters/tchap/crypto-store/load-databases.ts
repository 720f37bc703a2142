import type { MatrixStore } from '../../../app/ports/matrix-store.ts';
import { opened, type RawConnection, type RawFactory } from './fake-internals.ts';
import { type DatabaseSchema, decodeRecord, decodeSchema } from './record-codec.ts';

/**
 * Fills an IndexedDB with what was kept, before anybody opens it.
 * A key generator goes on from the largest key that is left.
 */
export async function loadDatabases(
  factory: RawFactory,
  store: Pick<MatrixStore, 'loadSchemas' | 'loadRecords'>,
): Promise<void> {
  const connections = new Map<string, RawConnection>();
  for (const { database, content } of await store.loadSchemas()) {
    connections.set(database, await openEmpty(factory, database, decodeSchema(content)));
  }
  for await (const record of store.loadRecords()) {
    const raw = connections.get(record.database)?._rawDatabase.rawObjectStores.get(record.store);
    raw?.storeRecord(decodeRecord(record.content), false);
  }
  for (const connection of connections.values()) connection.close();
}

function openEmpty(factory: RawFactory, name: string, schema: DatabaseSchema): Promise<RawConnection> {
  return opened(factory.open(name, schema.version), (upgraded) => {
    for (const { name: storeName, keyPath, autoIncrement, indexes } of schema.stores) {
      const created = upgraded.createObjectStore(storeName, { ...(keyPath !== null && { keyPath }), autoIncrement });
      for (const index of indexes) created.createIndex(index.name, index.keyPath, index);
    }
  });
}
