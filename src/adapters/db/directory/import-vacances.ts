import { In } from 'typeorm';
import type { Changes, VacancesRecord } from '../../../app/ports/directory-admin.ts';
import { countChanges, type Verdict } from './changes.ts';
import { VacancesEntity } from './entities.ts';
import { ensureConfigured, type ImportSession } from './importing.ts';

/** The holidays of a school year are replaced as a whole: a date that the ministry has moved leaves nothing behind. */
export async function importVacances(session: ImportSession, records: VacancesRecord[]): Promise<Changes> {
  const codes = [...new Set(records.map((record) => record.circonscription))];
  await ensureConfigured(session.sql, codes);
  const verdicts: [string, Verdict][] = [];
  for (const code of codes) {
    const own = await importFor(
      session,
      code,
      records.filter((record) => record.circonscription === code),
    );
    await session.changed(code, 'importer_vacances', countChanges(own));
    verdicts.push(...own);
  }
  return countChanges(verdicts);
}

async function importFor(
  { manager }: ImportSession,
  circonscription: string,
  records: VacancesRecord[],
): Promise<[string, Verdict][]> {
  const annee = In([...new Set(records.map((record) => record.annee))]);
  const zone = In([...new Set(records.map((record) => record.zone))]);
  const known = new Set((await manager.findBy(VacancesEntity, { circonscription, annee, zone })).map(nameOf));
  const wanted = new Map(records.map((record) => [nameOf(record), record]));
  await manager.delete(VacancesEntity, { circonscription, annee, zone });
  await manager.insert(VacancesEntity, [...wanted.values()]);
  const given = [...wanted.keys()].map((name): [string, Verdict] => [name, known.has(name) ? 'unchanged' : 'added']);
  const gone = [...known].filter((name) => !wanted.has(name)).map((name): [string, Verdict] => [name, 'deactivated']);
  return [...given, ...gone];
}

/** « B Vacances de Noël 2026-12-19/2027-01-04 ». */
function nameOf({ zone, nom, debut, reprise }: VacancesRecord): string {
  return `${zone} ${nom} ${debut}/${reprise}`;
}
