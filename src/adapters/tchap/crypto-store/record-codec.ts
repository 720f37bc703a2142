import { createHash } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';
import type { CryptoChange, CryptoRecord } from '../../../app/ports/matrix-store.ts';
import type { RawDatabase, RawRecord, RawStore } from './fake-internals.ts';

/** Version, stores and indexes of one database. */
export interface DatabaseSchema {
  version: number;
  stores: {
    name: string;
    keyPath: string | string[] | null;
    autoIncrement: boolean;
    indexes: { name: string; keyPath: string | string[]; unique: boolean; multiEntry: boolean }[];
  }[];
}

export function encodeSchema(database: RawDatabase): CryptoChange['schemas'][number] {
  const stores = [...database.rawObjectStores.values()].map(({ name, keyPath, autoIncrement, rawIndexes }) => ({
    name,
    keyPath,
    autoIncrement,
    indexes: [...rawIndexes.values()].map((index) => ({
      name: index.name,
      keyPath: index.keyPath,
      unique: index.unique,
      multiEntry: index.multiEntry,
    })),
  }));
  const schema: DatabaseSchema = { version: database.version, stores };
  return { database: database.name, content: serialize(schema) };
}

export const decodeSchema = (content: Uint8Array): DatabaseSchema => deserialize(content);

/** V8's own format keeps what a structured clone keeps: typed arrays, dates, undefined, maps. */
export function encodeRecord(store: RawStore, { key, value }: RawRecord): CryptoRecord {
  return { ...placeOf(store, key), content: serialize({ key, value }) };
}

export const decodeRecord = (content: Uint8Array): RawRecord => deserialize(content);

export function placeOf(store: RawStore, key: unknown): Omit<CryptoRecord, 'content'> {
  const id = createHash('sha256').update(keyText(key)).digest('base64url');
  return { database: store.rawDatabase.name, store: store.name, id };
}

/** Equal for equal keys only, of every kind that IndexedDB knows; V8's format may write one text in two ways. */
export function keyText(key: unknown): string {
  if (typeof key === 'string') return `s${JSON.stringify(key)}`;
  if (typeof key === 'number') return `n${Object.is(key, -0) ? 0 : key}`;
  if (key instanceof Date) return `d${key.getTime()}`;
  if (Array.isArray(key)) return `[${key.map(keyText).join(',')}]`;
  if (key instanceof ArrayBuffer) return `b${Buffer.from(key).toString('base64')}`;
  if (ArrayBuffer.isView(key)) {
    return `b${Buffer.from(key.buffer, key.byteOffset, key.byteLength).toString('base64')}`;
  }
  throw new TypeError('not a key of IndexedDB');
}
