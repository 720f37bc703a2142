import { ClientEvent, Filter, HttpApiEvent, type ISyncResponse, type MatrixClient, SyncState } from 'matrix-js-sdk';
import type { Log } from '../../app/ports/log.ts';
import type { MatrixStore } from '../../app/ports/matrix-store.ts';
import { type Account, forgetAccount, keepAccount, openAccount } from './account.ts';
import { type CryptoStore, openCryptoStore } from './crypto-store/open-crypto-store.ts';
import { type RecoveryKey, readRecoveryKey, readyIdentity } from './identity.ts';
import { isKnownDevice } from './known-device.ts';
import { createClientFor } from './matrix-client.ts';
import type { TchapSettings } from './settings.ts';
import { TchapStartRefused } from './start-refused.ts';
import { type Checkpoint, openCheckpoint, SyncStore } from './sync/sync-store.ts';
import { createSyncTap, type SyncBatch } from './sync/sync-tap.ts';

export interface Connection {
  client: MatrixClient;
  account: Account;
  checkpoint: Checkpoint;
  /** Syncs from now on. Resolves when the rooms are known and the device is signed. @throws TchapStartRefused */
  start(onBatch: (batch: SyncBatch, response: ISyncResponse) => void): Promise<void>;
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
  if (!crypto.known && (await isKnownDevice(settings, account))) {
    crypto.close();
    await forgetAccount(store);
    throw new TchapStartRefused('magasin_perdu');
  }
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
      await startSync(client);
      await readyIdentity({ ...parts, client, key });
    },
    cut: () => cut(client, crypto),
    settled: crypto.settled,
  };
}

function secretKey({ bytes }: RecoveryKey, [id]: string[]): [string, Uint8Array<ArrayBuffer>] | null {
  return bytes && id !== undefined ? [id, bytes] : null;
}

function cut(client: MatrixClient, crypto: CryptoStore): void {
  client.stopClient();
  client.removeAllListeners();
  crypto.close();
}

const NOTHING = { not_types: ['*'] };
const ROOM_EVENTS = 50;

/** Without what the bot has no use for: who is there, who types, who read. */
async function startSync(client: MatrixClient): Promise<void> {
  const filter = new Filter(client.getSafeUserId());
  filter.setDefinition({
    presence: NOTHING,
    room: {
      timeline: { limit: ROOM_EVENTS },
      ephemeral: NOTHING,
      account_data: NOTHING,
      state: { lazy_load_members: true },
    },
  });
  const synced = new Promise<void>((resolve) => {
    const listener = (state: SyncState, _: unknown, data?: { fromCache?: boolean }) => {
      if (data?.fromCache || (state !== SyncState.Prepared && state !== SyncState.Syncing)) return;
      client.off(ClientEvent.Sync, listener);
      resolve();
    };
    client.on(ClientEvent.Sync, listener);
  });
  await client.startClient({ filter, initialSyncLimit: ROOM_EVENTS, lazyLoadMembers: true, disablePresence: true });
  await synced;
}
