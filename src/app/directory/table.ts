import { normalise } from '../../core/form/normalise.ts';
import { poleCommandTexts } from '../../core/texts.fr.ts';
import type { CsvTable } from '../ports/data-file.ts';

/** Something wrong in a file; `line` is absent when it is about the file as a whole. */
export interface FileProblem {
  line?: number;
  sentence: string;
}

/** The names under which a column may stand in a file, the one to use first; an optional one may be missing. */
interface ColumnNames {
  names: string[];
  optional?: boolean;
}
export type ColumnSet<K extends string> = { [key in K]: ColumnNames };

/** « Rôle(s) » and « roles » are one column: case, accents and punctuation do not count. */
export function isColumn<K extends string>(set: ColumnSet<K>, header: string): boolean {
  return Object.values<ColumnNames>(set).some((column) => names(column, header));
}

function names(column: ColumnNames, header: string): boolean {
  const bare = normalise(header);
  return column.names.some((name) => normalise(name) === bare);
}

export type Columns<K extends string> = { [key in K]: number | undefined };

/** Where each column is. Problems: the file is empty, columns are missing (one sentence for all), or double. */
export function findColumns<K extends string>(
  table: CsvTable,
  set: ColumnSet<K>,
): { columns: Columns<K>; problems: FileProblem[] } {
  const { files } = poleCommandTexts;
  const entries = Object.entries<ColumnNames>(set) as [K, ColumnNames][];
  const places = entries.map(([key, column]) => ({
    key,
    column,
    found: [...table.header.keys()].filter((index) => names(column, table.header[index]!)),
  }));
  const columns = Object.fromEntries(places.map(({ key, found }) => [key, found[0]])) as Columns<K>;
  if (table.width === 0) return { columns, problems: [{ sentence: files.empty }] };
  const missing = places.filter(({ column, found }) => found.length === 0 && !column.optional);
  const double = places.filter(({ found }) => found.length > 1);
  const problems = double.map(({ column }) => ({ sentence: files.doubleColumn(column.names[0]!) }));
  if (missing.length > 0) {
    const wanted = missing.map(({ column }) => column.names[0]!);
    problems.unshift({ sentence: files.missingColumns(wanted, table.width === 1) });
  }
  return { columns, problems };
}
