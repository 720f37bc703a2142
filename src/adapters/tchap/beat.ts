import type { Holder } from './holder.ts';
import type { TchapDeps } from './tchap-deps.ts';

const BEAT_MS = 10_000;

export interface Beat {
  start(): void;
  /** Something changed: says so at once. */
  now(): void;
  /** Says the last word. */
  stop(): Promise<void>;
}

/** Leaves word of this process for the operator, from its start to its end. */
export function createBeat(holder: Omit<Holder, 'start' | 'stop'>, { report }: Pick<TchapDeps, 'report'>): Beat {
  let timer: NodeJS.Timeout | undefined;
  let saying: Promise<void> = Promise.resolve();

  const say = async (): Promise<void> => {
    const { busy: _, ...device } = (await holder.running()?.state()) ?? { busy: 0 };
    const cause = holder.cause();
    await report({
      status: holder.status(),
      sinceSeconds: (Date.now() - holder.since()) / 1000,
      ...(cause !== undefined && { cause }),
      ...('userId' in device && { device }),
    });
  };
  // A database that does not answer is said by all that needs it; this is only for the operator to look at.
  const now = () => {
    saying = saying.then(say).catch(() => undefined);
  };
  return {
    start() {
      timer = setInterval(now, BEAT_MS);
    },
    now,
    async stop() {
      clearInterval(timer);
      await saying;
    },
  };
}
