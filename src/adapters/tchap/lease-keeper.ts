import type { MatrixStore } from '../../app/ports/matrix-store.ts';

/** Another process may take the device over this long after the last sign of life of this one. */
const LEASE_MS = 30_000;
const RENEW_MS = 10_000;

export interface LeaseKeeper {
  /** Whether the device is this process's now. */
  take(): Promise<boolean>;
  /** Keeps it; `lost` is called once, when it is not, or may not be, this process's any more. */
  keep(lost: () => void): void;
  release(): Promise<void>;
}

export function createLeaseKeeper(store: MatrixStore, now: () => number = Date.now): LeaseKeeper {
  let timer: NodeJS.Timeout | undefined;
  let until = 0;

  const take = async (): Promise<boolean> => {
    // From before the request: the database's clock starts later.
    const asked = now();
    const taken = await store.takeLease(LEASE_MS);
    if (taken) until = asked + LEASE_MS;
    return taken;
  };

  return {
    take,
    keep(lost) {
      const end = () => {
        clearInterval(timer);
        lost();
      };
      const renew = async () => {
        try {
          if (!(await take())) end();
        } catch {
          // The database does not answer: the time that is left is still ours, and not a moment more.
          if (now() + RENEW_MS > until) end();
        }
      };
      timer = setInterval(renew, RENEW_MS);
    },
    async release() {
      clearInterval(timer);
      if (until === 0) return;
      until = 0;
      await store.releaseLease();
    },
  };
}
