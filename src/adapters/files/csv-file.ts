import { CsvError, parse } from 'csv-parse/sync';
import { type CsvRow, type CsvTable, UnreadableFile } from '../../app/ports/data-file.ts';
import { poleCommandTexts } from '../../core/texts.fr.ts';
import { readTextFile } from './read-text-file.ts';

const LF = 0x0a;

/**
 * Reads a `;` separated file whose first row names the columns, and keeps the columns that `keep` wants: the
 * national directory has seventy. Rows without any text are left out.
 * @throws UnreadableFile
 */
export async function readCsvFile(path: string, keep: (column: string) => boolean): Promise<CsvTable> {
  return parseCsv(await readTextFile(path), keep);
}

/** @throws UnreadableFile */
export function parseCsv(bytes: Buffer, keep: (column: string) => boolean): CsvTable {
  const place = new LinePlace(bytes);
  let width = 0;
  let kept: number[] | undefined;
  let header: string[] = [];
  const rows: CsvRow[] = [];
  const takeRow = (record: string[], end: number) => {
    const line = place.line;
    place.advance(end);
    if (record.every((cell) => cell.trim() === '')) return;
    if (kept === undefined) {
      width = record.length;
      kept = [...record.keys()].filter((index) => keep(record[index]!));
      header = kept.map((index) => record[index]!);
    } else {
      rows.push({ line, cells: kept.map((index) => record[index] ?? ''), whole: record.length === width });
    }
  };
  try {
    parse(bytes, {
      bom: true,
      delimiter: ';',
      record_delimiter: ['\r\n', '\n'],
      relax_column_count: true,
      on_record: (record: string[], { bytes: end }) => {
        takeRow(record, end);
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new UnreadableFile(poleCommandTexts.files.badQuotes(place.line));
  }
  return { width, header, rows };
}

/** The parser counts a line break inside quotes twice when it is CR LF; counting the bytes read does not. */
class LinePlace {
  line = 1;
  readonly #bytes: Buffer;
  #offset = 0;
  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }
  advance(end: number): void {
    for (; this.#offset < end; this.#offset += 1) if (this.#bytes[this.#offset] === LF) this.line += 1;
  }
}
