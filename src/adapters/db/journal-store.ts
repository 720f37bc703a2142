import type { Journal } from '../../app/ports/journal.ts';
import type { OpenTransaction } from './transaction.ts';

export function createJournal({ sql, later }: OpenTransaction): Journal {
  return {
    async write(row) {
      const written = sql(
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
      later(written);
    },
  };
}
