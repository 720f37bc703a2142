import { setTimeout as sleep } from 'node:timers/promises';
import { connectAdmin } from './adapters/admin/admin-client.ts';
import type { Administered } from './adapters/admin/admin-protocol.ts';
import { DatabaseBusy } from './adapters/db/errors.ts';

export interface OpenDirectory {
  admin: Administered;
  close(): Promise<void>;
}

/** A process other than a running server holds the embedded database (another `pole` command, a server that starts). */
export class DirectoryBusy extends Error {
  readonly pid: number;
  constructor(pid: number) {
    super(`the embedded database is held by process ${pid}`);
    this.name = 'DirectoryBusy';
    this.pid = pid;
  }
}

const RETRY_EVERY_MS = 250;

/**
 * The directory, opened directly by `open`, or through the running server that holds the embedded database.
 * One that does not say yet how to reach it is waited for, up to `patienceMs`.
 * @throws DirectoryBusy, and whatever `open` throws
 */
export async function openDirectory(open: () => Promise<OpenDirectory>, patienceMs = 15_000): Promise<OpenDirectory> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    try {
      return await open();
    } catch (error) {
      if (!(error instanceof DatabaseBusy)) throw error;
      const { pid, port, token } = error.holder;
      if (typeof port === 'number' && typeof token === 'string') {
        return { admin: connectAdmin(port, token), close: async () => {} };
      }
      if (Date.now() > deadline) throw new DirectoryBusy(Number(pid));
    }
    await sleep(RETRY_EVERY_MS);
  }
}
