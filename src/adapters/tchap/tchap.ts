import { setTimeout as delay } from 'node:timers/promises';
import { type Channel, DeliveryError } from '../../app/ports/channel.ts';
import type { HandleInbound } from '../../app/ports/inbound.ts';
import { createLeaseKeeper } from './lease-keeper.ts';
import { type Running, type RunningState, run } from './running.ts';
import type { TchapSettings } from './settings.ts';
import type { TchapDeps, TchapEnd } from './tchap-deps.ts';

export type { TchapPeople } from './people.ts';
export type { RenderMessage } from './sending/tchap-channel.ts';
export type { TchapSettings } from './settings.ts';
export { TchapStartRefused } from './start-refused.ts';
export type { TchapDeps } from './tchap-deps.ts';

export interface TchapState extends Partial<RunningState> {
  /** `standby`: another process runs the device. */
  status: 'stopped' | 'starting' | 'standby' | 'running';
}

export interface Tchap {
  channel: Channel;
  /**
   * Runs the device. While another process does, it stands by and takes over when that one ends.
   * @returns when it runs or stands by @throws TchapStartRefused
   */
  start(handle: HandleInbound): Promise<void>;
  stop(): Promise<void>;
  state(): Promise<TchapState>;
}

const STANDBY_MS = 3_000;
/** For rows that come to a process that stands by: the other one takes them. */
const NOT_RUNNING_MS = 2_000;

export function createTchap(settings: TchapSettings, deps: TchapDeps): Tchap {
  const lease = createLeaseKeeper(deps.store);
  let running: Running | undefined;
  let status: TchapState['status'] = 'stopped';
  let standby: Promise<void> | undefined;

  const end = (code: TchapEnd, error?: unknown) => {
    if (status === 'stopped') return;
    status = 'stopped';
    running?.cut();
    deps.log.error({ code }, 'tchap_ended', error);
    deps.onEnd(code);
  };

  const takeOver = async (handle: HandleInbound): Promise<void> => {
    status = 'starting';
    lease.keep(() => end('lease_lost'));
    try {
      running = await run(settings, deps, handle, end);
    } catch (error) {
      status = 'stopped';
      await lease.release();
      throw error;
    }
    if ((status as TchapState['status']) === 'starting') status = 'running';
  };

  const standBy = async (handle: HandleInbound): Promise<void> => {
    while (status === 'standby') {
      await delay(STANDBY_MS);
      try {
        if (status === 'standby' && (await lease.take())) await takeOver(handle);
      } catch (error) {
        deps.log.error({}, 'tchap_takeover_failed', error);
      }
    }
  };

  return {
    channel: channelOf(() => (status === 'running' ? running : undefined)),
    async start(handle) {
      if (await lease.take()) return takeOver(handle);
      status = 'standby';
      deps.log.info({}, 'tchap_standby');
      standby = standBy(handle);
    },
    async stop() {
      const wasRunning = status === 'running';
      status = 'stopped';
      await standby;
      if (wasRunning) await running?.stop();
      await lease.release();
    },
    state: async () => ({ status, ...(status === 'running' ? await running?.state() : undefined) }),
  };
}

/** The channel of whatever runs at the moment. */
function channelOf(current: () => Running | undefined): Channel {
  const channel = (): Channel => {
    const running = current();
    if (running === undefined) throw new DeliveryError('throttled', 'not_running', NOT_RUNNING_MS);
    return running.channel;
  };
  return {
    id: 'tchap',
    capabilities: { privateAnswer: false, cardInputs: false, verifiedEmails: false },
    send: async (...given) => channel().send(...given),
    update: async (...given) => channel().update(...given),
    erase: async (...given) => channel().erase(...given),
    openPersonal: async (...given) => channel().openPersonal(...given),
    rosterMember: async (...given) => channel().rosterMember(...given),
  };
}
