import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MAIN = join(import.meta.dirname, '../../src/main.ts');
const READY_MS = 60_000;

/** The real server in a process of its own, on the embedded database. */
export interface ServerProcess {
  /** Where it answers: the same address after a restart. */
  readonly url: string;
  /** As Ctrl+C or a service manager does. */
  stop(): Promise<void>;
  /** As a power cut does: nothing is tidied up. */
  kill(): Promise<void>;
  /** Starts it again on the same data and the same port, once it has ended. */
  restart(): Promise<void>;
  /** Ends it and removes its data. */
  discard(): Promise<void>;
}

/** Starts the sandbox on a free port in an empty folder, and waits until it is ready. */
export async function startServerProcess(env: { [name: string]: string } = {}): Promise<ServerProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'pole-serveur-'));
  const start = (port: string) => startIn(folder, { LOG_LEVEL: 'fatal', DATA_DIR: folder, PORT: port, ...env });
  let running = await start('0');
  const end = (signal: NodeJS.Signals) => async () => {
    const { child } = running;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await exited;
  };
  const kill = end('SIGKILL');
  return {
    get url() {
      return running.url;
    },
    stop: end('SIGTERM'),
    kill,
    async restart() {
      running = await start(new URL(running.url).port);
    },
    async discard() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Running {
  child: ChildProcess;
  url: string;
}

async function startIn(folder: string, env: { [name: string]: string }): Promise<Running> {
  const child = spawn(process.execPath, [MAIN], {
    cwd: folder,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await printedAddress(child);
  await ready(url);
  return { child, url };
}

/** main says where it answers, and nothing else tells which port a free one was. */
function printedAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout!.on('data', (chunk) => {
      said += String(chunk);
      const [address] = /http:\/\/[\d.]+:\d+/.exec(said) ?? [];
      if (address) resolve(address);
    });
    child.once('close', (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
  });
}

async function ready(url: string): Promise<void> {
  const until = Date.now() + READY_MS;
  while (!(await fetch(`${url}/health/ready`).catch(() => undefined))?.ok) {
    if (Date.now() > until) throw new Error(`not ready within a minute: ${url}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
