import type { MatrixClient } from 'matrix-js-sdk';
import {
  type CryptoApi,
  decodeRecoveryKey,
  type GeneratedSecretStorageKey,
} from 'matrix-js-sdk/lib/crypto-api/index.js';
import type { Log } from '../../app/ports/log.ts';
import type { TchapSettings } from './settings.ts';
import { TchapStartRefused } from './start-refused.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** The key of the secret storage, in memory only, as the SDK asks for it. */
export interface RecoveryKey {
  bytes?: Bytes;
}

/** @throws TchapStartRefused when it is not a recovery key */
export function readRecoveryKey(settings: TchapSettings): RecoveryKey {
  if (settings.recoveryKey === undefined) return {};
  try {
    return { bytes: decodeRecoveryKey(settings.recoveryKey) };
  } catch (error) {
    throw new TchapStartRefused('cle_fausse', error);
  }
}

export interface IdentityParts {
  client: MatrixClient;
  settings: TchapSettings;
  key: RecoveryKey;
  log: Log;
  /** A new recovery key, to be shown to the operator once; it is kept nowhere. */
  onRecoveryKey(encoded: string): Promise<void> | void;
}

/**
 * Sees to it that this device is signed by the account's identity, whose keys are in the secret storage and whose
 * room keys are backed up. Makes an identity for an account that has none; never replaces one.
 * @throws TchapStartRefused
 */
export async function readyIdentity(parts: IdentityParts): Promise<void> {
  const { client, settings, key } = parts;
  const crypto = client.getCrypto()!;
  const stored = await storageKey(client, key);
  const { privateKeysInSecretStorage, privateKeysCachedLocally: own } = await crypto.getCrossSigningStatus();
  const known = own.masterKey && own.selfSigningKey && own.userSigningKey;
  if (!known && stored === 'unreadable') throw new TchapStartRefused('cle_manquante');
  if (!known && !privateKeysInSecretStorage && (await crypto.userHasCrossSigningKeys(settings.userId, true))) {
    throw new TchapStartRefused('cle_manquante');
  }
  const created = stored === 'absent' ? await storageKeyToCreate(parts, crypto) : undefined;
  if (!known) await crypto.bootstrapCrossSigning({ authUploadDeviceSigningKeys: (send) => authorised(settings, send) });
  if (created) await crypto.bootstrapSecretStorage({ createSecretStorageKey: async () => created });
  if (key.bytes) await readyBackup(parts, crypto);
}

/** @throws TchapStartRefused when the key that was given does not open it */
async function storageKey(client: MatrixClient, key: RecoveryKey): Promise<'absent' | 'readable' | 'unreadable'> {
  const stored = await client.secretStorage.getKey();
  if (stored === null) return 'absent';
  if (!key.bytes) return 'unreadable';
  if (!(await client.secretStorage.checkKey(key.bytes, stored[1]))) throw new TchapStartRefused('cle_fausse');
  return 'readable';
}

/** Shown before it is used: a secret storage whose key nobody has would be lost. */
async function storageKeyToCreate(
  { key, onRecoveryKey }: IdentityParts,
  crypto: CryptoApi,
): Promise<GeneratedSecretStorageKey> {
  if (key.bytes) return { privateKey: key.bytes };
  const generated = await crypto.createRecoveryKeyFromPassphrase();
  await onRecoveryKey(generated.encodedPrivateKey ?? '');
  key.bytes = generated.privateKey as Bytes;
  return generated;
}

type Send = (auth: { [key: string]: unknown } | null) => Promise<void>;

/** Homeservers take the first keys of an account as they come, or ask for the password. */
async function authorised({ userId, password }: TchapSettings, send: Send): Promise<void> {
  try {
    await send(null);
  } catch (error) {
    const session = (error as { data?: { session?: string } }).data?.session;
    if (password === undefined || session === undefined) throw error;
    await send({ type: 'm.login.password', identifier: { type: 'm.id.user', user: userId }, password, session });
  }
}

async function readyBackup({ log }: IdentityParts, crypto: CryptoApi): Promise<void> {
  try {
    if ((await crypto.getKeyBackupInfo()) === null) await crypto.resetKeyBackup();
    else if ((await crypto.getSessionBackupPrivateKey()) === null) {
      await crypto.loadSessionBackupPrivateKeyFromSecretStorage();
      await crypto.checkKeyBackupAndEnable();
      // The keys of what was said before this device: answers to older cards need them.
      await crypto.restoreKeyBackup();
    }
    await crypto.checkKeyBackupAndEnable();
  } catch (error) {
    // The bot can read and write without it; the operator sees that there is no backup.
    log.error({}, 'tchap_backup_failed', error);
  }
}
