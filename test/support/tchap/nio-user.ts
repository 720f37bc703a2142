import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { temporaryFolder } from '../databases.ts';
import { passwordOf, userIdOf } from '../homeserver-accounts.ts';
import type { Homeserver } from '../homeserver-server.ts';
import { until } from './matrix-user.ts';

/** Debian's: the packages of matrix-nio come for no other. */
const PYTHON = '/usr/bin/python3';
const SCRIPT = join(import.meta.dirname, 'nio-user.py');
const WAIT_MS = 30_000;

export const NIO_COMMAND = 'apt-get install python3-matrix-nio python3-olm';
export const hasNio = (): boolean => spawnSync(PYTHON, ['-c', 'import nio, olm'], { stdio: 'ignore' }).status === 0;

interface Heard {
  room: string;
  sender: string;
  /** With plain spaces. */
  body: string;
  encrypted: boolean;
}

type Told = { ready?: string; opened?: string; said?: string; unreadable?: string; failed?: string } & Partial<Heard>;

/** A person whose client is another implementation of Matrix and of its encryption; see nio-user.py. */
export class NioUser {
  /** Everything that others wrote, oldest first. */
  readonly heard: Heard[] = [];
  /** Events that could not be decrypted. */
  readonly unreadable: string[] = [];
  readonly #child: ChildProcess;
  readonly #store = temporaryFolder();
  readonly #told: Told[] = [];
  /** How much of `heard` there was when they last wrote. */
  #read = 0;

  private constructor(url: string, name: string) {
    const args = [SCRIPT, url, userIdOf(name), this.#store];
    this.#child = spawn(PYTHON, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    createInterface({ input: this.#child.stdout! }).on('line', (line) => this.#take(JSON.parse(line)));
    this.#child.stdin!.write(`${passwordOf(name)}\n`);
  }

  static async start(hs: Homeserver, name: string): Promise<NioUser> {
    await hs.register(name);
    const user = new NioUser(hs.url, name);
    await user.#answer('ready');
    return user;
  }

  #take(told: Told): void {
    const { room, sender, body, encrypted, unreadable } = told;
    if (unreadable !== undefined) this.unreadable.push(unreadable);
    else if (body === undefined) this.#told.push(told);
    else {
      const plain = body.replaceAll(/[\u00a0\u202f]/g, ' ');
      this.heard.push({ room: room!, sender: sender!, body: plain, encrypted: encrypted! });
    }
  }

  #order(order: object): void {
    this.#child.stdin!.write(`${JSON.stringify(order)}\n`);
  }

  async #answer(to: 'ready' | 'opened' | 'said'): Promise<string> {
    await until(() => this.#told.length > 0, to, WAIT_MS);
    const told = this.#told.shift()!;
    if (told[to] === undefined) throw new Error(`${to}: ${JSON.stringify(told)}`);
    return told[to];
  }

  /** @returns an encrypted direct room, into which the other has been invited */
  async open(otherId: string): Promise<string> {
    this.#order({ open: otherId });
    return this.#answer('opened');
  }

  async say(room: string, text: string): Promise<void> {
    this.#read = this.heard.length;
    this.#order({ room, say: text });
    await this.#answer('said');
  }

  /** What comes after what they last wrote. */
  async reads(pattern: RegExp): Promise<Heard> {
    const find = () => this.heard.slice(this.#read).find(({ body }) => pattern.test(body));
    const last = () => JSON.stringify(this.heard.slice(-2));
    await until(() => find() !== undefined, String(pattern), WAIT_MS, last);
    return find()!;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const exited = once(this.#child, 'exit');
      this.#child.kill('SIGTERM');
      await exited;
    }
    rmSync(this.#store, { recursive: true, force: true });
  }
}
