import { setTimeout as delay } from 'node:timers/promises';
import type { MatrixClient } from 'matrix-js-sdk';
import type { Channel } from '../../app/ports/channel.ts';
import type { HandleInbound } from '../../app/ports/inbound.ts';
import type { TchapDevice } from '../../app/ports/tchap-reports.ts';
import { assemble } from './assemble.ts';
import { type Connection, openConnection } from './connection.ts';
import { createIntake } from './intake.ts';
import type { TchapSettings } from './settings.ts';
import type { TchapDeps, TchapEnd } from './tchap-deps.ts';
import { unlessAborted } from './unless-aborted.ts';

export interface RunningState extends TchapDevice {
  /** Rooms whose events are being taken. */
  busy: number;
}

export interface Running {
  channel: Channel;
  /** Whether the homeserver answers. */
  connected(): boolean;
  state(): Promise<RunningState>;
  /** Takes what has come, and leaves a checkpoint. */
  stop(): Promise<void>;
  /** At once, writing nothing more. */
  cut(): void;
}

const STOP_MS = 10_000;

/** Of one try to run the device. */
export interface Run {
  settings: TchapSettings;
  deps: TchapDeps;
  handle: HandleInbound;
  end: (code: TchapEnd, error?: unknown) => void;
  /** Gives the try up. */
  signal: AbortSignal;
}

/** The device at work: in, room by room, and out, call by call. @throws TchapStartRefused, StartAborted */
export async function run(given: Run): Promise<Running> {
  const { settings, deps, end, signal } = given;
  const { store, log, onRecoveryKey } = deps;
  const opening = openConnection({ settings, store, log, onRecoveryKey, onBroken: end });
  const connection = await unlessAborted(signal, opening, (late) => late.cut());
  try {
    return await unlessAborted(signal, work(given, connection), () => undefined);
  } catch (error) {
    connection.cut();
    // What it completed must not be written later, over what another try has read.
    await connection.settled();
    throw error;
  }
}

async function work({ settings, deps, handle }: Run, connection: Connection): Promise<Running> {
  const { client, account, checkpoint } = connection;
  let stopped = false;
  const isStopped = () => stopped;
  const { parts, channel } = await assemble(settings, deps, handle, connection, isStopped);
  const intake = createIntake(parts, checkpoint, isStopped);
  const watch = await connection.start(intake.take);
  deps.log.info({ rooms: client.getRooms().length, device: account.deviceId }, 'tchap_running');
  return {
    channel,
    connected: watch.connected,
    async state() {
      const crypto = client.getCrypto()!;
      return {
        userId: account.userId,
        deviceId: account.deviceId,
        crossSigned: await crypto.isCrossSigningReady().catch(() => false),
        backup: await crypto.getActiveSessionBackupVersion().catch(() => null),
        rooms: roomsWith(client, 'join'),
        invited: roomsWith(client, 'invite'),
        unreadable: parts.decrypting.unreadable(),
        queue: parts.queue.waiting(),
        syncSeconds: Math.max(0, (Date.now() - watch.lastSync()) / 1000),
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

const roomsWith = (client: MatrixClient, membership: string): number =>
  client.getRooms().filter((room) => room.getMyMembership() === membership).length;
