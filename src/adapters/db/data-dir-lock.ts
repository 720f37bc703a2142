import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Json } from '../../core/json.ts';
import { DatabaseBusy } from './errors.ts';
import { isAlive, processStart } from './process-mark.ts';

type Content = { [key: string]: Json };

export interface DataDirLock {
  /** Replaces what the lock says beside the pid: how to reach the process that holds it. */
  announce(extra: Content): void;
  release(): void;
}

/**
 * Takes the embedded database's folder for this process, since nothing else keeps two processes from losing each
 * other's rows. The lock of a dead process is taken over.
 * @throws DatabaseBusy with the lock's content when a live process holds it
 */
export async function lockDataDir(dataDir: string, extra: Content = {}): Promise<DataDirLock> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  return acquire(join(dataDir, 'lock.json'), extra);
}

/** The content of a folder's lock when a live process holds it. */
export function dataDirHolder(dataDir: string): Content | undefined {
  const content = read(join(dataDir, 'lock.json'));
  return content !== undefined && isHeld(content) ? content : undefined;
}

const TAKEOVER_TRIES = 100;
const TAKEOVER_PAUSE_MS = 20;

async function acquire(path: string, extra: Content): Promise<DataDirLock> {
  const mark: Content = { pid: process.pid, start: processStart(process.pid) ?? null, nonce: randomUUID() };
  for (let tries = 0; tries < TAKEOVER_TRIES; tries++) {
    if (create(path, { ...extra, ...mark })) return held(path, mark);
    const found = read(path);
    if (found === undefined) continue;
    if (isHeld(found)) throw new DatabaseBusy(found);
    if (await takeOver(path, found, { ...extra, ...mark })) return held(path, mark);
    await delay(TAKEOVER_PAUSE_MS);
  }
  throw new DatabaseBusy(read(path) ?? {});
}

/**
 * Only one process at a time may replace a stale lock, and only that very one: another lock, taken in the same way,
 * guards it. Without it, the slower of two racers would remove the winner's fresh lock.
 */
async function takeOver(path: string, stale: Content, mine: Content): Promise<boolean> {
  const guard = await acquire(`${path}.takeover`, {}).catch((error: unknown) => {
    if (error instanceof DatabaseBusy) return undefined;
    throw error;
  });
  if (guard === undefined) return false;
  try {
    if (JSON.stringify(read(path)) !== JSON.stringify(stale)) return false;
    replace(path, mine);
    return true;
  } finally {
    guard.release();
  }
}

function held(path: string, mark: Content): DataDirLock {
  return {
    announce(extra) {
      if (read(path)?.nonce === mark.nonce) replace(path, { ...extra, ...mark });
    },
    release() {
      if (read(path)?.nonce === mark.nonce) unlinkSync(path);
    },
  };
}

function isHeld(content: Content): boolean {
  return isAlive(Number(content.pid), typeof content.start === 'string' ? content.start : undefined);
}

/** A link either fails or shows a whole file: nobody can read a lock that is half written. */
function create(path: string, content: Content): boolean {
  const draft = writeDraft(path, content);
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    unlinkSync(draft);
  }
}

function replace(path: string, content: Content): void {
  renameSync(writeDraft(path, content), path);
}

function writeDraft(path: string, content: Content): string {
  const draft = `${path}.${process.pid}.${randomUUID()}`;
  writeFileSync(draft, JSON.stringify(content), { mode: 0o600 });
  return draft;
}

/** Undefined when there is no lock; `{}`, which nobody holds, when it cannot be read as one. */
function read(path: string): Content | undefined {
  try {
    const content: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return typeof content === 'object' && content !== null ? (content as Content) : {};
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? undefined : {};
  }
}
