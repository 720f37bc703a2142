import type { Account } from './account.ts';
import { createCaller } from './homeserver-call.ts';
import { createClientFor } from './matrix-client.ts';
import type { TchapSettings } from './settings.ts';
import { TchapStartRefused } from './start-refused.ts';
import { isObject, objectIn } from './sync/raw-event.ts';

/** Whether the homeserver has encryption keys of this device: then it has lived, and its own part was somewhere. */
export async function isKnownDevice({ homeserverUrl }: TchapSettings, account: Account): Promise<boolean> {
  const { userId, deviceId } = account;
  const call = createCaller(createClientFor({ homeserverUrl, ...account }));
  try {
    const answer = await call({ method: 'POST', path: '/keys/query', body: { device_keys: { [userId]: [deviceId] } } });
    const devices = objectIn(objectIn(isObject(answer) ? answer : {}, 'device_keys') ?? {}, userId) ?? {};
    return objectIn(devices, deviceId) !== undefined;
  } catch (error) {
    throw new TchapStartRefused('serveur_injoignable', error);
  }
}
