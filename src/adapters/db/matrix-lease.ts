import { randomUUID } from 'node:crypto';
import { LeaseLost } from '../../app/ports/matrix-store.ts';
import { isSeenDead, ownMark, type ProcessMark } from './process-mark.ts';
import type { Sql } from './sql.ts';

/** Times are the database's own: machines do not agree on theirs. */
const TAKE = `
INSERT INTO tchap_bail AS b (porteur, processus, jusqu_a)
VALUES ($1, $2, clock_timestamp() + $3::float8 * interval '1 millisecond')
ON CONFLICT (unique_ligne) DO UPDATE
SET porteur = excluded.porteur, processus = excluded.processus, jusqu_a = excluded.jusqu_a
WHERE b.porteur = excluded.porteur OR b.porteur = $4 OR b.jusqu_a < clock_timestamp()
RETURNING b.porteur`;

const HOLDER = 'SELECT porteur, processus FROM tchap_bail WHERE jusqu_a >= clock_timestamp()';
const RELEASE = 'DELETE FROM tchap_bail WHERE porteur = $1';
/** Shared: writers do not wait for one another, and a taker waits for their commits. */
const HELD = 'SELECT 1 FROM tchap_bail WHERE porteur = $1 AND jusqu_a >= clock_timestamp() FOR SHARE';

export interface MatrixLease {
  take(milliseconds: number): Promise<boolean>;
  release(): Promise<void>;
  /** Inside a transaction: the lease cannot change hands until its end. @throws LeaseLost */
  check(sql: Sql): Promise<void>;
}

/** @param sql each statement committed by itself */
export function createMatrixLease(sql: Sql): MatrixLease {
  const holder = randomUUID();
  return {
    async take(milliseconds) {
      const dead = await deadHolder(sql, holder);
      const rows = await sql(TAKE, [holder, JSON.stringify(ownMark()), milliseconds, dead ?? null]);
      return rows.length > 0;
    },
    async release() {
      await sql(RELEASE, [holder]);
    },
    async check(within) {
      if ((await within(HELD, [holder])).length === 0) throw new LeaseLost();
    },
  };
}

/** The holder that this machine can see is dead: nobody needs to wait for the end of its time. */
async function deadHolder(sql: Sql, mine: string): Promise<string | undefined> {
  const [row] = await sql<{ porteur: string; processus: ProcessMark }>(HOLDER);
  return row !== undefined && row.porteur !== mine && isSeenDead(row.processus) ? row.porteur : undefined;
}
