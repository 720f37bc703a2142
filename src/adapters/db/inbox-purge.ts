import type { Sql } from './sql.ts';

/** The tables whose rows change at each turn. */
const BUSY_TABLES = 'evenement_recu, conversation, saisie, outbox';

/** @param embedded there is then no autovacuum, and this is the moment to do its work */
export function createInboxPurge(sql: Sql, embedded: boolean): (olderThanDays: number) => Promise<number> {
  return async (olderThanDays) => {
    const [row] = await sql<{ purged: number }>(
      `WITH purged AS (
         DELETE FROM evenement_recu WHERE received_at < now() - $1::float8 * interval '1 day' RETURNING 1
       ) SELECT count(*)::integer AS purged FROM purged`,
      [olderThanDays],
    );
    if (embedded) await sql(`VACUUM (ANALYZE) ${BUSY_TABLES}`);
    return row!.purged;
  };
}
