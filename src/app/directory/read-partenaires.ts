import { cleanLine } from '../../core/form/clean-text.ts';
import { normalise } from '../../core/form/normalise.ts';
import { type GenreReponse, genresWith, type ReponseLocale } from '../../core/pole/reponses.ts';
import { poleCommandTexts } from '../../core/texts.fr.ts';
import type { CsvTable } from '../ports/data-file.ts';
import type { PartenaireRecord } from '../ports/directory-admin.ts';
import { isEmail } from './email.ts';
import { type ColumnSet, type FileProblem, findColumns } from './table.ts';

const { rows: texts, columns: columnTexts, partenaires: own } = poleCommandTexts;

export const PARTENAIRE_COLUMNS = {
  nom: { names: ['nom', 'structure', 'nom de la structure'] },
  genre: { names: ['genre', 'type', 'dispositif'] },
  commune: { names: ['commune', 'ville'] },
  telephone: { names: ['telephone', 'tel'], optional: true },
  courriel: { names: ['courriel', 'email', 'e-mail', 'mail', 'adresse e-mail', 'adresse mail'], optional: true },
  adresse: { names: ['adresse', 'adresse postale'], optional: true },
  circonscription: { names: ['circonscription'], optional: true },
} satisfies ColumnSet<string>;
type Column = keyof typeof PARTENAIRE_COLUMNS;

/** The circonscriptions that a file may speak of, by code, with what each adds to the list of answers. */
export type KnownReponses = Map<string, readonly ReponseLocale[]>;

type Cells = (column: Column) => string;

/**
 * Judges every row; when there is any problem, nothing of the file may be written.
 * @param byDefault the circonscription of a row that names none; undefined when it must
 */
export function readPartenaires(
  table: CsvTable,
  known: KnownReponses,
  byDefault: string | undefined,
): { records: PartenaireRecord[]; problems: FileProblem[] } {
  const { columns, problems } = findColumns(table, PARTENAIRE_COLUMNS);
  const records: PartenaireRecord[] = [];
  if (problems.length > 0) return { records, problems };
  const lineOf = new Map<string, number>();
  for (const row of table.rows) {
    const cells: Cells = (column) => cleanLine(row.cells[columns[column] ?? -1] ?? '');
    const sentences = row.whole ? readRow(cells, known, byDefault, records) : [texts.ragged];
    const record = records.at(-1);
    if (row.whole && record) sentences.push(...duplicate(record, row.line, lineOf));
    for (const sentence of sentences) problems.push({ line: row.line, sentence });
  }
  return { records, problems };
}

function duplicate(
  { circonscription, genre, nom, commune }: PartenaireRecord,
  line: number,
  seen: Map<string, number>,
) {
  const key = [circonscription, genre, nom.toLowerCase(), commune.toLowerCase()].join('\n');
  const earlier = seen.get(key);
  if (earlier === undefined) seen.set(key, line);
  return earlier === undefined ? [] : [own.duplicate(nom, earlier)];
}

const MAXIMUM = 200;

/** @returns what is wrong with the row */
function readRow(
  cells: Cells,
  known: KnownReponses,
  byDefault: string | undefined,
  records: PartenaireRecord[],
): string[] {
  const sentences: string[] = [];
  const code = readCode(cells('circonscription'), known, byDefault, sentences);
  for (const column of ['nom', 'commune'] as const) {
    if (cells(column) === '') sentences.push(texts.missing(columnTexts[column]));
  }
  for (const [key, { names }] of Object.entries(PARTENAIRE_COLUMNS) as [Column, { names: string[] }][]) {
    if (cells(key).length > MAXIMUM) sentences.push(texts.tooLong(names[0]!, MAXIMUM));
  }
  const courriel = cells('courriel').toLowerCase();
  if (courriel !== '' && !isEmail(courriel)) sentences.push(texts.email(cells('courriel')));
  records.push({
    circonscription: code ?? '',
    nom: cells('nom'),
    genre: code === undefined ? '' : readGenre(cells('genre'), genresWith(known.get(code) ?? []), sentences),
    commune: cells('commune'),
    telephone: cells('telephone'),
    courriel,
    adresse: cells('adresse'),
  });
  return sentences;
}

function readCode(text: string, known: KnownReponses, byDefault: string | undefined, sentences: string[]) {
  const codes = [...known.keys()];
  const code = text === '' ? byDefault : codes.find((one) => normalise(one) === normalise(text));
  if (code === undefined) sentences.push(text === '' ? texts.noCirconscription : texts.circonscription(text, codes));
  return code;
}

/** By its value or its label, in any case. */
function readGenre(text: string, genres: GenreReponse[], sentences: string[]): string {
  const partners = genres.filter(({ appel }) => appel === 'partenaire');
  const wanted = normalise(text);
  const found = partners.find(({ value, label }) => [value, label].map(normalise).includes(wanted));
  if (found === undefined)
    sentences.push(
      own.genre(
        text,
        partners.map(({ value }) => value),
      ),
    );
  return found?.value ?? '';
}

/** Whether the file itself says of which circonscription its structures are. */
export function namesPartenaireCirconscription(table: CsvTable): boolean {
  return findColumns(table, PARTENAIRE_COLUMNS).columns.circonscription !== undefined;
}
