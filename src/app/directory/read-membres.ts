import { cleanLine } from '../../core/form/clean-text.ts';
import { normalise } from '../../core/form/normalise.ts';
import { parsePersonName } from '../../core/form/person-name.ts';
import { poleCommandTexts } from '../../core/texts.fr.ts';
import type { CsvTable } from '../ports/data-file.ts';
import type { MembreRecord } from '../ports/directory-admin.ts';
import type { Role } from '../ports/directory-store.ts';
import { isEmail } from './email.ts';
import { type ColumnSet, type FileProblem, findColumns } from './table.ts';

const { rows: texts, columns: columnTexts } = poleCommandTexts;

export const MEMBRE_COLUMNS = {
  prenom: { names: ['prenom', 'prenom(s)', 'prenoms'] },
  nom: { names: ['nom', 'nom de famille'] },
  email: { names: ['email', 'e-mail', 'mail', 'courriel', 'adresse e-mail', 'adresse mail'] },
  fonctions: { names: ['fonctions', 'fonction(s)', 'fonction'] },
  secteurs: { names: ['secteurs', 'secteur(s)', 'secteur'] },
  roles: { names: ['roles', 'role(s)', 'role'] },
  circonscription: { names: ['circonscription'], optional: true },
  tchap: { names: ['tchap', 'compte tchap', 'identifiant tchap', 'identifiant matrix'], optional: true },
} satisfies ColumnSet<string>;
type Column = keyof typeof MEMBRE_COLUMNS;

export interface MembresRead {
  records: MembreRecord[];
  problems: FileProblem[];
}

type Cells = (column: Column) => string;

/**
 * Judges every row; when there is any problem, nothing of the file may be written.
 * @param byDefault the circonscription of a row that names none; undefined when it must
 */
export function readMembres(table: CsvTable, codes: string[], byDefault: string | undefined): MembresRead {
  const { columns, problems } = findColumns(table, MEMBRE_COLUMNS);
  const records: MembreRecord[] = [];
  if (problems.length > 0) return { records, problems };
  const lineOf = new Map<string, number>();
  for (const row of table.rows) {
    const cells: Cells = (column) => cleanLine(row.cells[columns[column] ?? -1] ?? '');
    const { record, sentences } = row.whole ? readMembre(cells, codes, byDefault) : { sentences: [texts.ragged] };
    if (record) {
      if (columns.tchap !== undefined) record.matrixId = readMatrixId(cells('tchap'), sentences);
      sentences.push(...duplicates(record, row.line, lineOf));
      records.push(record);
    }
    for (const sentence of sentences) problems.push({ line: row.line, sentence });
  }
  return { records, problems };
}

/** One person may serve several circonscriptions, once each. */
function duplicates(record: MembreRecord, line: number, lineOf: Map<string, number>): string[] {
  const { circonscription, email, matrixId = '' } = record;
  const told = (value: string, sentence: (value: string, line: number) => string): string[] => {
    if (value === '') return [];
    const key = `${circonscription} ${value}`;
    const earlier = lineOf.get(key);
    if (earlier === undefined) lineOf.set(key, line);
    return earlier === undefined ? [] : [sentence(value, earlier)];
  };
  return [...told(email, texts.duplicateEmail), ...told(matrixId, texts.duplicateTchap)];
}

function readMembre(
  cells: Cells,
  codes: string[],
  byDefault: string | undefined,
): { record: MembreRecord; sentences: string[] } {
  const sentences: string[] = [];
  const record: MembreRecord = {
    circonscription: readCirconscription(cells('circonscription'), codes, byDefault, sentences),
    prenom: readName(cells('prenom'), 'prenom', sentences),
    nom: readName(cells('nom'), 'nom', sentences),
    email: readEmail(cells('email'), sentences),
    fonctions: readList(cells('fonctions'), 'fonctions', sentences),
    secteurs: readList(cells('secteurs'), 'secteurs', sentences),
    roles: readRoles(cells('roles'), sentences),
  };
  return { record, sentences };
}

function readCirconscription(
  text: string,
  codes: string[],
  byDefault: string | undefined,
  sentences: string[],
): string {
  const code = text === '' ? byDefault : codes.find((known) => normalise(known) === normalise(text));
  if (code === undefined) sentences.push(text === '' ? texts.noCirconscription : texts.circonscription(text, codes));
  return code ?? '';
}

function readName(text: string, column: 'prenom' | 'nom', sentences: string[]): string {
  if (text === '') {
    sentences.push(texts.missing(columnTexts[column]));
    return '';
  }
  const parsed = parsePersonName(text);
  if (!parsed.ok) sentences.push(texts.badName(columnTexts[column], parsed.error));
  return parsed.ok ? parsed.value : '';
}

function readEmail(text: string, sentences: string[]): string {
  if (text === '') sentences.push(texts.missing(columnTexts.email));
  else if (!isEmail(text)) sentences.push(texts.email(text));
  return text.toLowerCase();
}

const MATRIX_ID = /^@[a-z0-9._=/+-]+:(?:[a-z0-9-]+\.)*[a-z0-9-]+(?::\d{1,5})?$/;

function readMatrixId(text: string, sentences: string[]): string {
  const id = text.toLowerCase();
  if (id !== '' && (id.length > 255 || !MATRIX_ID.test(id))) sentences.push(texts.tchap(text));
  return id;
}

const LABEL_MAXIMUM = 100;

/** Values between commas, each once; « CPC » and « cpc » are one. */
function readList(text: string, column: 'fonctions' | 'secteurs', sentences: string[]): string[] {
  const values = new Map<string, string>();
  for (const value of text.split(',').map((part) => part.trim())) {
    if (value !== '' && !values.has(normalise(value))) values.set(normalise(value), value);
  }
  const list = [...values.values()];
  if (list.some((value) => value.length > LABEL_MAXIMUM)) {
    sentences.push(texts.tooLong(columnTexts[column], LABEL_MAXIMUM));
  }
  return list;
}

const ROLES = new Map<string, Role>([
  ['pilote', 'pilote'],
  ['equipe restreinte', 'equipe_restreinte'],
  ['membre', 'membre'],
]);

/** Someone whose cell is empty is a membre; unknown words are told one by one. */
function readRoles(text: string, sentences: string[]): Role[] {
  const roles = new Set<Role>();
  for (const part of text.split(',').map((word) => word.trim())) {
    if (part === '') continue;
    const role = ROLES.get(normalise(part));
    if (role === undefined) sentences.push(texts.role(part));
    else roles.add(role);
  }
  if (roles.size === 0) roles.add('membre');
  return [...roles];
}

/** Whether the file itself says of which circonscription its membres are. */
export function namesCirconscription(table: CsvTable): boolean {
  return findColumns(table, MEMBRE_COLUMNS).columns.circonscription !== undefined;
}
