import type { Json } from '../../core/json.ts';

/** One record of the crypto library's store. `id` tells it among those of its store; `content` is what the adapter wrote. */
export interface CryptoRecord {
  database: string;
  store: string;
  id: string;
  content: Uint8Array;
}

/** What one transaction of the crypto library's store changed. */
export interface CryptoChange {
  /** Databases whose stores and indexes changed, described by the adapter. */
  schemas: { database: string; content: Uint8Array }[];
  put: CryptoRecord[];
  removed: Omit<CryptoRecord, 'content'>[];
}

/**
 * Where a Matrix account lives between two starts: the keys of its encryption, where its sync stands, who runs it.
 * Everything is sealed at rest. Whatever writes does so for the holder of the lease alone, in the same transaction:
 * a process that lost it without knowing changes nothing any more.
 */
export interface MatrixStore {
  /**
   * Takes the device for this process, or keeps it. Whoever else holds it loses it when its time is over, or at once
   * when it was a process of this machine that is dead.
   * @returns false when another process holds it
   */
  takeLease(milliseconds: number): Promise<boolean>;
  /** Gives the lease back, if this process has it. */
  releaseLease(): Promise<void>;

  loadSchemas(): Promise<CryptoChange['schemas']>;
  loadRecords(): AsyncIterable<CryptoRecord>;
  /** All of it or nothing. @throws LeaseLost */
  commitCrypto(change: CryptoChange): Promise<void>;

  /** A small value by its name; undefined when there is none. */
  get(name: string): Promise<Json | undefined>;
  /** Undefined removes it. @throws LeaseLost */
  set(name: string, value: Json | undefined): Promise<void>;
}

/** Another process runs the device by now. */
export class LeaseLost extends Error {
  constructor() {
    super('the lease of the Matrix device is held by another process');
    this.name = 'LeaseLost';
  }
}
