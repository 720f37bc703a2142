import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { passwordOf } from './homeserver-accounts.ts';

/** A real Synapse on loopback, which dies with the process that started it. */
export interface Homeserver {
  url: string;
  /** Creates an account by the shared secret. @returns its Matrix id */
  register(name: string, options?: { admin?: boolean; displayName?: string }): Promise<string>;
  /** A new device of an account. */
  logIn(name: string): Promise<Session>;
  stop(): Promise<void>;
}

export interface Session {
  userId: string;
  deviceId: string;
  accessToken: string;
}

export const HOMESERVER_SCRIPT = join(import.meta.dirname, 'homeserver');
const SECRET = 'test-secret';

/** @param kept where it lives from one start to the next; without, nothing of it is left */
export async function startHomeserver(kept?: string): Promise<Homeserver> {
  const folder = kept ?? mkdtempSync(join(tmpdir(), 'pole-synapse-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  // The server dies with this process, however that one ends, and not before: a Ctrl+C is for this one alone.
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', HOMESERVER_SCRIPT, folder, String(port)], {
    stdio: 'ignore',
    detached: true,
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await untilHealthy(url, () => child.exitCode !== null);
  return {
    url,
    register: (name, options) => register(url, name, options),
    logIn: (name) => logIn(url, name),
    async stop() {
      child.kill('SIGTERM');
      await Promise.race([exited, delay(10_000).then(() => child.kill('SIGKILL'))]);
      if (kept === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function untilHealthy(url: string, exited: () => boolean): Promise<void> {
  const deadline = Date.now() + 120_000;
  for (;;) {
    const healthy = await fetch(`${url}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (healthy) return;
    if (exited() || Date.now() > deadline) throw new Error('Synapse did not start');
    await delay(100);
  }
}

async function register(
  url: string,
  name: string,
  { admin = false, displayName }: { admin?: boolean; displayName?: string } = {},
): Promise<string> {
  const path = `${url}/_synapse/admin/v1/register`;
  const { nonce } = (await answer(await fetch(path))) as { nonce: string };
  const password = passwordOf(name);
  const said = [nonce, name, password, admin ? 'admin' : 'notadmin'].join('\0');
  const mac = createHmac('sha1', SECRET).update(said).digest('hex');
  const body = { nonce, username: name, password, admin, mac, displayname: displayName ?? name };
  const { user_id: userId } = (await answer(await post(path, body))) as { user_id: string };
  return userId;
}

async function logIn(url: string, name: string): Promise<Session> {
  const body = { type: 'm.login.password', identifier: { type: 'm.id.user', user: name }, password: passwordOf(name) };
  const given = (await answer(await post(`${url}/_matrix/client/v3/login`, body))) as { [key: string]: string };
  return { userId: given.user_id!, deviceId: given.device_id!, accessToken: given.access_token! };
}

const post = (url: string, body: object) => fetch(url, { method: 'POST', body: JSON.stringify(body) });

async function answer(response: Response): Promise<unknown> {
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return response.json();
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
