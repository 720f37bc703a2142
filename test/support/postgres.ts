import { hasBinaries, onDatabase, POSTGRES_COMMAND, type PostgresServer, startPostgres } from './postgres-server.ts';

export { onDatabase, POSTGRES_COMMAND };

export const hasPostgres = process.env.TEST_DATABASE_URL !== undefined || hasBinaries;

let server: Promise<PostgresServer> | undefined;
let databases = 0;

/** An empty database of its own, on the server of TEST_DATABASE_URL or on one started for this test process. */
export async function freshDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  server ??= process.env.TEST_DATABASE_URL ? givenServer(process.env.TEST_DATABASE_URL) : startPostgres();
  const { url } = await server;
  const name = `pole_${process.pid}_${++databases}`;
  await onServer(url, `CREATE DATABASE ${name}`);
  return { url: url(name), drop: () => onServer(url, `DROP DATABASE ${name} WITH (FORCE)`) };
}

/** For the test that makes the server cut a connection. */
export function onServer(url: PostgresServer['url'], statement: string): Promise<void> {
  return onDatabase(url('postgres'), statement);
}

// This module is loaded with the first suite that uses it, so the hook is the root suite's.
after(async function stopServer() {
  await (await server)?.stop();
});

async function givenServer(given: string): Promise<PostgresServer> {
  const url = (database: string) => {
    const changed = new URL(given);
    changed.pathname = `/${database}`;
    return changed.href;
  };
  return { url, stop: async () => {} };
}
