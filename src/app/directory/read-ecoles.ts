import { cleanLine } from '../../core/form/clean-text.ts';
import { normalise } from '../../core/form/normalise.ts';
import { poleCommandTexts } from '../../core/texts.fr.ts';
import type { CsvRow, CsvTable } from '../ports/data-file.ts';
import type { EcoleRecord } from '../ports/directory-admin.ts';
import type { Circonscription } from '../ports/directory-store.ts';
import { circonscriptionMatcher } from './circonscription-name.ts';
import { type ColumnSet, type FileProblem, findColumns } from './table.ts';

const texts = poleCommandTexts.rows;

/** The columns of fr-en-annuaire-education that are read. */
export const ECOLE_COLUMNS = {
  uai: { names: ['identifiant_de_l_etablissement'] },
  nom: { names: ['nom_etablissement'] },
  type: { names: ['type_etablissement'] },
  statut: { names: ['statut_public_prive'] },
  adresse: { names: ['adresse_1'] },
  codePostal: { names: ['code_postal'] },
  commune: { names: ['nom_commune'] },
  telephone: { names: ['telephone'] },
  mail: { names: ['mail'] },
  maternelle: { names: ['ecole_maternelle'] },
  elementaire: { names: ['ecole_elementaire'] },
  ulis: { names: ['ulis'] },
  educationPrioritaire: { names: ['appartenance_education_prioritaire'] },
  circonscription: { names: ['nom_circonscription'] },
  etat: { names: ['etat'] },
} satisfies ColumnSet<string>;
type Column = keyof typeof ECOLE_COLUMNS;

export interface EcolesRead {
  records: EcoleRecord[];
  /** Rows of other circonscriptions. */
  elsewhere: number;
  /** Rows of these circonscriptions that are not écoles. */
  notEcoles: number;
  /** The circonscriptions most often named by the ignored rows, for the one who finds no école. */
  otherNames: string[];
  problems: FileProblem[];
}

type Cells = (column: Column) => string;

/** Judges every row; when there is any problem, nothing of the file may be written. */
export function readEcoles(table: CsvTable, circonscriptions: Circonscription[]): EcolesRead {
  const { columns, problems } = findColumns(table, ECOLE_COLUMNS);
  const read: EcolesRead = { records: [], elsewhere: 0, notEcoles: 0, otherNames: [], problems };
  if (problems.length > 0) return read;
  const match = circonscriptionMatcher(circonscriptions);
  const lineOf = new Map<string, number>();
  const otherNames = new Map<string, number>();
  for (const row of table.rows) {
    const cells: Cells = (column) => cleanLine(row.cells[columns[column]!] ?? '');
    const sentences = row.whole ? takeRow(row, cells, match, { read, lineOf, otherNames }) : [texts.ragged];
    for (const sentence of sentences) problems.push({ line: row.line, sentence });
  }
  read.otherNames = [...otherNames]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 5)
    .map(([name]) => name);
  return read;
}

interface Taken {
  read: EcolesRead;
  lineOf: Map<string, number>;
  otherNames: Map<string, number>;
}

/** @returns what is wrong with the row */
function takeRow(row: CsvRow, cells: Cells, match: (name: string) => string[], taken: Taken): string[] {
  const name = cells('circonscription');
  const [code, ...others] = match(name);
  if (code === undefined) {
    taken.read.elsewhere += 1;
    if (name !== '') taken.otherNames.set(name, (taken.otherNames.get(name) ?? 0) + 1);
    return [];
  }
  if (normalise(cells('type')) !== 'ecole') {
    taken.read.notEcoles += 1;
    return [];
  }
  if (others.length > 0) return [texts.ambiguousCirconscription(name, [code, ...others])];
  const { record, sentences } = readEcole(cells, code);
  const earlier = taken.lineOf.get(record.uai);
  if (earlier !== undefined) sentences.push(texts.duplicateUai(record.uai, earlier));
  taken.lineOf.set(record.uai, row.line);
  taken.read.records.push(record);
  return sentences;
}

const MAXIMUM = 200;

function readEcole(cells: Cells, circonscription: string): { record: EcoleRecord; sentences: string[] } {
  const uai = cells('uai').toUpperCase();
  const sentences: string[] = [];
  if (!/^[0-9]{7}[A-Z]$/.test(uai)) sentences.push(texts.uai(cells('uai')));
  if (cells('nom') === '') sentences.push(texts.ecoleName(uai));
  for (const [key, column] of Object.entries(ECOLE_COLUMNS) as [Column, { names: string[] }][]) {
    if (cells(key).length > MAXIMUM) sentences.push(texts.tooLong(column.names[0]!, MAXIMUM));
  }
  const flag = (column: 'maternelle' | 'elementaire' | 'ulis') => {
    const value = cells(column);
    if (!['0', '1', ''].includes(value)) sentences.push(texts.flag(ECOLE_COLUMNS[column].names[0]!, value));
    return value === '1';
  };
  const ouverte = OPEN.get(normalise(cells('etat')));
  if (ouverte === undefined) sentences.push(texts.etat(cells('etat')));
  const record: EcoleRecord = {
    uai,
    circonscription,
    nom: cells('nom'),
    type: cells('type'),
    statut: cells('statut'),
    adresse: cells('adresse'),
    codePostal: cells('codePostal'),
    commune: cells('commune'),
    telephone: cells('telephone'),
    mail: cells('mail').toLowerCase(),
    maternelle: flag('maternelle'),
    elementaire: flag('elementaire'),
    ulis: flag('ulis'),
    educationPrioritaire: cells('educationPrioritaire'),
    ouverte: ouverte ?? false,
  };
  return { record, sentences };
}

/** An école about to close still has pupils; one about to open has none yet. */
const OPEN = new Map([
  ['ouvert', true],
  ['a fermer', true],
  ['a ouvrir', false],
  ['ferme', false],
]);
