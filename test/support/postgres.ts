import { spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';

/** What brings a server to a machine without one, for requirePart. */
export const POSTGRES_COMMAND = 'apt-get install -y postgresql';

const binaries = findBinaries();
export const hasPostgres = process.env.TEST_DATABASE_URL !== undefined || binaries !== undefined;

interface Server {
  url(database: string): string;
  stop(): Promise<void>;
}

let server: Promise<Server> | undefined;
let databases = 0;

/** An empty database of its own, on the server of TEST_DATABASE_URL or on one started for this test process. */
export async function freshDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  server ??= process.env.TEST_DATABASE_URL ? givenServer(process.env.TEST_DATABASE_URL) : startServer();
  const { url } = await server;
  const name = `pole_${process.pid}_${++databases}`;
  await onServer(url, `CREATE DATABASE ${name}`);
  return { url: url(name), drop: () => onServer(url, `DROP DATABASE ${name} WITH (FORCE)`) };
}

/** For the test that makes the server cut a connection. */
export function onServer(url: Server['url'], statement: string): Promise<void> {
  return onDatabase(url('postgres'), statement);
}

export async function onDatabase(url: string, statement: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

// This module is loaded with the first suite that uses it, so the hook is the root suite's.
after(async function stopServer() {
  await (await server)?.stop();
});

async function givenServer(given: string): Promise<Server> {
  const url = (database: string) => {
    const changed = new URL(given);
    changed.pathname = `/${database}`;
    return changed.href;
  };
  return { url, stop: async () => {} };
}

/** Debian's packages install each version in its folder, outside of PATH. */
function findBinaries(): string | undefined {
  const root = '/usr/lib/postgresql';
  if (!existsSync(root)) return undefined;
  const newestFirst = readdirSync(root).sort((a, b) => Number(b) - Number(a));
  return newestFirst.map((version) => join(root, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb')));
}

async function startServer(): Promise<Server> {
  if (binaries === undefined) throw new Error(`no PostgreSQL here; it comes with: ${POSTGRES_COMMAND}`);
  const folder = mkdtempSync(join(tmpdir(), 'pole-postgres-'));
  const user = userToRunAs();
  if (user) chownSync(folder, user.uid, user.gid);
  const as = (program: string, args: string[]): [string, string[]] => runAs(user, join(binaries, program), args);
  const data = join(folder, 'data');
  const made = spawnSync(
    ...as('initdb', ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N']),
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
  const port = await freePort();
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    fsync: 'off',
    max_connections: 200,
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(...as('postgres', ['-D', data, ...options]), { stdio: 'ignore', cwd: folder });
  const url = (database: string) => `postgres://postgres@127.0.0.1:${port}/${database}`;
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await untilItAnswers(url('postgres'));
  return {
    url,
    async stop() {
      child.kill('SIGINT');
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface User {
  uid: number;
  gid: number;
}

/** PostgreSQL refuses to run as root; Debian's package brings a user for it. */
function userToRunAs(): User | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(spawnSync('id', [flag, 'postgres']).stdout.toString());
  return { uid: id('-u'), gid: id('-g') };
}

/** The server dies with the test process, however that one ends. */
function runAs(user: User | undefined, program: string, args: string[]): [string, string[]] {
  const identity = user ? ['--reuid', String(user.uid), '--regid', String(user.gid), '--clear-groups'] : [];
  return ['setpriv', [...identity, '--pdeathsig', 'INT', program, ...args]];
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

async function untilItAnswers(url: string): Promise<void> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    try {
      return await onDatabase(url, 'SELECT 1');
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await delay(50);
    }
  }
}
