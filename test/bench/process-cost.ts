import { readdirSync, readFileSync } from 'node:fs';

/** A tick of the kernel's accounts, everywhere that Linux runs. */
const TICK_MS = 10;
const PAGE_BYTES = 4096;
/** Indexes after the process's name, which may itself hold spaces and parentheses. */
const [PPID, UTIME, STIME, CUTIME, CSTIME] = [1, 11, 12, 13, 14] as const;

/** CPU that a process used since its start, in ms. */
export function cpuMs(pid: number): number {
  const fields = statOf(pid);
  return (Number(fields[UTIME]) + Number(fields[STIME])) * TICK_MS;
}

/** The same with its children, those that ended included: a PostgreSQL server. */
export function familyCpuMs(pid: number): number {
  const fields = statOf(pid);
  const ended = (Number(fields[CUTIME]) + Number(fields[CSTIME])) * TICK_MS;
  return cpuMs(pid) + ended + childrenOf(pid).reduce((sum, child) => sum + cpuMs(child), 0);
}

export function rssMb(pid: number): number {
  const [, resident] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ');
  return (Number(resident) * PAGE_BYTES) / 2 ** 20;
}

function childrenOf(pid: number): number[] {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return all.map(Number).filter((one) => {
    try {
      return Number(statOf(one)[PPID]) === pid;
    } catch {
      // Ended in between.
      return false;
    }
  });
}

function statOf(pid: number): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}
