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
export const hasBinaries = binaries !== undefined;

export interface PostgresServer {
  url(database: string): string;
  /** Of the process that accepts connections; unknown for a server that somebody else runs. */
  pid?: number;
  stop(): Promise<void>;
}

/** @param settings beside those of a cluster for tests, which forgets what a power cut would take */
export async function startPostgres(settings: { [name: string]: string | number } = {}): Promise<PostgresServer> {
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
  const options = Object.entries({
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    fsync: 'off',
    max_connections: 200,
    ...settings,
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(...as('postgres', ['-D', data, ...options]), { stdio: 'ignore', cwd: folder });
  const url = (database: string) => `postgres://postgres@127.0.0.1:${port}/${database}`;
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await untilItAnswers(url('postgres'));
  return {
    url,
    // setpriv becomes the server: it is the same process.
    pid: child.pid!,
    async stop() {
      child.kill('SIGINT');
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
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

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

/** Debian's packages install each version in its folder, outside of PATH. */
function findBinaries(): string | undefined {
  const root = '/usr/lib/postgresql';
  if (!existsSync(root)) return undefined;
  const newestFirst = readdirSync(root).sort((a, b) => Number(b) - Number(a));
  return newestFirst.map((version) => join(root, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb')));
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
