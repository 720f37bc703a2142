import { HttpApiEvent, type ISyncResponse, type MatrixClient } from 'matrix-js-sdk';
import type { Log } from '../../app/ports/log.ts';
import type { MatrixStore } from '../../app/ports/matrix-store.ts';
import { type Account, forgetAccount, keepAccount, keepPublished, openAccount, wasPublished } from './account.ts';
import { type CryptoStore, openCryptoStore } from './crypto-store/open-crypto-store.ts';
import { type RecoveryKey, readRecoveryKey, readyIdentity } from './identity.ts';
import { isKnownDevice } from './known-device.ts';
import { createClientFor } from './matrix-client.ts';
import type { TchapSettings } from './settings.ts';
import { TchapStartRefused } from './start-refused.ts';
import { type SyncWatch, startSync } from './sync/start-sync.ts';
import { type Checkpoint, openCheckpoint, SyncStore } from './sync/sync-store.ts';
import { createSyncTap, type SyncBatch } from './sync/sync-tap.ts';

export interface Connection {
  client: MatrixClient;
  account: Account;
  checkpoint: Checkpoint;
  /** Syncs from now on. Resolves when the rooms are known and the device is signed. @throws TchapStartRefused */
  start(onBatch: (batch: SyncBatch, response: ISyncResponse) => void): Promise<SyncWatch>;
  /** At once: nothing is sent or received any more. */
  cut(): void;
  /** Everything the crypto library completed is durable. */
  settled(): Promise<void>;
}

export interface ConnectionParts {
  settings: TchapSettings;
  store: MatrixStore;
  log: Log;
  onRecoveryKey(encoded: string): Promise<void> | void;
  /** The connection cannot go on: its keys are not durable any more, or its token was revoked. */
  onBroken(code: 'crypto_not_durable' | 'logged_out', error?: unknown): void;
}

/** The device with its keys loaded; it does not sync yet. Only for the holder of the lease. @throws TchapStartRefused */
export async function openConnection(parts: ConnectionParts): Promise<Connection> {
  const { settings, store, onBroken } = parts;
  const key = readRecoveryKey(settings);
  const account = await openAccount(settings, store);
  const crypto = await openCryptoStore(store, account.deviceId, (error) => onBroken('crypto_not_durable', error));
  try {
    return await connect(parts, key, account, crypto);
  } catch (error) {
    crypto.close();
    throw error;
  }
}

async function connect(
  parts: ConnectionParts,
  key: RecoveryKey,
  account: Account,
  crypto: CryptoStore,
): Promise<Connection> {
  const { settings, store, onBroken } = parts;
  await sameOnBothSides(parts, account, crypto.known);
  await keepAccount(store, account);
  const checkpoint = await openCheckpoint(store);
  const pending: SyncBatch[] = [];
  let take: (batch: SyncBatch, response: ISyncResponse) => void = () => {};
  const syncStore = new SyncStore(checkpoint, (response) => {
    for (const batch of pending.splice(0)) take(batch, response);
  });
  const client = createClientFor(
    { homeserverUrl: settings.homeserverUrl, ...account },
    {
      store: syncStore,
      fetchFn: createSyncTap((batch) => pending.push(batch)),
      cryptoCallbacks: { getSecretStorageKey: async ({ keys }) => secretKey(key, Object.keys(keys)) },
    },
  );
  client.on(HttpApiEvent.SessionLoggedOut, () => onBroken('logged_out'));
  await client.initRustCrypto({ cryptoDatabasePrefix: crypto.prefix });
  return {
    client,
    account,
    checkpoint,
    async start(onBatch) {
      take = onBatch;
      const watch = await startSync(client);
      await readyIdentity({ ...parts, client, key });
      await keepPublished(store, account);
      return watch;
    },
    cut: () => cut(client, crypto),
    settled: crypto.settled,
  };
}

/** The homeserver and this base must hold the two halves of one device. @throws TchapStartRefused */
async function sameOnBothSides({ settings, store }: ConnectionParts, account: Account, known: boolean): Promise<void> {
  const published = await isKnownDevice(settings, account);
  const refusal = !known && published ? 'magasin_perdu' : known && !published ? 'session_fermee' : undefined;
  // A first start that was cut short has keys that it has not published yet.
  if (refusal === undefined || (refusal === 'session_fermee' && !(await wasPublished(store, account)))) return;
  await forgetAccount(store);
  throw new TchapStartRefused(refusal);
}

function secretKey({ bytes }: RecoveryKey, [id]: string[]): [string, Uint8Array<ArrayBuffer>] | null {
  return bytes && id !== undefined ? [id, bytes] : null;
}

function cut(client: MatrixClient, crypto: CryptoStore): void {
  client.stopClient();
  client.removeAllListeners();
  crypto.close();
}
