import assert from 'node:assert/strict';

import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import type { DataSource } from 'typeorm';
import { embeddedSource, postgresSource } from '../../../src/adapters/db/data-source.ts';
import { MIGRATIONS, migrate, undoLastMigration } from '../../../src/adapters/db/migrate.ts';
import { sqlOnPool } from '../../../src/adapters/db/sql.ts';
import { onEachDatabase, type TestDatabase } from '../../support/databases.ts';
import { silentLog } from '../../support/test-keys.ts';

onEachDatabase('migrations', (database, kind) => {
  it('go up, all the way down, and up again', async () => {
    await withSource(database(), async (source) => {
      const names = MIGRATIONS.map((migration) => migration.name);
      assert.deepEqual(await migrate(source), names);
      assert.deepEqual(await migrate(source), []);
      for (const _ of MIGRATIONS) await undoLastMigration(source);
      assert.deepEqual(await tables(source), ['migration']);
      assert.deepEqual(await migrate(source), names);
    });
  });

  it('leave every table with its circonscription', async () => {
    await withSource(database(), async (source) => {
      const without = await sqlOnPool(source)<{ name: string }>(
        `SELECT table_name AS name FROM information_schema.tables t WHERE table_schema = 'public' AND NOT EXISTS (
           SELECT 1 FROM information_schema.columns c WHERE c.table_name = t.table_name
             AND c.table_schema = 'public' AND c.column_name = 'circonscription')`,
      );
      assert.deepEqual(without, [{ name: 'migration' }]);
    });
  });

  if (kind === 'postgres')
    it('run once when four processes start together', async () => {
      const { databaseUrl } = database();
      for (let round = 0; round < 3; round++) {
        const sources = await Promise.all([1, 2, 3, 4].map(() => postgresSource(databaseUrl!, { log: silentLog })));
        const ran = await Promise.all(sources.map((source) => migrate(source)));
        assert.equal(ran.flat().length, round === 0 ? 0 : MIGRATIONS.length);
        for (const _ of MIGRATIONS) await undoLastMigration(sources[0]!);
        await Promise.all(sources.map((source) => source.destroy()));
      }
    });
});

async function tables(source: DataSource): Promise<string[]> {
  const rows = await sqlOnPool(source)<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1`,
  );
  return rows.map((row) => row.name);
}

async function withSource(database: TestDatabase, work: (source: DataSource) => Promise<void>): Promise<void> {
  if (database.databaseUrl) {
    const source = await postgresSource(database.databaseUrl, { log: silentLog });
    await work(source).finally(() => source.destroy());
    return;
  }
  const pglite = await PGlite.create(join(database.dataDir, 'pglite'));
  const source = await embeddedSource(pglite, { log: silentLog });
  await work(source).finally(async () => {
    await source.destroy();
    await pglite.close();
  });
}
