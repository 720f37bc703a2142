import { ClientEvent, Filter, type MatrixClient, SyncState } from 'matrix-js-sdk';
import { TchapStartRefused } from '../start-refused.ts';

export interface SyncWatch {
  /** Whether the homeserver answers, as the sync sees it: it asks all the time. */
  connected(): boolean;
  /** When it last answered a sync, in ms since the epoch. */
  lastSync(): number;
}

const NOTHING = { not_types: ['*'] };
const ROOM_EVENTS = 50;
const LOST: SyncState[] = [SyncState.Error, SyncState.Reconnecting];

/**
 * Syncs from now on, without what the bot has no use for: who is there, who types, who read.
 * @returns when the rooms are known @throws TchapStartRefused when the homeserver fails before that
 */
export async function startSync(client: MatrixClient, now: () => number = Date.now): Promise<SyncWatch> {
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
  let connected = false;
  let lastSync = 0;
  const synced = new Promise<void>((resolve, reject) => {
    client.on(ClientEvent.Sync, (state: SyncState, _: unknown, data?: { fromCache?: boolean; error?: unknown }) => {
      if (state === SyncState.Error) reject(new TchapStartRefused('serveur_injoignable', data?.error));
      if (LOST.includes(state)) connected = false;
      if (data?.fromCache || (state !== SyncState.Prepared && state !== SyncState.Syncing)) return;
      connected = true;
      lastSync = now();
      resolve();
    });
  });
  synced.catch(() => undefined);
  await client.startClient({ filter, initialSyncLimit: ROOM_EVENTS, lazyLoadMembers: true, disablePresence: true });
  await synced;
  return { connected: () => connected, lastSync: () => lastSync };
}
