import { setTimeout as delay } from 'node:timers/promises';
import type { Channel } from '../../app/ports/channel.ts';
import type { HandleInbound } from '../../app/ports/inbound.ts';
import { assemble } from './assemble.ts';
import { type Connection, openConnection } from './connection.ts';
import { createIntake } from './intake.ts';
import type { TchapSettings } from './settings.ts';
import type { TchapDeps, TchapEnd } from './tchap-deps.ts';

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
