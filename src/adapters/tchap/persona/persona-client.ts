import { ClientEvent, Filter, type MatrixClient, MatrixEventEvent, RoomEvent, SyncState } from 'matrix-js-sdk';
import type { MatrixStore } from '../../../app/ports/matrix-store.ts';
import { keepAccount, openAccount } from '../account.ts';
import { createClientFor } from '../matrix-client.ts';
import type { TchapSettings } from '../settings.ts';
import { TchapStartRefused } from '../start-refused.ts';

/** As much of a conversation as is loaded at a time. */
const PAGE = 100;
const CHANGES = [
  RoomEvent.Timeline,
  RoomEvent.Redaction,
  MatrixEventEvent.Decrypted,
  MatrixEventEvent.Replaced,
] as const;

/**
 * The client of an account of its own, beside the bot's in this process. Its keys are in the bot's crypto store, under
 * another name, so that it is the same device at the next start: only while the bot runs here.
 * @param onChange something may show otherwise than before
 * @throws TchapStartRefused
 */
export async function openPersonaClient(
  settings: TchapSettings,
  store: MatrixStore,
  botId: string,
  onChange: () => void,
): Promise<MatrixClient> {
  const account = await openOwnAccount(settings, storeOf(store, settings.userId));
  const client = createClientFor({ homeserverUrl: settings.homeserverUrl, ...account });
  await client.initRustCrypto({ cryptoDatabasePrefix: `persona-${account.deviceId}` });
  client.on(RoomEvent.MyMembership, (room, membership) => {
    const fromBot = room.getMember(botId)?.membership === 'join';
    if (membership === 'invite' && fromBot) client.joinRoom(room.roomId).catch(() => undefined);
  });
  for (const event of CHANGES) client.on(event, onChange);
  const synced = new Promise<void>((resolve) => {
    client.on(ClientEvent.Sync, (state) => state === SyncState.Prepared && resolve());
  });
  await client.startClient({ filter: filterOfNow(client), initialSyncLimit: PAGE, disablePresence: true });
  await synced;
  return client;
}

/**
 * Like no other filter: homeservers answer the same first sync for some minutes as they did before, and a room that was
 * made since would be missing.
 */
function filterOfNow(client: MatrixClient): Filter {
  const filter = new Filter(client.getSafeUserId());
  const presence = { not_types: ['*'], not_senders: [`@${Date.now()}:${client.getDomain()}`] };
  filter.setDefinition({ presence, room: { timeline: { limit: PAGE } } });
  return filter;
}

async function openOwnAccount(settings: TchapSettings, store: MatrixStore) {
  try {
    const account = await openAccount(settings, store);
    await keepAccount(store, account);
    return account;
  } catch (error) {
    const refused = error instanceof TchapStartRefused && error.code !== 'serveur_injoignable';
    throw refused ? new TchapStartRefused('persona_refuse', error) : error;
  }
}

/** The part of the bot's store that is this account's. */
function storeOf(store: MatrixStore, userId: string): MatrixStore {
  const named = (name: string) => `persona ${userId} ${name}`;
  return { ...store, get: (name) => store.get(named(name)), set: (name, value) => store.set(named(name), value) };
}
