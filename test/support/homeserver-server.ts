import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { passwordOf, userIdOf } from './homeserver-accounts.ts';

/** A real Synapse on loopback, which dies with the process that started it. */
export interface Homeserver {
  url: string;
  /** Creates an account by the shared secret. @returns its Matrix id */
  register(name: string, options?: { admin?: boolean; displayName?: string }): Promise<string>;
  /** A new device of an account, or the one that has this id. */
  logIn(name: string, deviceId?: string): Promise<Session>;
  /** From now on this account may write so many events a second, as an operator would set it. */
  limit(name: string, rate: { perSecond: number; burst: number }): Promise<void>;
  stop(): Promise<void>;
}

export interface Session {
  userId: string;
  deviceId: string;
  accessToken: string;
}

export const HOMESERVER_SCRIPT = join(import.meta.dirname, 'homeserver');
const SECRET = 'test-secret';

/**
 * @param given.limited with Synapse's own rate limits, except on logging in; default: without any
 * @param given.kept where it lives from one start to the next; without, nothing of it is left
 */
export async function startHomeserver(given: { limited?: boolean; kept?: string } = {}): Promise<Homeserver> {
  const folder = given.kept ?? mkdtempSync(join(tmpdir(), 'pole-synapse-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  // The server dies with this process, however that one ends, and not before: a Ctrl+C is for this one alone.
  const command = [HOMESERVER_SCRIPT, folder, String(port), ...(given.limited ? ['--limited'] : [])];
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', ...command], { stdio: 'ignore', detached: true });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await untilHealthy(url, () => child.exitCode !== null);
  return {
    url,
    register: (name, options) => register(url, name, options),
    logIn: (name, deviceId) => logIn(url, name, deviceId),
    limit: (name, rate) => limit(url, name, rate),
    async stop() {
      child.kill('SIGTERM');
      await Promise.race([exited, delay(10_000).then(() => child.kill('SIGKILL'))]);
      if (given.kept === undefined) rmSync(folder, { recursive: true, force: true });
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

async function logIn(url: string, name: string, deviceId?: string): Promise<Session> {
  const identifier = { type: 'm.id.user', user: name };
  const body = { type: 'm.login.password', identifier, password: passwordOf(name), device_id: deviceId };
  const given = (await answer(await post(`${url}/_matrix/client/v3/login`, body))) as { [key: string]: string };
  return { userId: given.user_id!, deviceId: given.device_id!, accessToken: given.access_token! };
}

async function limit(url: string, name: string, { perSecond, burst }: { perSecond: number; burst: number }) {
  const admin = `limites${Date.now()}`;
  await register(url, admin, { admin: true });
  const { accessToken } = await logIn(url, admin);
  const path = `${url}/_synapse/admin/v1/users/${encodeURIComponent(userIdOf(name))}/override_ratelimit`;
  const body = JSON.stringify({ messages_per_second: perSecond, burst_count: burst });
  await answer(await fetch(path, { method: 'POST', body, headers: { authorization: `Bearer ${accessToken}` } }));
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
