import { randomUUID } from 'node:crypto';
import type { Changes, MembreRecord } from '../../../app/ports/directory-admin.ts';
import { countChanges, sameRow, type Verdict } from './changes.ts';
import { MembreEntity, type MembreRow } from './entities.ts';
import { ensureConfigured, type ImportSession, inChunks } from './importing.ts';

/** A member is known by the e-mail, in whatever case. When the same one comes twice, the last one counts. */
export async function importMembres(
  session: ImportSession,
  circonscription: string,
  records: MembreRecord[],
  complete: boolean,
): Promise<Changes> {
  await ensureConfigured(session.sql, [circonscription]);
  const known = await session.manager.findBy(MembreEntity, { circonscription });
  const before = new Map(known.map((row) => [row.email, row]));
  const wanted = new Map(records.map((record) => [record.email.toLowerCase(), record]));

  const verdicts: [string, Verdict][] = [];
  const written: MembreRow[] = [];
  for (const [email, record] of wanted) {
    const old = before.get(email);
    const { matrixId = old?.matrixId, ...given } = record;
    const row = { ...(old ?? newMembre()), ...given, matrixId: matrixId || null, circonscription, email, actif: true };
    const verdict = verdictOf(old, row);
    verdicts.push([email, verdict]);
    if (verdict !== 'unchanged') written.push(row);
  }
  const gone = complete ? known.filter((row) => row.actif && !wanted.has(row.email)) : [];
  for (const row of gone) verdicts.push([row.email, 'deactivated']);

  const stripped = strippedOf(known, written);
  for (const row of stripped) if (!wanted.has(row.email) && !gone.includes(row)) verdicts.push([row.email, 'changed']);

  await freeAccounts(session, stripped);
  const left = gone.map((row) => ({ ...row, actif: false, ...(stripped.includes(row) ? { matrixId: null } : {}) }));
  await write(session, [...written, ...left]);
  const changes = countChanges(verdicts);
  await session.changed(circonscription, 'importer_membres', changes);
  return changes;
}

/** Those whose Tchap account the file gives to someone else: an account is one person's. */
function strippedOf(known: MembreRow[], written: MembreRow[]): MembreRow[] {
  const taken = new Map(written.flatMap((row) => (row.matrixId === null ? [] : [[row.matrixId, row.id]])));
  return known.filter((row) => row.matrixId !== null && (taken.get(row.matrixId) ?? row.id) !== row.id);
}

/** Before the new owners are written: at no moment may two have one account. */
async function freeAccounts({ manager }: ImportSession, rows: MembreRow[]): Promise<void> {
  for (const { circonscription, id } of rows) {
    await manager.update(MembreEntity, { circonscription, id }, { matrixId: null });
  }
}

function newMembre(): { id: string; aadObjectId: null; matrixId: null } {
  return { id: randomUUID(), aadObjectId: null, matrixId: null };
}

function verdictOf(old: MembreRow | undefined, row: MembreRow): Verdict {
  if (old === undefined) return 'added';
  return sameRow(old, row) ? 'unchanged' : 'changed';
}

async function write({ manager }: ImportSession, rows: MembreRow[]): Promise<void> {
  for (const chunk of inChunks(rows)) {
    // Without the object id: a first message may link it while the file is being read.
    const columns = chunk.map(({ aadObjectId: _aadObjectId, ...row }) => row);
    await manager.upsert(MembreEntity, columns, ['circonscription', 'id']);
  }
}
