import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Done, Request, ServerSettings, Told, Work } from './protocol.ts';

const SCRIPT = fileURLToPath(new URL('year-server.ts', import.meta.url));
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The process died under what it was asked. */
export class ServerGone extends Error {}

interface Waiting {
  resolve(done: Done): void;
  reject(error: Error): void;
}

/** One of the two server processes, killed and started again at will. */
export class ServerLink {
  readonly #settings: ServerSettings;
  /** Of the machine that it believes to run on. */
  readonly #zone: string;
  readonly #heard: (told: Told) => void;
  readonly #waiting = new Map<number, Waiting>();
  #child: ChildProcess | undefined;
  #asked = 0;
  /** How far its clock is from the right time, in ms. */
  skew = 0;

  constructor(settings: ServerSettings, zone: string, heard: (told: Told) => void) {
    this.#settings = settings;
    this.#zone = zone;
    this.#heard = heard;
  }

  get alive(): boolean {
    return this.#child !== undefined;
  }

  async start(): Promise<void> {
    const child = spawn(process.execPath, [SCRIPT, JSON.stringify(this.#settings)], {
      cwd: ROOT,
      env: { PATH: process.env.PATH, TZ: this.#zone },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const ready = new Promise<void>((resolve, reject) => {
      child.on('message', (told: Told) => {
        if ('ready' in told) resolve();
        else this.#take(told);
      });
      child.once('exit', (code) => reject(new Error(`a server ended with ${code}`)));
    });
    child.once('exit', () => this.#gone(child));
    await ready;
    this.#child = child;
  }

  #take(told: Told): void {
    this.#heard(told);
    if (!('done' in told)) return;
    this.#waiting.get(told.done.id)?.resolve(told.done);
    this.#waiting.delete(told.done.id);
  }

  #gone(child: ChildProcess): void {
    if (this.#child === child) this.#child = undefined;
    for (const { reject } of this.#waiting.values()) reject(new ServerGone());
    this.#waiting.clear();
  }

  /** @throws ServerGone when it dies before the answer: the work may have been done or not */
  ask(work: Work, at: number): Promise<Done> {
    const child = this.#child;
    if (child === undefined) return Promise.reject(new ServerGone());
    this.#asked += 1;
    const request: Request = { id: this.#asked, now: new Date(at + this.skew).toISOString(), ...work };
    return new Promise((resolve, reject) => {
      this.#waiting.set(request.id, { resolve, reject });
      child.send(request, (error) => error && reject(new ServerGone()));
    });
  }

  async kill(): Promise<void> {
    const child = this.#child;
    if (child === undefined) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }
}
