import type { MatrixStore } from '../../../app/ports/matrix-store.ts';
import { createFactory } from './fake-internals.ts';
import { loadDatabases } from './load-databases.ts';
import { leaveInMemory, writeThrough } from './write-through.ts';

export interface CryptoStore {
  /** What the SDK names its databases by: another device has others. */
  prefix: string;
  /** Whether it holds this device's keys. */
  known: boolean;
  settled(): Promise<void>;
  close(): void;
}

/**
 * Makes the kept crypto store the process's IndexedDB, which is where the SDK looks for one.
 * @param onFailure a change could not be made durable: the process must end
 */
export async function openCryptoStore(
  store: MatrixStore,
  deviceId: string,
  onFailure: (error: unknown) => void,
): Promise<CryptoStore> {
  const factory = createFactory();
  await loadDatabases(factory, store);
  const { settled } = await writeThrough(factory, store, onFailure);
  (globalThis as { indexedDB?: unknown }).indexedDB = factory;
  const prefix = `pole-${deviceId}`;
  return {
    prefix,
    known: factory._databases.has(`${prefix}::matrix-sdk-crypto`),
    settled,
    close: () => leaveInMemory(factory),
  };
}
