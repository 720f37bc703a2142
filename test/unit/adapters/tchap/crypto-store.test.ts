import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createFactory } from '../../../../src/adapters/tchap/crypto-store/fake-internals.ts';
import { loadDatabases } from '../../../../src/adapters/tchap/crypto-store/load-databases.ts';
import { keyText } from '../../../../src/adapters/tchap/crypto-store/record-codec.ts';
import { writeThrough } from '../../../../src/adapters/tchap/crypto-store/write-through.ts';
import { type CryptoChange, type CryptoRecord, LeaseLost } from '../../../../src/app/ports/matrix-store.ts';

// biome-ignore lint/suspicious/noExplicitAny: the browser's own types are not among ours
type Idb = any;

interface Kept {
  loadSchemas(): Promise<CryptoChange['schemas']>;
  loadRecords(): AsyncIterable<CryptoRecord>;
  records(): CryptoRecord[];
  commitCrypto(change: CryptoChange): Promise<void>;
  commits: CryptoChange[];
}

/** A durable store as the database is, in memory. */
function memoryStore(commit: () => Promise<void> = async () => {}): Kept {
  const schemas = new Map<string, CryptoChange['schemas'][number]>();
  const records = new Map<string, CryptoChange['put'][number]>();
  const keyOf = ({ database, store, id }: { database: string; store: string; id: string }) =>
    `${database}/${store}/${id}`;
  const commits: CryptoChange[] = [];
  return {
    commits,
    loadSchemas: async () => [...schemas.values()],
    async *loadRecords() {
      yield* records.values();
    },
    records: () => [...records.values()],
    async commitCrypto(change) {
      await commit();
      commits.push(change);
      for (const schema of change.schemas) schemas.set(schema.database, schema);
      for (const gone of change.removed) records.delete(keyOf(gone));
      for (const one of change.put) records.set(keyOf(one), one);
    },
  };
}

async function openThrough(kept: Kept, onFailure: (error: unknown) => void = (error) => assert.fail(String(error))) {
  const factory = createFactory();
  await loadDatabases(factory, kept);
  const { settled } = await writeThrough(factory, kept, onFailure);
  return { factory: factory as Idb, settled };
}

const asked = (request: Idb): Promise<Idb> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

const openDb = (factory: Idb, version: number, upgrade: (db: Idb, transaction: Idb) => void): Promise<Idb> => {
  const request = factory.open('base', version);
  request.onupgradeneeded = () => upgrade(request.result, request.transaction);
  return asked(request);
};

const completed = (transaction: Idb): Promise<string> =>
  new Promise((resolve) => {
    transaction.oncomplete = () => resolve('complete');
    transaction.onabort = () => resolve('abort');
  });

const stores = (db: Idb) => {
  db.createObjectStore('libre').createIndex('par nom', 'nom', { unique: false });
  db.createObjectStore('chemin', { keyPath: 'id', autoIncrement: true });
};

const all = async (db: Idb, name: string) => {
  const store = db.transaction(name).objectStore(name);
  const [keys, values] = await Promise.all([asked(store.getAllKeys()), asked(store.getAll())]);
  return keys.map((key: unknown, index: number) => [key, values[index]]);
};

