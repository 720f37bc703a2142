import { isSeenDead, ownMark } from './process-mark.ts';
import type { Sql } from './sql.ts';

/** Written on the rows that this process leases. */
export const leaseMark = (): string => JSON.stringify(ownMark());

const HOLDERS = "SELECT DISTINCT processus FROM outbox WHERE etat = 'attente' AND leased AND not_before > now()";

/** As if the lease had ended without a word: the next claim counts the try, and takes the row for perhaps posted. */
const FREE = `
UPDATE outbox SET not_before = now()
WHERE etat = 'attente' AND leased AND not_before > now() AND processus = ANY($1::text[])`;

/** What processes that this machine can see are dead held: nobody needs to wait for the end of their leases. */
export async function freeDeadLeases(sql: Sql): Promise<void> {
  const holders = await sql<{ processus: string | null }>(HOLDERS);
  const dead = holders
    .map(({ processus }) => processus)
    .filter((mark) => mark !== null && isSeenDead(JSON.parse(mark)));
  if (dead.length > 0) await sql(FREE, [dead]);
}
