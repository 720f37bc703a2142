import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from '../../../src/adapters/db/connect.ts';
import { databaseOn } from '../../../src/adapters/db/database.ts';
import { migrate } from '../../../src/adapters/db/migrate.ts';
import { createSealer } from '../../../src/adapters/db/sealing.ts';
import { sqlOnPool } from '../../../src/adapters/db/sql.ts';
import { initialisedFolder, type OpenedWithSql, temporaryFolder } from '../databases.ts';
import { freshDatabase, hasPostgres } from '../postgres.ts';
import { dataKey, silentLog } from '../test-keys.ts';

/** A database of a bot's own, which outlives the bot: PostgreSQL where there is one. */
export interface BotDatabase {
  where: { databaseUrl?: string; dataDir: string };
  open(): Promise<OpenedWithSql>;
  drop(): Promise<void>;
}

export async function botDatabase(): Promise<BotDatabase> {
  const dataDir = temporaryFolder();
  const fresh = hasPostgres ? await freshDatabase() : undefined;
  if (!fresh) cpSync(await initialisedFolder(), join(dataDir, 'pglite'), { recursive: true });
  const where = { dataDir, ...(fresh && { databaseUrl: fresh.url }) };
  return {
    where,
    async open() {
      const options = { ...where, log: silentLog, sealer: createSealer([dataKey('a')]) };
      const opened = await connect(options);
      await migrate(opened.dataSource);
      return { ...databaseOn(opened, options), sql: sqlOnPool(opened.dataSource) };
    },
    async drop() {
      await fresh?.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
