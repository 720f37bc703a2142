import { ConnectionError, type MatrixClient, MatrixError } from 'matrix-js-sdk';
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

/**
 * The account as the settings and what was kept say; logs in at most once in its life, since homeservers count logins.
 * @throws TchapStartRefused
 */
export async function openAccount(settings: TchapSettings, store: MatrixStore): Promise<Account> {
  const kept = await keptAccount(settings, store);
  const token = settings.accessToken ?? kept?.accessToken;
  return (token === undefined ? undefined : await ownerOf(settings, token)) ?? logIn(settings, kept?.deviceId);
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

/** Of another account or device than the settings name, it is no longer of use. */
async function keptAccount(settings: TchapSettings, store: MatrixStore): Promise<Account | undefined> {
  const kept = (await store.get(SESSION)) as Account | undefined;
  const other = kept?.userId !== settings.userId || (settings.deviceId ?? kept?.deviceId) !== kept?.deviceId;
  return other ? undefined : kept;
}

/** @returns undefined when the token is no longer good and there is a password to get another */
async function ownerOf(settings: TchapSettings, accessToken: string): Promise<Account | undefined> {
  try {
    const { user_id: userId, device_id: deviceId } = await createClientFor({ ...settings, accessToken }).whoami();
    const named = settings.deviceId ?? deviceId;
    if (userId !== settings.userId || deviceId === undefined || named !== deviceId) {
      throw new TchapStartRefused('autre_compte');
    }
    return { userId, deviceId, accessToken };
  } catch (error) {
    const refused = refusalOf(error);
    if (refused.code === 'connexion_refusee' && settings.password !== undefined) return undefined;
    throw refused;
  }
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

function refusalOf(error: unknown): TchapStartRefused {
  if (error instanceof TchapStartRefused) return error;
  const unreachable =
    error instanceof ConnectionError || !(error instanceof MatrixError) || (error.httpStatus ?? 0) >= 500;
  return new TchapStartRefused(unreachable ? 'serveur_injoignable' : 'connexion_refusee', error);
}
