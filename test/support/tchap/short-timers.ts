/**
 * The SDK leaves the timeouts of its requests behind, up to two minutes long: a test process must not wait for them.
 * Loaded before the SDK, whose requests then find this one.
 */
const LONG_MS = 15_000;
const { setTimeout: original } = globalThis;

globalThis.setTimeout = Object.assign(
  (work: (...args: unknown[]) => void, milliseconds?: number, ...args: unknown[]) => {
    const timer = original(work, milliseconds, ...args);
    if ((milliseconds ?? 0) >= LONG_MS) timer.unref();
    return timer;
  },
  original,
) as typeof globalThis.setTimeout;
