import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '../../src/adapters/db/connect.ts';
import { type Database, type DatabaseOptions, databaseOn, openDatabase } from '../../src/adapters/db/database.ts';
import { migrate } from '../../src/adapters/db/migrate.ts';
import { createSealer } from '../../src/adapters/db/sealing.ts';
import { type Sql, sqlOnPool } from '../../src/adapters/db/sql.ts';
import { freshDatabase, hasPostgres, POSTGRES_COMMAND } from './postgres.ts';
import { requirePart } from './require-part.ts';
import { dataKey, silentLog } from './test-keys.ts';

/** A database of a suite: opened any number of times, by as many "processes" as its kind allows. */
export interface TestDatabase {
  kind: 'postgres' | 'pglite';
  dataDir: string;
  databaseUrl?: string;
  open(options?: Partial<DatabaseOptions>): Promise<Database>;
  /** The same, with a way to look at the rows themselves. */
  openWithSql(options?: Partial<DatabaseOptions>): Promise<OpenedWithSql>;
}

export type OpenedWithSql = Database & { sql: Sql };

/** Defines the tests of one kind of database; what it holds is there once they run. */
type Suite = (database: () => TestDatabase, kind: TestDatabase['kind']) => void;

/** Describes one suite for PostgreSQL and for the embedded database, each with an empty database of its own. */
export function onEachDatabase(title: string, suite: Suite): void {
  describe(`${title}, on PostgreSQL`, () => {
    let database: TestDatabase;
    let drop: (() => Promise<void>) | undefined;
    before(async function () {
      this.timeout(60_000);
      requirePart(this, 'PostgreSQL', hasPostgres, POSTGRES_COMMAND);
      const fresh = await freshDatabase();
      drop = fresh.drop;
      database = testDatabase('postgres', temporaryFolder(), fresh.url);
    });
    after(async () => {
      await drop?.();
      if (database) rmSync(database.dataDir, { recursive: true, force: true });
    });
    suite(() => database, 'postgres');
  });

  describe(`${title}, embedded`, () => {
    let database: TestDatabase;
    before(async function () {
      this.timeout(60_000);
      database = testDatabase('pglite', temporaryFolder());
      cpSync(await initialisedFolder(), join(database.dataDir, 'pglite'), { recursive: true });
    });
    after(() => rmSync(database.dataDir, { recursive: true, force: true }));
    suite(() => database, 'pglite');
  });
}

function testDatabase(kind: TestDatabase['kind'], dataDir: string, databaseUrl?: string): TestDatabase {
  const place = { dataDir, databaseUrl };
  return {
    kind,
    dataDir,
    ...(databaseUrl ? { databaseUrl } : {}),
    open: (given) => openDatabase({ ...defaults(), ...place, ...given }),
    openWithSql: (given) => openWithSql({ ...place, ...given }),
  };
}

const defaults = () => ({ log: silentLog, sealer: createSealer([dataKey('a')]) });

export async function openWithSql(given: Partial<DatabaseOptions> & { dataDir: string }): Promise<OpenedWithSql> {
  const options = { ...defaults(), ...given };
  const opened = await connect(options);
  await migrate(opened.dataSource);
  return { ...databaseOn(opened, options), sql: sqlOnPool(opened.dataSource) };
}

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'pole-test-'));
}

let initialised: Promise<string> | undefined;

/** The embedded database takes seconds to initialise; once per test process is enough. */
export function initialisedFolder(): Promise<string> {
  initialised ??= (async () => {
    const { PGlite } = await import('@electric-sql/pglite');
    const folder = temporaryFolder();
    await (await PGlite.create(folder)).close();
    return folder;
  })();
  return initialised;
}

after(async function removeInitialised() {
  if (initialised) rmSync(await initialised, { recursive: true, force: true });
});
