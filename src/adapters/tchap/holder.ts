import { setTimeout as delay } from 'node:timers/promises';
import type { HandleInbound } from '../../app/ports/inbound.ts';
import { createLeaseKeeper } from './lease-keeper.ts';
import { askedPauseMs, passingCause } from './passing-cause.ts';
import { type Running, run } from './running.ts';
import type { TchapSettings } from './settings.ts';
import { createStanding, type Outcome, type Standing } from './standing.ts';
import { TchapStartRefused } from './start-refused.ts';
import type { TchapDeps, TchapEnd } from './tchap-deps.ts';
import { tryAgain } from './try-again.ts';

/** Whether this process is the one that runs the device, and how it becomes that. */
export interface Holder extends Pick<Standing, 'status' | 'since' | 'cause'> {
  /** @returns when it runs, stands by or tries again @throws TchapStartRefused */
  start(handle: HandleInbound): Promise<void>;
  stop(): Promise<void>;
  running(): Running | undefined;
}

/** The other channels do not wait for a slow homeserver. */
const START_WAIT_MS = 20_000;

/** @param onChange the status is another one */
export function createHolder(settings: TchapSettings, deps: TchapDeps, onChange: () => void): Holder {
  const { log } = deps;
  const lease = createLeaseKeeper(deps.store);
  const giveUp = new AbortController();
  const { signal } = giveUp;
  const standing = createStanding(deps, onChange);
  const { become } = standing;
  let running: Running | undefined;
  let trying: Promise<void> | undefined;

  const end = (code: TchapEnd, error?: unknown) => {
    if (standing.status() === 'stopped') return;
    become('stopped');
    giveUp.abort();
    running?.cut();
    log.error({ code }, 'tchap_ended', error);
    deps.onEnd(code);
  };

  const attempt = async (handle: HandleInbound): Promise<Outcome> => {
    if (!(await lease.take())) return { status: 'standby' };
    if (standing.status() === 'standby') become('starting');
    lease.keep(() => end('lease_lost'));
    try {
      running = await run({ settings, deps, handle, end, signal });
      return { status: 'running' };
    } catch (error) {
      await lease.release();
      const cause = passingCause(error);
      if (cause === undefined) throw error;
      return { status: 'unreachable', cause, pauseMs: askedPauseMs(error) };
    }
  };

  const settle = (outcome: Outcome): Outcome => (signal.aborted ? outcome : standing.settle(outcome));

  /** After the start, nobody is there to be told of a refusal: the process ends with it. */
  const failed = (error: unknown): Outcome => {
    if (error instanceof TchapStartRefused) end(error.code, error);
    else if (!signal.aborted) log.error({}, 'tchap_takeover_failed', error);
    return settle({ status: 'standby' });
  };

  const again = (handle: HandleInbound) => attempt(handle).then(settle, failed);

  return {
    async start(handle) {
      become('starting');
      let begun = false;
      const first = attempt(handle);
      const refused = (error: unknown): Outcome => {
        if (begun) return failed(error);
        become('stopped');
        giveUp.abort();
        return { status: 'standby' };
      };
      trying = first.then(settle, refused).then((outcome) => tryAgain(outcome, () => again(handle), signal));
      const waited = delay(deps.startWaitMs ?? START_WAIT_MS, undefined, { signal, ref: false });
      await Promise.race([first, waited.catch(() => undefined)]);
      begun = true;
    },
    async stop() {
      const wasRunning = standing.status() === 'running';
      become('stopped');
      giveUp.abort();
      await trying;
      if (wasRunning) await running?.stop();
      await lease.release();
    },
    status: () => (standing.status() === 'running' && !running?.connected() ? 'unreachable' : standing.status()),
    since: standing.since,
    cause: standing.cause,
    running: () => (standing.status() === 'running' ? running : undefined),
  };
}
