import type { CryptoChange, CryptoRecord } from '../../app/ports/matrix-store.ts';
import type { Sealer } from './sealing.ts';
import type { Sql } from './sql.ts';

const PUT_SCHEMAS = `
INSERT INTO tchap_schema (base, contenu) SELECT * FROM unnest($1::text[], $2::text[])
ON CONFLICT (base) DO UPDATE SET contenu = excluded.contenu`;

const PUT_RECORDS = `
INSERT INTO tchap_objet (base, magasin, id, contenu) SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])
ON CONFLICT (base, magasin, id) DO UPDATE SET contenu = excluded.contenu`;

const REMOVE_RECORDS = `
DELETE FROM tchap_objet o USING unnest($1::text[], $2::text[], $3::text[]) AS r (base, magasin, id)
WHERE o.base = r.base AND o.magasin = r.magasin AND o.id = r.id`;

/** Writes a change, on one connection and inside its transaction. */
export async function writeCrypto(sql: Sql, sealer: Sealer, { schemas, put, removed }: CryptoChange): Promise<void> {
  if (schemas.length > 0) {
    const contents = schemas.map(({ database, content }) => sealBytes(sealer, schemaPlace(database), content));
    await sql(PUT_SCHEMAS, [schemas.map(({ database }) => database), contents]);
  }
  if (removed.length > 0) await sql(REMOVE_RECORDS, keysOf(removed));
  if (put.length > 0) {
    const contents = put.map((record) => sealBytes(sealer, recordPlace(record), record.content));
    await sql(PUT_RECORDS, [...keysOf(put), contents]);
  }
}

const keysOf = (records: Omit<CryptoRecord, 'content'>[]) => [
  records.map(({ database }) => database),
  records.map(({ store }) => store),
  records.map(({ id }) => id),
];

interface RecordRow {
  database: string;
  store: string;
  id: string;
  contenu: string;
}

const PAGE = 200;
const READ_RECORDS = `
SELECT base AS database, magasin AS store, id, contenu FROM tchap_objet
WHERE (base, magasin, id) > ($1, $2, $3) ORDER BY base, magasin, id LIMIT ${PAGE}`;

export async function readSchemas(sql: Sql, sealer: Sealer): Promise<CryptoChange['schemas']> {
  const rows = await sql<{ database: string; contenu: string }>('SELECT base AS database, contenu FROM tchap_schema');
  return rows.map(({ database, contenu }) => ({
    database,
    content: openBytes(sealer, schemaPlace(database), contenu),
  }));
}

/** By pages: sealed and open at once, they would take several times their place in memory. */
export async function* readRecords(sql: Sql, sealer: Sealer): AsyncGenerator<CryptoRecord> {
  let last: Omit<CryptoRecord, 'content'> | undefined = { database: '', store: '', id: '' };
  while (last !== undefined) {
    const rows: RecordRow[] = await sql<RecordRow>(READ_RECORDS, [last.database, last.store, last.id]);
    for (const { contenu, ...key } of rows) yield { ...key, content: openBytes(sealer, recordPlace(key), contenu) };
    last = rows.length === PAGE ? rows.at(-1) : undefined;
  }
}

const schemaPlace = (database: string) => ({ column: 'tchap_schema.contenu', row: database });

const recordPlace = ({ database, store, id }: Omit<CryptoRecord, 'content'>) => ({
  column: 'tchap_objet.contenu',
  row: `${database} ${store} ${id}`,
});

export const valuePlace = (name: string) => ({ column: 'tchap_etat.valeur', row: name });

/** The sealer seals texts. */
function sealBytes(sealer: Sealer, place: Parameters<Sealer['seal']>[0], bytes: Uint8Array): string {
  return sealer.seal(place, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'));
}

function openBytes(sealer: Sealer, place: Parameters<Sealer['open']>[0], sealed: string): Uint8Array {
  return Buffer.from(sealer.open(place, sealed), 'base64');
}
