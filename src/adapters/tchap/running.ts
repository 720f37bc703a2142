import { setTimeout as delay } from 'node:timers/promises';
import type { ISyncResponse } from 'matrix-js-sdk';
import { type Channel, DeliveryError } from '../../app/ports/channel.ts';
import type { HandleInbound } from '../../app/ports/inbound.ts';
import { type Connection, openConnection } from './connection.ts';
import type { TchapDeps, TchapEnd } from './deps.ts';
import { createDeviceTrust } from './device-trust.ts';
import { openDirectRooms } from './direct-rooms.ts';
import { createCaller } from './homeserver-call.ts';
import { createDecrypting } from './inbound/decrypting.ts';
import { ClientStopped, insist } from './inbound/insist.ts';
import type { RoomParts } from './inbound/room-parts.ts';
import { createSayOnce } from './inbound/say-once.ts';
import { takeRoom } from './inbound/take-room.ts';
import { createPacedQueue } from './paced-queue.ts';
import { createGate } from './people.ts';
import { createRoomCrypto } from './room-crypto.ts';
import { createLastChoices } from './sending/last-choices.ts';
import { createOpenPersonal } from './sending/open-personal.ts';
import { createPostedEvents } from './sending/posted-events.ts';
import { createPoster } from './sending/poster.ts';
import { createRoster } from './sending/roster.ts';
import { createTchapChannel } from './sending/tchap-channel.ts';
import type { TchapSettings } from './settings.ts';
import { createRoomLanes } from './sync/room-lanes.ts';
import type { SyncBatch } from './sync/sync-tap.ts';

export interface RunningState {
  userId: string;
  deviceId: string;
  /** This device is signed by the account's identity, whose keys are at hand. */
  crossSigned: boolean;
  /** The version of the key backup that is written to. */
  backup: string | null;
  rooms: number;
  /** Messages that could not be read since the start. */
  unreadable: number;
  /** Calls that wait for their turn. */
  queue: number;
  /** Rooms whose events are being taken. */
  busy: number;
}

export interface Running {
  channel: Channel;
  state(): Promise<RunningState>;
  /** Takes what has come, and leaves a checkpoint. */
  stop(): Promise<void>;
  /** At once, writing nothing more. */
  cut(): void;
}

const ROOMS_AT_ONCE = 8;
const JOIN_WAIT_MS = 15_000;
const KEY_WAIT_MS = 10_000;
const STOP_MS = 10_000;

type End = (code: TchapEnd, error?: unknown) => void;

/** The device at work: in, room by room, and out, call by call. @throws TchapStartRefused */
export async function run(settings: TchapSettings, deps: TchapDeps, handle: HandleInbound, end: End): Promise<Running> {
  const { store, log, onRecoveryKey } = deps;
  const connection = await openConnection({ settings, store, log, onRecoveryKey, onBroken: end });
  try {
    return await work(settings, deps, handle, connection);
  } catch (error) {
    connection.cut();
    throw error;
  }
}

async function work(
  settings: TchapSettings,
  deps: TchapDeps,
  handle: HandleInbound,
  connection: Connection,
): Promise<Running> {
  const { client, account, checkpoint } = connection;
  let stopped = false;
  const isStopped = () => stopped;
  const { parts, channel } = await assemble(settings, deps, handle, connection, isStopped);
  const intake = createIntake(parts, checkpoint, isStopped);
  await connection.start(intake.take);
  deps.log.info({ rooms: client.getRooms().length, device: account.deviceId }, 'tchap_running');
  return {
    channel,
    async state() {
      const crypto = client.getCrypto()!;
      return {
        userId: account.userId,
        deviceId: account.deviceId,
        crossSigned: await crypto.isCrossSigningReady().catch(() => false),
        backup: await crypto.getActiveSessionBackupVersion().catch(() => null),
        rooms: client.getRooms().filter((room) => room.getMyMembership() === 'join').length,
        unreadable: parts.decrypting.unreadable(),
        queue: parts.queue.waiting(),
        busy: intake.busy(),
      };
    },
    async stop() {
      stopped = true;
      parts.queue.stop();
      client.stopClient();
      await Promise.race([intake.done(), delay(STOP_MS, undefined, { ref: false })]);
      await checkpoint.save();
      await connection.settled();
      connection.cut();
    },
    cut() {
      stopped = true;
      parts.queue.stop();
      connection.cut();
    },
  };
}

async function assemble(
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
  const poster = createPoster(call, queue, crypto);
  const posted = createPostedEvents(call, crypto, account.userId);
  const lastChoices = createLastChoices(store);
  const roomKnown = (roomId: string) => untilEncrypted(client, roomId);
  const joinWaitMs = deps.joinWaitMs ?? JOIN_WAIT_MS;
  const openPersonal = createOpenPersonal({ call, queue, people, gate, direct, joinWaitMs, roomKnown });
  const rosterMember = createRoster(call, people, gate);
  const decrypting = createDecrypting(crypto, deps.keyWaitMs ?? KEY_WAIT_MS, isStopped);
  const sayOnce = createSayOnce(store);
  const trying = <T>(doIt: () => Promise<T>) => insist(doIt, isStopped);
  return {
    channel: createTchapChannel({ render, poster, posted, lastChoices, store, openPersonal, rosterMember }),
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
      log,
      handle,
      insist: trying,
    },
  };
}

/** Each sync's rooms, in their order; the checkpoint follows what was durably taken, and never passes it. */
function createIntake(parts: RoomParts, checkpoint: Connection['checkpoint'], isStopped: () => boolean) {
  const lanes = createRoomLanes(ROOMS_AT_ONCE);
  let last: Promise<void> = Promise.resolve();
  let whole = true;

  const finish = async (rooms: Promise<unknown>, response: ISyncResponse) => {
    try {
      await rooms;
      if (whole) await checkpoint.taken(response);
    } catch (error) {
      // From here on nothing counts as taken: a restart is told all of it again.
      whole = false;
      if (!(error instanceof ClientStopped)) parts.log.error({}, 'tchap_batch_not_taken', error);
    }
  };

  return {
    take({ rooms, since }: SyncBatch, response: ISyncResponse) {
      if (isStopped()) return;
      const taking = Promise.all(rooms.map((room) => lanes.run(room.roomId, () => takeRoom(parts, room, since))));
      taking.catch(() => undefined);
      last = last.then(() => finish(taking, response));
    },
    done: () => last,
    busy: lanes.busy,
  };
}

const KNOWN_WITHIN_MS = 10_000;
const LOOK_EVERY_MS = 50;

/** A room that was just made is known to the account by its next sync. */
async function untilEncrypted(client: Connection['client'], roomId: string): Promise<void> {
  for (let waited = 0; waited < KNOWN_WITHIN_MS; waited += LOOK_EVERY_MS) {
    if (client.getRoom(roomId)?.hasEncryptionStateEvent()) return;
    await delay(LOOK_EVERY_MS);
  }
  throw new DeliveryError('transient', 'room_not_synced');
}
