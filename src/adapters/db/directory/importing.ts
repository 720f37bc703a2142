import type { DataSource, EntityManager } from 'typeorm';
import { type Changes, UnknownCirconscription } from '../../../app/ports/directory-admin.ts';
import { createJournal } from '../journal-store.ts';
import type { Sql } from '../sql.ts';
import { inTransaction, type OpenTransaction } from '../transaction.ts';

/** What an import works with, inside its transaction. */
export interface ImportSession {
  manager: EntityManager;
  sql: Sql;
  /** Raises the revision and journals one row for a circonscription that an import changed. */
  changed(circonscription: string, action: string, changes: Changes): Promise<void>;
}

/** Any number of our own; imports wait for one another, so that what one compares with stays true. */
const IMPORT_LOCK = 1_764_000_001;

/** Runs an import in one transaction; a dry run is the same one, rolled back at its end. */
export async function importing(
  dataSource: DataSource,
  dryRun: boolean,
  work: (session: ImportSession) => Promise<Changes>,
): Promise<Changes> {
  try {
    return await inTransaction(dataSource, async (tx) => {
      const { runner, sql } = tx;
      await sql('SELECT pg_advisory_xact_lock($1)', [IMPORT_LOCK]);
      const changes = await work({ manager: runner.manager, sql, changed: recording(tx) });
      if (dryRun) throw new DryRunDone(changes);
      return changes;
    });
  } catch (error) {
    if (error instanceof DryRunDone) return error.changes;
    throw error;
  }
}

class DryRunDone extends Error {
  readonly changes: Changes;
  constructor(changes: Changes) {
    super('dry run done');
    this.changes = changes;
  }
}

function recording(tx: OpenTransaction): ImportSession['changed'] {
  return async (circonscription, action, { added, changed, deactivated }) => {
    if (added + changed + deactivated === 0) return;
    await tx.sql(
      `INSERT INTO revision AS r (circonscription, numero) VALUES ($1, 1)
       ON CONFLICT (circonscription) DO UPDATE SET numero = r.numero + 1`,
      [circonscription],
    );
    await createJournal(tx).write({
      circonscription,
      actorId: 'operateur',
      channel: 'systeme',
      action,
      outcome: 'fait',
      detail: `added=${added} changed=${changed} deactivated=${deactivated}`,
    });
  };
}

/** @throws UnknownCirconscription for the first code that was never configured */
export async function ensureConfigured(sql: Sql, codes: string[]): Promise<void> {
  const [missing] = await sql<{ code: string }>(
    `SELECT code FROM unnest($1::text[]) AS code
     WHERE NOT EXISTS (SELECT 1 FROM circonscription c WHERE c.circonscription = code) LIMIT 1`,
    [codes],
  );
  if (missing) throw new UnknownCirconscription(missing.code);
}

/** Parameters of one statement are counted in 16 bits. */
const ROWS_AT_ONCE = 1000;

export function inChunks<T>(rows: T[]): T[][] {
  return Array.from({ length: Math.ceil(rows.length / ROWS_AT_ONCE) }, (_, index) =>
    rows.slice(index * ROWS_AT_ONCE, (index + 1) * ROWS_AT_ONCE),
  );
}
