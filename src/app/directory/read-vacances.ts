import { addDays, isCalendarDay } from '../../core/form/calendar-day.ts';
import { cleanLine } from '../../core/form/clean-text.ts';
import { parisDay } from '../../core/form/format-date.ts';
import { normalise } from '../../core/form/normalise.ts';
import { poleCommandTexts } from '../../core/texts.fr.ts';
import type { CsvRow, CsvTable } from '../ports/data-file.ts';
import type { VacancesRecord } from '../ports/directory-admin.ts';
import type { Circonscription } from '../ports/directory-store.ts';
import { type ColumnSet, type FileProblem, findColumns } from './table.ts';

const texts = poleCommandTexts.rows;

/** The columns of fr-en-calendrier-scolaire that are read; `location` repeats a zone for each académie. */
export const VACANCES_COLUMNS = {
  nom: { names: ['description'] },
  population: { names: ['population'] },
  debut: { names: ['start_date'] },
  fin: { names: ['end_date'] },
  zone: { names: ['zones'] },
  annee: { names: ['annee_scolaire'] },
} satisfies ColumnSet<string>;
type Column = keyof typeof VACANCES_COLUMNS;

export interface VacancesRead {
  /** Each once. */
  records: VacancesRecord[];
  /** Rows of other zones. */
  elsewhere: number;
  /** Rows for teachers alone. */
  notPupils: number;
  problems: FileProblem[];
}

type Cells = (column: Column) => string;

/** Judges every row of the circonscriptions' zones; when there is any problem, nothing of the file may be written. */
export function readVacances(table: CsvTable, circonscriptions: Circonscription[]): VacancesRead {
  const { columns, problems } = findColumns(table, VACANCES_COLUMNS);
  const read: VacancesRead = { records: [], elsewhere: 0, notPupils: 0, problems };
  if (problems.length > 0) return read;
  const records = new Map<string, VacancesRecord>();
  for (const row of table.rows) {
    const cells: Cells = (column) => cleanLine(row.cells[columns[column]!] ?? '');
    for (const record of takeRow(row, cells, circonscriptions, read)) {
      const { circonscription, annee, nom, debut, reprise } = record;
      records.set([circonscription, annee, nom, debut, reprise].join('\n'), record);
    }
  }
  return { ...read, records: [...records.values()] };
}

function takeRow(row: CsvRow, cells: Cells, all: Circonscription[], read: VacancesRead): VacancesRecord[] {
  const tell = (sentence: string) => read.problems.push({ line: row.line, sentence });
  if (!row.whole) {
    tell(texts.ragged);
    return [];
  }
  const zone = bareZone(cells('zone'));
  const concerned = all.filter((one) => bareZone(one.zone) === zone);
  if (concerned.length === 0) {
    read.elsewhere += 1;
    return [];
  }
  if (!['', 'eleves'].includes(normalise(cells('population')))) {
    read.notPupils += 1;
    return [];
  }
  const { period, sentences } = readPeriod(cells);
  sentences.forEach(tell);
  return concerned.map((one) => ({ circonscription: one.code, zone: one.zone, ...period }));
}

function bareZone(zone: string): string {
  return normalise(zone).replace(/^zone /, '');
}

const MAXIMUM = 200;

function readPeriod(cells: Cells): {
  period: Omit<VacancesRecord, 'circonscription' | 'zone'>;
  sentences: string[];
} {
  const sentences: string[] = [];
  const day = (column: 'debut' | 'fin'): string => {
    const read = dayOf(cells(column));
    if (read === undefined) sentences.push(texts.instant(VACANCES_COLUMNS[column].names[0]!, cells(column)));
    return read ?? '';
  };
  const debut = day('debut');
  const fin = day('fin');
  const annee = /^(\d{4})-(\d{4})$/.exec(cells('annee'));
  if (annee === null || Number(annee[2]) !== Number(annee[1]) + 1) sentences.push(texts.annee(cells('annee')));
  const nom = cells('nom');
  if (nom === '') sentences.push(texts.vacancesSansNom);
  if (nom.length > MAXIMUM) sentences.push(texts.tooLong('description', MAXIMUM));
  if (sentences.length === 0 && fin < debut) sentences.push(texts.finAvantDebut);
  const reprise = fin > debut ? fin : sentences.length === 0 ? openEnd(debut) : fin;
  return { period: { annee: Number(annee?.[1] ?? 0), nom, debut, reprise }, sentences };
}

const HOURS_10 = 10 * 3_600_000;

/**
 * The day whose midnight the instant is. Rows are written at midnight in Paris; the hours added make it the same day
 * for one that would be written at the midnight of a territory overseas.
 */
function dayOf(text: string): string | undefined {
  if (isCalendarDay(text)) return text;
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text)) return undefined;
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? undefined : parisDay(new Date(instant + HOURS_10).toISOString());
}

const AUSTRAL_SUMMER_DAYS = 42;

/** « Début des Vacances d’Été »: while the date of the rentrée is not published, the end repeats the beginning. */
function openEnd(debut: string): string {
  const september = `${debut.slice(0, 4)}-09-01`;
  return debut >= `${debut.slice(0, 4)}-06-01` && debut < september ? september : addDays(debut, AUSTRAL_SUMMER_DAYS);
}
