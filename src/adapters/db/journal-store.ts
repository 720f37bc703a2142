import type { Journal } from '../../app/ports/journal.ts';
import type { Sql } from './sql.ts';

export function createJournal(sql: Sql): Journal {
  return {
    async write(row) {
      await sql(
        `INSERT INTO journal (circonscription, actor_id, channel, action, demande_id, outcome, detail)
         VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [
          row.circonscription ?? null,
          row.actorId,
          row.channel,
          row.action,
          row.demandeId ?? null,
          row.outcome,
          row.detail ?? null,
        ],
      );
    },
  };
}
