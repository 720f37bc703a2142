import { isMigrated } from './migrate.ts';
import type { Sql } from './sql.ts';

/** Never rejects: a database that does not answer is an answer. */
export async function checkHealth(sql: Sql): Promise<{ database: boolean; migrations: boolean }> {
  const succeeds = (check: Promise<boolean>) => check.catch(() => false);
  const database = await succeeds(sql('SELECT 1').then(() => true));
  return { database, migrations: database && (await succeeds(isMigrated(sql))) };
}
