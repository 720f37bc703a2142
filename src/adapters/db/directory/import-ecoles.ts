import { In } from 'typeorm';
import type { Changes, EcoleRecord } from '../../../app/ports/directory-admin.ts';
import { countChanges, sameRow, type Verdict } from './changes.ts';
import { EcoleEntity, type EcoleRow } from './entities.ts';
import { ensureConfigured, type ImportSession, inChunks } from './importing.ts';

interface Judged {
  record: EcoleRecord;
  verdict: Verdict;
  /** Its rows in other circonscriptions, still open: it has moved. */
  left: EcoleRow[];
}

/** An école is known by its UAI. When the same one comes twice, the last one counts. */
export async function importEcoles(session: ImportSession, records: EcoleRecord[]): Promise<Changes> {
  const latest = [...new Map(records.map((record) => [record.uai, record])).values()];
  await ensureConfigured(session.sql, [...new Set(latest.map((record) => record.circonscription))]);
  const known = await knownEcoles(session, latest);
  const judged = latest.map((record) => judge(record, known.get(record.uai) ?? []));
  await write(session, judged);
  for (const circonscription of touched(judged)) {
    const own = judged.filter(({ record, left }) => isAbout(circonscription, record, left));
    await session.changed(circonscription, 'importer_ecoles', counted(own));
  }
  return counted(judged);
}

async function knownEcoles({ manager }: ImportSession, records: EcoleRecord[]): Promise<Map<string, EcoleRow[]>> {
  const rows: EcoleRow[] = [];
  for (const chunk of inChunks(records)) {
    rows.push(...(await manager.findBy(EcoleEntity, { uai: In(chunk.map((record) => record.uai)) })));
  }
  const byUai = new Map<string, EcoleRow[]>();
  for (const row of rows) byUai.set(row.uai, [...(byUai.get(row.uai) ?? []), row]);
  return byUai;
}

function judge(record: EcoleRecord, known: EcoleRow[]): Judged {
  const before = known.find((row) => row.circonscription === record.circonscription);
  const left = record.ouverte ? known.filter((row) => row !== before && row.ouverte) : [];
  return { record, left, verdict: verdictOf(record, before, left) };
}

function verdictOf(record: EcoleRecord, before: EcoleRow | undefined, left: EcoleRow[]): Verdict {
  if (left.length > 0) return 'changed';
  if (before === undefined) return 'added';
  if (sameRow(before, record)) return 'unchanged';
  return before.ouverte && !record.ouverte ? 'deactivated' : 'changed';
}

async function write({ manager }: ImportSession, judged: Judged[]): Promise<void> {
  // Closed first: only one row of an école may be open.
  for (const { uai, circonscription } of judged.flatMap(({ left }) => left)) {
    await manager.update(EcoleEntity, { uai, circonscription }, { ouverte: false });
  }
  const written = judged.filter(({ verdict }) => verdict !== 'unchanged').map(({ record }) => record);
  for (const chunk of inChunks(written)) {
    await manager.upsert(EcoleEntity, chunk, ['circonscription', 'uai']);
  }
}

function touched(judged: Judged[]): Set<string> {
  return new Set(
    judged
      .filter(({ verdict }) => verdict !== 'unchanged')
      .flatMap(({ record, left }) => [record.circonscription, ...left.map((row) => row.circonscription)]),
  );
}

function isAbout(circonscription: string, record: EcoleRecord, left: EcoleRow[]): boolean {
  return record.circonscription === circonscription || left.some((row) => row.circonscription === circonscription);
}

function counted(judged: Judged[]): Changes {
  return countChanges(judged.map(({ record, verdict }) => [record.uai, verdict]));
}
