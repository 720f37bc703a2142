import type { DataSource } from 'typeorm';
import type { MatrixStore } from '../../app/ports/matrix-store.ts';
import type { Json } from '../../core/json.ts';
import { createMatrixLease } from './matrix-lease.ts';
import { readRecords, readSchemas, valuePlace, writeCrypto } from './matrix-rows.ts';
import { openJson, type Sealer, sealJson } from './sealing.ts';
import { type Sql, sqlOnPool } from './sql.ts';
import { inTransaction } from './transaction.ts';

const SET = `
INSERT INTO tchap_etat (nom, valeur) VALUES ($1, $2) ON CONFLICT (nom) DO UPDATE SET valeur = excluded.valeur`;

/**
 * Never called inside `unitOfWork.run`: its transactions are its own, and the embedded database has one connection,
 * which whoever holds it gives back without waiting for anything of Matrix.
 */
export function createMatrixStore(dataSource: DataSource, sealer: Sealer): MatrixStore {
  const pool = sqlOnPool(dataSource);
  const lease = createMatrixLease(pool);
  const asHolder = (work: (sql: Sql) => Promise<unknown>) =>
    inTransaction(dataSource, async ({ sql }) => {
      await lease.check(sql);
      await work(sql);
    });
  return {
    takeLease: lease.take,
    releaseLease: lease.release,
    loadSchemas: () => readSchemas(pool, sealer),
    loadRecords: () => readRecords(pool, sealer),
    commitCrypto: (change) => asHolder((sql) => writeCrypto(sql, sealer, change)),
    async get(name) {
      const [row] = await pool<{ valeur: string }>('SELECT valeur FROM tchap_etat WHERE nom = $1', [name]);
      return row && openJson<Json>(sealer, valuePlace(name), row.valeur);
    },
    set: (name, value) =>
      asHolder((sql) =>
        value === undefined
          ? sql('DELETE FROM tchap_etat WHERE nom = $1', [name])
          : sql(SET, [name, sealJson(sealer, valuePlace(name), value)]),
      ),
  };
}
