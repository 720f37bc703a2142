import { setTimeout as delay } from 'node:timers/promises';
import type { Channel } from '../../app/ports/channel.ts';
import type { HandleInbound } from '../../app/ports/inbound.ts';
import type { Connection } from './connection.ts';
import { createDeviceTrust } from './device-trust.ts';
import { isShared, openDirectRooms } from './direct-rooms.ts';
import { createCaller } from './homeserver-call.ts';
import { createDecrypting } from './inbound/decrypting.ts';
import { insist } from './inbound/insist.ts';
import type { RoomParts } from './inbound/room-parts.ts';
import { createSayOnce } from './inbound/say-once.ts';
import { createPacedQueue } from './paced-queue.ts';
import { createGate } from './people.ts';
import { createRoomCrypto } from './room-crypto.ts';
import { createRoomKnown } from './room-known.ts';
import { createLastChoices } from './sending/last-choices.ts';
import { createOpenPersonal } from './sending/open-personal.ts';
import { createPostedEvents } from './sending/posted-events.ts';
import { createPoster } from './sending/poster.ts';
import { createRoster } from './sending/roster.ts';
import { createTchapChannel } from './sending/tchap-channel.ts';
import { createUploadFile } from './sending/upload-file.ts';
import type { TchapSettings } from './settings.ts';
import { createRoomLanes } from './sync/room-lanes.ts';
import type { TchapDeps } from './tchap-deps.ts';

const JOIN_WAIT_MS = 15_000;
const KEY_WAIT_MS = 10_000;
const ROOMS_AT_ONCE = 8;

/** The parts of a device at work, put together. */
export async function assemble(
  settings: TchapSettings,
  deps: TchapDeps,
  handle: HandleInbound,
  { client, account }: Connection,
  isStopped: () => boolean,
): Promise<{ parts: RoomParts; channel: Channel }> {
  const { store, people, render, log } = deps;
  const call = createCaller(client);
  const queue = createPacedQueue(settings.ratePerSecond ?? 1);
  const gate = createGate(settings.allowedHomeservers);
  const crypto = createRoomCrypto(client, createDeviceTrust(client, settings.signedDevicesOnly ?? false));
  const direct = await openDirectRooms(client, call);
  const roomKnown = createRoomKnown(client, call);
  const poster = createPoster(call, queue, crypto, roomKnown);
  const posted = createPostedEvents(call, crypto, account.userId);
  const lastChoices = createLastChoices(store);
  const joinWaitMs = deps.joinWaitMs ?? JOIN_WAIT_MS;
  const openPersonal = createOpenPersonal({ call, queue, people, gate, direct, joinWaitMs, roomKnown });
  const rosterMember = createRoster(call, people, gate);
  const uploadFile = createUploadFile(client);
  const lanes = createRoomLanes(ROOMS_AT_ONCE);
  const pause = (milliseconds: number) => lanes.outside(() => delay(milliseconds));
  const decrypting = createDecrypting({ crypto, waitMs: deps.keyWaitMs ?? KEY_WAIT_MS, pause, stopped: isStopped });
  const sayOnce = createSayOnce(store);
  const trying = <T>(doIt: () => Promise<T>) => insist(doIt, isStopped);
  return {
    channel: createTchapChannel({
      ...{ render, poster, posted, lastChoices, store, openPersonal, rosterMember, uploadFile },
      async isShared(roomId) {
        await roomKnown(roomId);
        return isShared(client, { roomId });
      },
      personIn: direct.personIn,
    }),
    parts: {
      client,
      call,
      queue,
      poster,
      posted,
      lastChoices,
      direct,
      people,
      gate,
      decrypting,
      sayOnce,
      lanes,
      log,
      handle,
      insist: trying,
    },
  };
}
