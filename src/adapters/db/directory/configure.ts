import type { EntitySchema } from 'typeorm';
import type { Changes, CirconscriptionSetup } from '../../../app/ports/directory-admin.ts';
import type { ReponseLocale } from '../../../core/pole/reponses.ts';
import { countChanges, sameRow, type Verdict } from './changes.ts';
import {
  CirconscriptionEntity,
  type CirconscriptionRow,
  FonctionEntity,
  type LibelleRow,
  ProblematiqueEntity,
  ReponseEntity,
} from './entities.ts';
import type { ImportSession } from './importing.ts';

/** The report knows a circonscription by its code, its lists included. */
export async function configure(session: ImportSession, setup: CirconscriptionSetup): Promise<Changes> {
  const { manager } = session;
  const row = rowOf(setup);
  const before = await manager.findOneBy(CirconscriptionEntity, { code: setup.code });
  await manager.upsert(CirconscriptionEntity, row, ['code']);
  const listed = await writeList(session, ProblematiqueEntity, setup.code, setup.problematiques);
  const named =
    setup.fonctions !== undefined && (await writeList(session, FonctionEntity, setup.code, setup.fonctions));
  const answers = setup.reponses !== undefined && (await writeReponses(session, setup.code, setup.reponses));
  const changes = countChanges([[setup.code, verdictOf(before, row, listed || named || answers)]]);
  await session.changed(setup.code, 'configurer', changes);
  return changes;
}

function verdictOf(before: CirconscriptionRow | null, row: CirconscriptionRow, listsChanged: boolean): Verdict {
  if (before === null) return 'added';
  return listsChanged || !sameRow(before, row) ? 'changed' : 'unchanged';
}

function rowOf(setup: CirconscriptionSetup): CirconscriptionRow {
  return {
    code: setup.code,
    nom: setup.nom,
    academie: setup.academie,
    zone: setup.zone,
    teamsTenant: setup.teamsTenant ?? null,
    delaiLecture: setup.delais.lecture,
    delaiSollicitation: setup.delais.sollicitation,
    delaiPriseAttache: setup.delais.priseAttache,
    delaiBilan: setup.delais.bilan,
    adresseCirconscription: setup.adresses.circonscription ?? null,
    adresseCpc: setup.adresses.cpc ?? null,
    joursEcole: setup.joursEcole,
    heureDebut: setup.heures.debut,
    heureFin: setup.heures.fin,
    convergenceJours: setup.convergence.jours,
    convergenceEcoles: setup.convergence.ecoles,
  };
}

/** @returns whether the list was another one before. */
async function writeList(
  { manager }: ImportSession,
  entity: EntitySchema<LibelleRow>,
  circonscription: string,
  libelles: string[],
): Promise<boolean> {
  const wanted = [...new Set(libelles)];
  const before = await manager.find(entity, { where: { circonscription }, order: { rang: 'ASC' } });
  if (JSON.stringify(before.map((row) => row.libelle)) === JSON.stringify(wanted)) return false;
  await manager.delete(entity, { circonscription });
  if (wanted.length > 0) {
    await manager.insert(
      entity,
      wanted.map((libelle, rang) => ({ circonscription, libelle, rang })),
    );
  }
  return true;
}

/** @returns whether the list was another one before. */
async function writeReponses(
  { manager }: ImportSession,
  circonscription: string,
  reponses: ReponseLocale[],
): Promise<boolean> {
  const wanted = reponses.map(({ groupe, value, label }, rang) => ({ circonscription, groupe, value, label, rang }));
  const before = await manager.find(ReponseEntity, { where: { circonscription }, order: { rang: 'ASC' } });
  if (before.length === wanted.length && wanted.every((row, i) => sameRow(before[i]!, row))) return false;
  await manager.delete(ReponseEntity, { circonscription });
  if (wanted.length > 0) await manager.insert(ReponseEntity, wanted);
  return true;
}
