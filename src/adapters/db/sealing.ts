import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto';
import type { DataKey } from '../../core/data-keys.ts';
import { DatabaseWithoutKeys } from './errors.ts';

/** Where a sealed value lives: it opens there only. `row` is the row's key, `column` is `table.column`. */
export interface Place {
  column: string;
  row: string;
}

/**
 * Seals texts for one column and row: AES-256-GCM, written `v1.<keyId>.<base64url(iv | tag | ciphertext)>`.
 * The key of each column is derived from the data key, and the place is authenticated with the text.
 */
export interface Sealer {
  /** The key that writes. */
  readonly writingKey: string;
  seal(place: Place, text: string): string;
  /** @throws SealedWithUnknownKey, SealBroken */
  open(place: Place, sealed: string): string;
}

export class SealedWithUnknownKey extends Error {
  readonly keyId: string;
  constructor(keyId: string) {
    super(`sealed with key ${keyId}, which was not given`);
    this.name = 'SealedWithUnknownKey';
    this.keyId = keyId;
  }
}

/** Not one of our sealed values, altered, moved from another place, or sealed by another key of the same name. */
export class SealBroken extends Error {
  constructor(column: string) {
    super(`a value of ${column} does not open`);
    this.name = 'SealBroken';
  }
}

const SEALED = /^v1\.([A-Za-z0-9_-]{1,32})\.([A-Za-z0-9_-]+)$/;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** @param keys at least one; the first writes, the others only read. */
export function createSealer(keys: DataKey[]): Sealer {
  const [writing] = keys;
  if (writing === undefined) throw new RangeError('a sealer needs a key');
  const byId = new Map(keys.map((key) => [key.id, key]));
  const derived = new Map<string, KeyObject>();
  const nextIv = createIvs();

  /** HKDF costs more than the sealing itself, so each column's key is derived once. */
  const columnKey = (key: DataKey, column: string): KeyObject => {
    const name = `${key.id} ${column}`;
    const known = derived.get(name);
    if (known) return known;
    const bytes = hkdfSync('sha256', key.key, '', `pole-ressources v1 ${column}`, 32);
    const made = createSecretKey(Buffer.from(bytes));
    derived.set(name, made);
    return made;
  };

  return {
    writingKey: writing.id,
    seal(place, text) {
      const iv = nextIv();
      const cipher = createCipheriv('aes-256-gcm', columnKey(writing, place.column), iv);
      cipher.setAAD(additionalData(place));
      const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return `v1.${writing.id}.${Buffer.concat([iv, cipher.getAuthTag(), ciphertext]).toString('base64url')}`;
    },
    open(place, sealed) {
      const [, keyId, body] = SEALED.exec(sealed) ?? [];
      if (keyId === undefined || body === undefined) throw new SealBroken(place.column);
      const key = byId.get(keyId);
      if (key === undefined) throw new SealedWithUnknownKey(keyId);
      return opened(columnKey(key, place.column), place, Buffer.from(body, 'base64url'));
    },
  };
}

/** Drawn many at once: asking the system for twelve random bytes costs as much as sealing a short text. */
function createIvs(): () => Buffer {
  let drawn = Buffer.alloc(0);
  return () => {
    if (drawn.length === 0) drawn = randomBytes(256 * IV_BYTES);
    const iv = drawn.subarray(0, IV_BYTES);
    drawn = drawn.subarray(IV_BYTES);
    return iv;
  };
}

function opened(key: KeyObject, place: Place, bytes: Buffer): string {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
    decipher.setAAD(additionalData(place));
    decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    return decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
  } catch {
    throw new SealBroken(place.column);
  }
}

/** The column's length keeps two places from sharing one spelling. */
function additionalData({ column, row }: Place): Buffer {
  return Buffer.from(`${column.length} ${column} ${row}`, 'utf8');
}

/** For a database opened without keys: everything clear works, anything sealed is refused. */
export const withoutKeys: Sealer = {
  writingKey: '',
  seal() {
    throw new DatabaseWithoutKeys();
  },
  open() {
    throw new DatabaseWithoutKeys();
  },
};

export function sealJson(sealer: Sealer, place: Place, value: unknown): string {
  return sealer.seal(place, JSON.stringify(value));
}

/** @returns what `sealJson` was given at this place; the caller knows its shape. */
export function openJson<T>(sealer: Sealer, place: Place, sealed: string): T {
  return JSON.parse(sealer.open(place, sealed)) as T;
}
