import type { Absence, AbsenceStore } from '../../app/ports/absence-store.ts';
import type { OpenTransaction } from './transaction.ts';

const KEPT = 'FROM absence WHERE circonscription = $1 AND annulee_le IS NULL';

export function createAbsenceStore({ sql, later }: OpenTransaction): AbsenceStore {
  return {
    ofMembre: (circonscription, membreId, day) =>
      sql<Absence>(`SELECT du, au ${KEPT} AND membre_id = $2 AND au >= $3 ORDER BY du, au`, [
        circonscription,
        membreId,
        day,
      ]),
    async onDay(circonscription, day) {
      const rows = await sql<Absence & { membreId: string }>(
        `SELECT membre_id AS "membreId", du, au ${KEPT} AND du <= $2 AND au >= $2 ORDER BY au`,
        [circonscription, day],
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