describe('the crypto store, written through', () => {
  const VALUES: [unknown, unknown][] = [
    ['texte', { octets: new Uint8Array([0, 255, 3]), date: new Date(5), rien: undefined, nom: 'é' }],
    [7.5, [1n, new Map([['a', new Set([1])]]), new Float64Array([1.5])]],
    [['a', 1, new Date(9)], null],
    [new Uint8Array([1, 2]).buffer, 'clé en octets'],
  ];

  it('gives back every kind of key and value after a restart, and its indexes', async () => {
    const kept = memoryStore();
    const { factory } = await openThrough(kept);
    const db = await openDb(factory, 3, stores);
    const transaction = db.transaction(['libre', 'chemin'], 'readwrite');
    for (const [key, value] of VALUES) transaction.objectStore('libre').put(value, key);
    transaction.objectStore('chemin').add({ nom: 'numéroté' });
    assert.equal(await completed(transaction), 'complete');

    const again = await openDb((await openThrough(kept)).factory, 3, () => assert.fail('no upgrade is needed'));
    assert.deepEqual(await all(again, 'libre'), await all(db, 'libre'));
    assert.deepEqual(await all(again, 'chemin'), [[1, { id: 1, nom: 'numéroté' }]]);
    const index = again.transaction('libre').objectStore('libre').index('par nom');
    assert.equal((await asked(index.get('é'))).date.getTime(), 5);
    const added = await asked(again.transaction('chemin', 'readwrite').objectStore('chemin').add({}));
    assert.equal(added, 2, 'the key generator goes on');
  });

  it('keeps removals by key, by range, by cursor and of all', async () => {
    const kept = memoryStore();
    const { factory } = await openThrough(kept);
    const db = await openDb(factory, 1, stores);
    const fill = db.transaction('libre', 'readwrite');
    for (const key of [1, 2, 3, 4, 5, 6]) fill.objectStore('libre').put(`v${key}`, key);
    await completed(fill);
    const change = db.transaction('libre', 'readwrite');
    const store = change.objectStore('libre');
    store.delete(1);
    store.delete((globalThis as Idb).IDBKeyRange.bound(2, 3));
    store.openCursor(4).onsuccess = ({ target }: Idb) => target.result.delete();
    store.openCursor(5).onsuccess = ({ target }: Idb) => target.result.update('changé');
    await completed(change);
    const left = await openDb((await openThrough(kept)).factory, 1, () => {});
    assert.deepEqual(await all(left, 'libre'), [
      [5, 'changé'],
      [6, 'v6'],
    ]);
    const clear = db.transaction('libre', 'readwrite');
    clear.objectStore('libre').clear();
    await completed(clear);
    assert.deepEqual(kept.records(), []);
  });

  it('tells that a transaction is complete only once it is durable, in their order', async () => {
    const said: string[] = [];
    let release = () => {};
    let gate = Promise.resolve();
    const kept = memoryStore(() => gate);
    const { factory } = await openThrough(kept);
    const db = await openDb(factory, 1, stores);
    gate = new Promise((resolve) => {
      release = resolve;
    });
    const write = db.transaction('libre', 'readwrite');
    write.objectStore('libre').put('x', 1);
    // The write has ended in memory, and is not durable yet.
    await new Promise((resolve) => setTimeout(resolve, 20));
    const read = db.transaction('chemin');
    const both = Promise.all([
      completed(write).then(() => said.push('écrit')),
      completed(read).then(() => said.push('lu')),
    ]);
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.deepEqual(said, []);
    release();
    await both;
    assert.deepEqual(said, ['écrit', 'lu']);
    assert.equal(kept.commits.length, 2, 'the stores, then the record');
  });

  it('writes nothing of a transaction that aborts', async () => {
    const kept = memoryStore();
    const { factory, settled } = await openThrough(kept);
    const db = await openDb(factory, 1, stores);
    const transaction = db.transaction('libre', 'readwrite');
    transaction.objectStore('libre').put('x', 1);
    await asked(transaction.objectStore('libre').put('y', 2));
    transaction.abort();
    assert.equal(await completed(transaction), 'abort');
    await settled();
    assert.deepEqual(kept.records(), []);
  });

  it('follows an upgrade: stores that are made, dropped and filled', async () => {
    const kept = memoryStore();
    const { factory } = await openThrough(kept);
    const first = await openDb(factory, 1, (db) => {
      db.createObjectStore('ancien').put('perdu', 'a');
    });
    first.close();
    const second = await openDb(factory, 2, (db, transaction) => {
      db.createObjectStore('nouveau').put('gardé', 'b');
      assert.ok(transaction);
      db.deleteObjectStore('ancien');
    });
    assert.deepEqual([...second.objectStoreNames], ['nouveau']);
    assert.deepEqual(
      kept.records().map(({ store }) => store),
      ['nouveau'],
    );
    const again = await openDb((await openThrough(kept)).factory, 2, () => assert.fail('it is of this version'));
    assert.deepEqual(await all(again, 'nouveau'), [['b', 'gardé']]);
  });

  it('never tells that it is complete when it could not be written, and says so', async () => {
    let failing = false;
    const kept = memoryStore(async () => {
      if (failing) throw new LeaseLost();
    });
    const failures: unknown[] = [];
    const { factory, settled } = await openThrough(kept, (error) => failures.push(error));
    const db = await openDb(factory, 1, stores);
    failing = true;
    let complete = false;
    const transaction = db.transaction('libre', 'readwrite');
    transaction.objectStore('libre').put('x', 1);
    transaction.oncomplete = () => {
      complete = true;
    };
    await new Promise((resolve) => setTimeout(resolve, 50));
    await settled();
    assert.equal(complete, false);
    assert.ok(failures[0] instanceof LeaseLost);
  });

  it('tries again when the database does not answer for a moment', async () => {
    let failures = 0;
    const kept = memoryStore(async () => {
      if (failures++ < 2) throw new Error('connection lost');
    });
    const db = await openDb((await openThrough(kept)).factory, 1, stores);
    assert.equal(db.version, 1);
    assert.equal(kept.commits.length, 1);
  });

  it('leaves other IndexedDBs of the process alone', async () => {
    const kept = memoryStore();
    await openThrough(kept);
    const other = await openDb(createFactory(), 1, stores);
    const transaction = other.transaction('libre', 'readwrite');
    transaction.objectStore('libre').put('x', 1);
    assert.equal(await completed(transaction), 'complete');
    assert.equal(kept.commits.length, 0);
  });
});

describe('the text of a key', () => {
  it('differs for keys that differ, whatever their kinds', () => {
    const keys = [
      '1',
      1,
      -1,
      [1],
      ['1'],
      [[1]],
      [],
      '',
      new Date(1),
      new Uint8Array([1]).buffer,
      ['a', 'b'],
      ['a,sb'],
      '["a"]',
    ];
    assert.equal(new Set(keys.map(keyText)).size, keys.length);
    assert.equal(keyText(new Uint8Array([0, 1, 2]).subarray(1)), keyText(new Uint8Array([1, 2]).buffer));
    assert.throws(() => keyText({}), TypeError);
  });
});
