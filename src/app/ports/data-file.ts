/** A CSV file as read: cells as written, of the columns that were asked for only. */
export interface CsvTable {
  /** How many columns the file has; 0 when it is empty. */
  width: number;
  /** The columns that were kept. */
  header: string[];
  rows: CsvRow[];
}

export interface CsvRow {
  /** Where the row begins in the file, from 1. */
  line: number;
  /** In the order of `header`. */
  cells: string[];
  /** False when the row has not as many cells as the file's header: its cells cannot be trusted. */
  whole: boolean;
}

/** A YAML file as read: every value is the text that stands in the file, with its line (from 1). */
export type DocumentNode =
  | { kind: 'text'; line: number; text: string }
  | { kind: 'list'; line: number; items: DocumentNode[] }
  | { kind: 'map'; line: number; entries: DocumentEntry[] }
  | { kind: 'nothing'; line: number };

export interface DocumentEntry {
  key: string;
  line: number;
  value: DocumentNode;
}

/** A file that cannot be read at all; `sentence` says so to a person. */
export class UnreadableFile extends Error {
  readonly sentence: string;
  constructor(sentence: string) {
    super('unreadable file');
    this.name = 'UnreadableFile';
    this.sentence = sentence;
  }
}
