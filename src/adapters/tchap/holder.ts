import { setTimeout as delay } from 'node:timers/promises';
import type { HandleInbound } from '../../app/ports/inbound.ts';
import type { TchapStatus } from '../../app/ports/tchap-reports.ts';
import { tchapTexts } from '../../core/texts.fr.ts';
import { createLeaseKeeper } from './lease-keeper.ts';
import { askedPauseMs, passingCause } from './passing-cause.ts';
import { type Running, run } from './running.ts';
import type { TchapSettings } from './settings.ts';
import { TchapStartRefused } from './start-refused.ts';
import type { TchapDeps, TchapEnd } from './tchap-deps.ts';

/** Whether this process is the one that runs the device, and how it becomes that. */
export interface Holder {
  /** @returns when it runs, stands by or tries again @throws TchapStartRefused */
  start(handle: HandleInbound): Promise<void>;
  stop(): Promise<void>;
  status(): TchapStatus;
  /** In ms since the epoch. */
  since(): number;
  /** Why the homeserver was not reached. */
  cause(): string | undefined;
  running(): Running | undefined;
}

const STANDBY_MS = 3_000;
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;
/** The other channels do not wait for a slow homeserver. */
const START_WAIT_MS = 20_000;

type Outcome = { status: 'running' | 'standby' } | { status: 'unreachable'; cause: string; pauseMs: number };

type Standing = { status: TchapStatus; since: number; cause?: string };

/** @param onChange the status is another one */
export function createHolder(settings: TchapSettings, deps: TchapDeps, onChange: () => void): Holder {
  const { log } = deps;
  const lease = createLeaseKeeper(deps.store);
  const giveUp = new AbortController();
  const { signal } = giveUp;
  let standing: Standing = { status: 'stopped', since: Date.now() };
  let running: Running | undefined;
  let trying: Promise<void> | undefined;

  const become = (status: TchapStatus, cause?: string) => {
    const changed = status !== standing.status;
    standing = { status, since: changed ? Date.now() : standing.since, ...(cause !== undefined && { cause }) };
    if (changed) onChange();
  };

  const end = (code: TchapEnd, error?: unknown) => {
    if (standing.status === 'stopped') return;
    become('stopped');
    giveUp.abort();
    running?.cut();
    log.error({ code }, 'tchap_ended', error);
    deps.onEnd(code);
  };

  const attempt = async (handle: HandleInbound): Promise<Outcome> => {
    if (!(await lease.take())) return { status: 'standby' };
    if (standing.status === 'standby') become('starting');
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

  const settle = (outcome: Outcome): Outcome => {
    if (signal.aborted) return outcome;
    const isNew = outcome.status !== standing.status;
    if (outcome.status === 'unreachable') {
      log.warn({ code: outcome.cause }, 'tchap_unreachable');
      if (isNew) deps.tell(tchapTexts.injoignable(outcome.cause));
      become('unreachable', outcome.cause);
    } else {
      if (isNew && outcome.status === 'standby') log.info({}, 'tchap_standby');
      become(outcome.status);
    }
    return outcome;
  };

  /** After the start, nobody is there to be told of a refusal: the process ends with it. */
  const failed = (error: unknown): Outcome => {
    if (error instanceof TchapStartRefused) end(error.code, error);
    else if (!signal.aborted) log.error({}, 'tchap_takeover_failed', error);
    return settle({ status: 'standby' });
  };

  const goOn = async (handle: HandleInbound, first: Outcome): Promise<void> => {
    let pause = FIRST_PAUSE_MS;
    for (let last = first; last.status !== 'running' && !signal.aborted; ) {
      const wait = last.status === 'unreachable' ? Math.max(last.pauseMs, pause) : STANDBY_MS;
      pause = last.status === 'unreachable' ? Math.min(pause * 2, LONGEST_PAUSE_MS) : FIRST_PAUSE_MS;
      await delay(wait, undefined, { signal }).catch(() => undefined);
      if (!signal.aborted) last = await attempt(handle).then(settle, failed);
    }
  };

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
      trying = first.then(settle, refused).then((outcome) => goOn(handle, outcome));
      const waited = delay(deps.startWaitMs ?? START_WAIT_MS, undefined, { signal, ref: false });
      await Promise.race([first, waited.catch(() => undefined)]);
      begun = true;
    },
    async stop() {
      const wasRunning = standing.status === 'running';
      become('stopped');
      giveUp.abort();
      await trying;
      if (wasRunning) await running?.stop();
      await lease.release();
    },
    status: () => (standing.status === 'running' && !running?.connected() ? 'unreachable' : standing.status),
    since: () => standing.since,
    cause: () => standing.cause,
    running: () => (standing.status === 'running' ? running : undefined),
  };
}
