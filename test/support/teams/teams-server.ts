import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../postgres-server.ts';
import { dataKey } from '../test-keys.ts';

const MAIN = join(import.meta.dirname, '../../../src/main.ts');
const READY_MS = 60_000;

/** Those of `npm start` for Node itself. */
const START_OPTIONS = startOptions(join(import.meta.dirname, '../../../package.json'));

function startOptions(packageJson: string): string[] {
  const { scripts } = JSON.parse(readFileSync(packageJson, 'utf8')) as { scripts: { start: string } };
  return scripts.start.split(' ').filter((word) => word.startsWith('--'));
}

/** A server as in production, in a process of its own, that talks with a FakeTeams. */
export interface TeamsServer {
  readonly url: string;
  readonly pid: number;
  /** From the start of the process until it says that it is ready. */
  readonly readyMs: number;
  /** As a service manager does. */
  stop(): Promise<void>;
  /** As a power cut does. */
  kill(): Promise<void>;
}

export interface ServerOptions {
  /** Default: a free one. */
  port?: number;
  /** In front of the script, beside those of `npm start`. */
  nodeOptions?: string[];
}

/** The settings of a server: those of the cloud, and where its data is. */
export function serverSettings(
  cloud: { settings: { [name: string]: string } },
  data: { databaseUrl?: string | undefined; dataDir: string },
): { [name: string]: string } {
  return {
    ...cloud.settings,
    DATA_DIR: data.dataDir,
    DATA_KEYS: `a:${Buffer.from(dataKey('a').key).toString('base64')}`,
    ...(data.databaseUrl ? { DATABASE_URL: data.databaseUrl } : {}),
  };
}

/** Starts it and waits until it is ready. */
export async function startTeamsServer(
  settings: { [name: string]: string },
  options: ServerOptions = {},
): Promise<TeamsServer> {
  const port = options.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const started = performance.now();
  const child = spawn(process.execPath, [...START_OPTIONS, ...(options.nodeOptions ?? []), MAIN], {
    cwd: mkdtempSync(join(tmpdir(), 'pole-serveur-')),
    env: { PATH: process.env.PATH, PORT: String(port), ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // Read as a log collector does; a full pipe would stop the server.
  child.stdout!.resume();
  await untilReady(`${url}/health/ready`, child);
  return {
    url,
    pid: child.pid!,
    readyMs: performance.now() - started,
    stop: () => end(child, 'SIGTERM'),
    kill: () => end(child, 'SIGKILL'),
  };
}

export async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await exited;
}

/** Resolves once the address answers 200. @throws when the process ends before, or after a minute */
export async function untilReady(address: string, child: ChildProcess): Promise<void> {
  const until = Date.now() + READY_MS;
  while (!(await fetch(address).catch(() => undefined))?.ok) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`the server ended with ${child.exitCode}`);
    if (Date.now() > until) throw new Error(`not ready within a minute: ${address}`);
    await delay(20);
  }
}
