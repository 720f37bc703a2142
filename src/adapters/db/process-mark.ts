import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** A process, for those that could see it live: same machine, same process ids. */
export interface ProcessMark {
  place: string;
  pid: number;
  start: string | null;
}

let own: ProcessMark | undefined;

/** Of this process. */
export function ownMark(): ProcessMark {
  own ??= { place: processPlace(), pid: process.pid, start: processStart(process.pid) ?? null };
  return own;
}

/** Whether it is a process of this place that runs no more; of another place nothing can be seen. */
export function isSeenDead({ place, pid, start }: ProcessMark): boolean {
  return place === ownMark().place && !isAlive(pid, start ?? undefined);
}

/** Two containers may share a host name, but not the numbering of their processes. */
function processPlace(): string {
  try {
    return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    // Where nothing tells one numbering from another, a place of one's own: the others wait for the end of the lease.
    return randomUUID();
  }
}

/** What tells a process from a later one that was given the same pid; undefined where the system does not say. */
export function processStart(pid: number): string | undefined {
  const stat = readProc(`/proc/${pid}/stat`);
  const ticks = stat && fieldsAfterName(stat)[START_TIME];
  // Ticks count from the boot, so the boot belongs to the mark.
  return ticks && `${readProc('/proc/sys/kernel/random/boot_id')?.trim() ?? ''} ${ticks}`;
}

/** Whether the process that had this pid, and this start where it is known, still runs. */
export function isAlive(pid: number, start: string | undefined): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Anything but "no such process" (not ours to signal) means that there is one.
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const stat = readProc(`/proc/${pid}/stat`);
  if (stat === undefined) return true;
  const isZombie = /^[ZX]/.test(fieldsAfterName(stat)[STATE] ?? '');
  return !isZombie && (start === undefined || start === processStart(pid));
}

/** Indexes after the process's name, which may itself hold spaces and parentheses. */
const STATE = 0;
const START_TIME = 19;

function fieldsAfterName(stat: string): string[] {
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function readProc(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
