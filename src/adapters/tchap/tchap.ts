import type { Channel } from '../../app/ports/channel.ts';
import type { HandleInbound } from '../../app/ports/inbound.ts';
import type { TchapStatus } from '../../app/ports/tchap-reports.ts';
import { createBeat } from './beat.ts';
import { channelOf } from './channel-of.ts';
import { createHolder } from './holder.ts';
import type { RunningState } from './running.ts';
import type { TchapSettings } from './settings.ts';
import type { TchapDeps } from './tchap-deps.ts';

export type { TchapPeople } from './people.ts';
export type { RenderMessage } from './sending/tchap-channel.ts';
export type { TchapSettings } from './settings.ts';
export { TchapStartRefused } from './start-refused.ts';
export type { TchapDeps } from './tchap-deps.ts';

export interface TchapState extends Partial<RunningState> {
  status: TchapStatus;
}

export interface Tchap {
  channel: Channel;
  /**
   * Runs the device. While another process does, it stands by and takes over when that one ends; while the homeserver
   * does not answer, it tries again.
   * @returns when it runs, stands by or tries again @throws TchapStartRefused
   */
  start(handle: HandleInbound): Promise<void>;
  stop(): Promise<void>;
  state(): Promise<TchapState>;
}

export function createTchap(settings: TchapSettings, deps: TchapDeps): Tchap {
  const holder = createHolder(settings, deps, () => beat.now());
  const beat = createBeat(holder, deps);
  return {
    channel: channelOf(holder),
    async start(handle) {
      beat.start();
      try {
        await holder.start(handle);
      } catch (error) {
        await beat.stop();
        throw error;
      }
    },
    async stop() {
      await holder.stop();
      await beat.stop();
    },
    async state() {
      return { status: holder.status(), ...(await holder.running()?.state()) };
    },
  };
}
