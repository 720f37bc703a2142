import type { AbsenceStore } from '../../app/ports/absence-store.ts';
import type { Period } from '../../core/absence/period.ts';
import type { OpenTransaction } from './transaction.ts';

const KEPT = 'FROM absence WHERE circonscription = $1 AND annulee_le IS NULL';

export function createAbsenceStore({ sql, later }: OpenTransaction): AbsenceStore {
  return {
    ofMembre: (circonscription, membreId, day) =>
      sql<Period>(`SELECT du, au ${KEPT} AND membre_id = $2 AND au >= $3 ORDER BY du, au`, [
        circonscription,
        membreId,
        day,
      ]),
    async during(circonscription, period) {
      const rows = await sql<Period & { membreId: string }>(
        `SELECT membre_id AS "membreId", du, au ${KEPT} AND du <= $3 AND au >= $2 ORDER BY au`,
        [circonscription, period.du, period.au],
      );
      return new Map(rows.map(({ membreId, du, au }) => [membreId, { du, au }]));
    },
    async declare(circonscription, membreId, { du, au }, now) {
      const values = [circonscription, membreId, du, au, now];
      later(
        sql(
          'INSERT INTO absence (circonscription, membre_id, du, au, declaree_le) VALUES ($1, $2, $3, $4, $5)',
          values,
        ),
      );
    },
    async cancel(circonscription, membreId, { du, au }, now) {
      const values = [circonscription, membreId, du, au, now];
      later(
        sql(
          `UPDATE absence SET annulee_le = $5
           WHERE circonscription = $1 AND membre_id = $2 AND du = $3 AND au = $4 AND annulee_le IS NULL`,
          values,
        ),
      );
    },
  };
}
