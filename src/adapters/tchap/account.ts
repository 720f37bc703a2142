import { type MatrixClient, MatrixError } from 'matrix-js-sdk';
import type { MatrixStore } from '../../app/ports/matrix-store.ts';
import { tchapTexts } from '../../core/texts.fr.ts';
import { createClientFor } from './matrix-client.ts';
import type { TchapSettings } from './settings.ts';
import { TchapStartRefused } from './start-refused.ts';

/** A device of the bot's account, with its token. */
export interface Account {
  userId: string;
  deviceId: string;
  accessToken: string;
}

const SESSION = 'session';
const PUBLISHED = 'appareil_publie';

/**
 * The account as the settings and what was kept say; logs in at most once in its life, since homeservers count logins.
 * @throws TchapStartRefused
 */
export async function openAccount(settings: TchapSettings, store: MatrixStore): Promise<Account> {
  const kept = await keptAccount(settings, store);
  const tokens = new Set([settings.accessToken, kept?.accessToken].filter((token) => token !== undefined));
  let refused: MatrixError | undefined;
  for (const token of tokens) {
    const owner = await ownerOf(settings, token);
    if (!(owner instanceof MatrixError)) return owner;
    refused = owner;
  }
  if (refused !== undefined && settings.password === undefined) throw refusalOf(refused);
  return logIn(settings, deviceToKeep(settings, kept, refused));
}

/** For the next start. */
export async function keepAccount(store: MatrixStore, { userId, deviceId, accessToken }: Account): Promise<void> {
  const account = { userId, deviceId, accessToken };
  if (JSON.stringify(await store.get(SESSION)) !== JSON.stringify(account)) await store.set(SESSION, account);
}

/** The operator gets another device: the next start must not insist on this one. */
export async function forgetAccount(store: MatrixStore): Promise<void> {
  await store.set(SESSION, undefined);
}

/** The homeserver has the keys of this device by now. */
export async function keepPublished(store: MatrixStore, { deviceId }: Account): Promise<void> {
  if ((await store.get(PUBLISHED)) !== deviceId) await store.set(PUBLISHED, deviceId);
}

export async function wasPublished(store: MatrixStore, { deviceId }: Account): Promise<boolean> {
  return (await store.get(PUBLISHED)) === deviceId;
}

/** Of another account or device than the settings name, it is no longer of use. */
async function keptAccount(settings: TchapSettings, store: MatrixStore): Promise<Account | undefined> {
  const kept = (await store.get(SESSION)) as Account | undefined;
  const other = kept?.userId !== settings.userId || (settings.deviceId ?? kept?.deviceId) !== kept?.deviceId;
  return other ? undefined : kept;
}

/** @returns the homeserver's word when the token is no longer good @throws TchapStartRefused */
async function ownerOf(settings: TchapSettings, accessToken: string): Promise<Account | MatrixError> {
  try {
    const { user_id: userId, device_id: deviceId } = await createClientFor({ ...settings, accessToken }).whoami();
    const named = settings.deviceId ?? deviceId;
    if (userId !== settings.userId || deviceId === undefined || named !== deviceId) {
      throw new TchapStartRefused('autre_compte');
    }
    return { userId, deviceId, accessToken };
  } catch (error) {
    if (error instanceof MatrixError && error.httpStatus === 401) return error;
    throw refusalOf(error);
  }
}

/**
 * A session that was closed took its device with it: the keys that this base holds are those of a device that the
 * homeserver does not know any more, and that nobody would write to.
 * @throws TchapStartRefused when the settings insist on it
 */
function deviceToKeep(settings: TchapSettings, kept: Account | undefined, refused: MatrixError | undefined) {
  const device = settings.deviceId ?? kept?.deviceId;
  if (refused === undefined || refused.data.soft_logout === true || kept === undefined) return device;
  if (settings.deviceId !== undefined) throw new TchapStartRefused('session_fermee');
  return undefined;
}

/** On the device that is known already, when there is one: its encryption keys are in the store. */
async function logIn(settings: TchapSettings, keptDevice: string | undefined): Promise<Account> {
  const { userId, password } = settings;
  if (password === undefined) throw new TchapStartRefused('sans_identifiants');
  const client: MatrixClient = createClientFor({ homeserverUrl: settings.homeserverUrl, userId });
  const device = settings.deviceId ?? keptDevice;
  try {
    const answer = await client.loginRequest({
      type: 'm.login.password',
      identifier: { type: 'm.id.user', user: userId },
      password,
      initial_device_display_name: tchapTexts.appareil,
      ...(device !== undefined && { device_id: device }),
    });
    if (answer.user_id !== userId) throw new TchapStartRefused('autre_compte');
    return { userId, deviceId: answer.device_id, accessToken: answer.access_token };
  } catch (error) {
    throw refusalOf(error);
  }
}

/** Another answer than « no » may come from whatever stands before the homeserver, and may pass. */
function refusalOf(error: unknown): TchapStartRefused {
  if (error instanceof TchapStartRefused) return error;
  const isNo = error instanceof MatrixError && [400, 401, 403].includes(error.httpStatus ?? 0);
  return new TchapStartRefused(isNo ? 'connexion_refusee' : 'serveur_injoignable', error);
}
