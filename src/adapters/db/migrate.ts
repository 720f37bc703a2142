import { type DataSource, MigrationExecutor } from 'typeorm';
import { Annuaire1764000000000 } from '../../../migrations/1764000000000-annuaire.ts';
import { Demandes1764000000001 } from '../../../migrations/1764000000001-demandes.ts';
import { Echanges1764000000002 } from '../../../migrations/1764000000002-echanges.ts';
import { Controle1764000000003 } from '../../../migrations/1764000000003-controle.ts';
import { Sandbox1764000000004 } from '../../../migrations/1764000000004-sandbox.ts';
import { Tchap1764000000010 } from '../../../migrations/1764000000010-tchap.ts';
import { CourrielEtComptes1764000000020 } from '../../../migrations/1764000000020-courriel-et-comptes.ts';
import { Invitations1764000000030 } from '../../../migrations/1764000000030-invitations.ts';
import { BailDEnvoi1764000000040 } from '../../../migrations/1764000000040-bail-d-envoi.ts';
import { TchapProcessus1764000000050 } from '../../../migrations/1764000000050-tchap-processus.ts';
import { EchangesEntreCollegues1764000000055 } from '../../../migrations/1764000000055-echanges-entre-collegues.ts';
import { CalendrierScolaire1764000000060 } from '../../../migrations/1764000000060-calendrier-scolaire.ts';
import { Echeances1764000000061 } from '../../../migrations/1764000000061-echeances.ts';
import { Absences1764000000062 } from '../../../migrations/1764000000062-absences.ts';
import { ReponsesEtPartenaires1764000000090 } from '../../../migrations/1764000000090-reponses-et-partenaires.ts';
import { ConvergencesEtFormations1764000000091 } from '../../../migrations/1764000000091-convergences-et-formations.ts';
import { Corrections1764000000095 } from '../../../migrations/1764000000095-corrections.ts';
import { Rentree1764000000096 } from '../../../migrations/1764000000096-rentree.ts';
import { type Sql, sqlOn, withRunner } from './sql.ts';

export const MIGRATIONS = [
  Annuaire1764000000000,
  Demandes1764000000001,
  Echanges1764000000002,
  Controle1764000000003,
  Sandbox1764000000004,
  Tchap1764000000010,
  CourrielEtComptes1764000000020,
  Invitations1764000000030,
  BailDEnvoi1764000000040,
  TchapProcessus1764000000050,
  EchangesEntreCollegues1764000000055,
  CalendrierScolaire1764000000060,
  Echeances1764000000061,
  Absences1764000000062,
  ReponsesEtPartenaires1764000000090,
  ConvergencesEtFormations1764000000091,
  Corrections1764000000095,
  Rentree1764000000096,
];
export const MIGRATIONS_TABLE = 'migration';

/** Any number of our own; the same for all versions of the product. */
const LOCK = 1_764_000_000;

/**
 * Brings the database to this version's schema, in one transaction. Processes that start together wait for one
 * another: typeorm itself takes no lock.
 * @returns the names of the migrations that were run
 */
export async function migrate(dataSource: DataSource): Promise<string[]> {
  return underLock(dataSource, async (executor) => {
    executor.transaction = 'all';
    return (await executor.executePendingMigrations()).map((migration) => migration.name);
  });
}

/** Undoes the last migration, with its data. */
export async function undoLastMigration(dataSource: DataSource): Promise<void> {
  return underLock(dataSource, (executor) => executor.undoLastMigration());
}

async function underLock<T>(dataSource: DataSource, work: (executor: MigrationExecutor) => Promise<T>): Promise<T> {
  return withRunner(dataSource, async (runner) => {
    const sql = sqlOn(runner);
    // The wait for the lock is as long as another process's migration.
    await sql('SET statement_timeout = 0');
    await sql('SELECT pg_advisory_lock($1)', [LOCK]);
    try {
      return await work(new MigrationExecutor(dataSource, runner));
    } finally {
      // On a broken connection this fails, and the lock is gone with it; the first error is the one to tell.
      await sql('SELECT pg_advisory_unlock($1)', [LOCK]).catch(() => undefined);
      await sql('RESET statement_timeout').catch(() => undefined);
    }
  });
}

/** Whether every migration of this version was run. */
export async function isMigrated(sql: Sql): Promise<boolean> {
  const rows = await sql<{ name: string }>(`SELECT name FROM ${MIGRATIONS_TABLE}`);
  const done = new Set(rows.map((row) => row.name));
  return MIGRATIONS.every((migration) => done.has(migration.name));
}
