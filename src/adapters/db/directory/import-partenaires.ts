import { randomUUID } from 'node:crypto';
import type { Changes, PartenaireRecord } from '../../../app/ports/directory-admin.ts';
import type { Partenaire } from '../../../app/ports/directory-store.ts';
import { countChanges, sameRow, type Verdict } from './changes.ts';
import { PartenaireEntity } from './entities.ts';
import { ensureConfigured, type ImportSession, inChunks } from './importing.ts';

/** A structure is known by its name, its genre and its commune. When the same one comes twice, the last one counts. */
export async function importPartenaires(
  session: ImportSession,
  circonscription: string,
  records: PartenaireRecord[],
  complete: boolean,
): Promise<Changes> {
  await ensureConfigured(session.sql, [circonscription]);
  const known = await session.manager.findBy(PartenaireEntity, { circonscription });
  const before = new Map(known.map((row) => [keyOf(row), row]));
  const wanted = new Map(records.map((record) => [keyOf(record), record]));

  const verdicts: [string, Verdict][] = [];
  const written: Partenaire[] = [];
  for (const [key, record] of wanted) {
    const old = before.get(key);
    const row = { id: old?.id ?? randomUUID(), ...record, circonscription, actif: true };
    const verdict = old === undefined ? 'added' : sameRow(old, row) ? 'unchanged' : 'changed';
    verdicts.push([record.nom, verdict]);
    if (verdict !== 'unchanged') written.push(row);
  }
  const gone = complete ? known.filter((row) => row.actif && !wanted.has(keyOf(row))) : [];
  for (const row of gone) {
    verdicts.push([row.nom, 'deactivated']);
    written.push({ ...row, actif: false });
  }

  for (const chunk of inChunks(written)) {
    await session.manager.upsert(PartenaireEntity, chunk, ['circonscription', 'id']);
  }
  const changes = countChanges(verdicts);
  await session.changed(circonscription, 'importer_partenaires', changes);
  return changes;
}

/** As the index `partenaire_connu`. */
function keyOf({ genre, nom, commune }: Pick<Partenaire, 'genre' | 'nom' | 'commune'>): string {
  return [genre, nom.toLowerCase(), commune.toLowerCase()].join('\n');
}
