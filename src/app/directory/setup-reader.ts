import { cleanLine, countCharacters } from '../../core/form/clean-text.ts';
import { normalise } from '../../core/form/normalise.ts';
import { poleCommandTexts } from '../../core/texts.fr.ts';
import type { DocumentNode } from '../ports/data-file.ts';
import type { FileProblem } from './table.ts';

const texts = poleCommandTexts.setup;

type MapNode = Extract<DocumentNode, { kind: 'map' }>;
type ListNode = Extract<DocumentNode, { kind: 'list' }>;
interface ListItem {
  text: string;
  line: number;
}
type Judge<T> = (text: string, path: string) => { value: T } | { sentence: string };

/** Walks a document and notes every problem with its line, so that all are told at once. */
export class SetupReader {
  readonly problems: FileProblem[] = [];

  map(node: MapNode, path: string, known: string[]): MapReader {
    for (const { key, line } of node.entries) {
      if (!known.includes(key)) this.note(line, texts.unknownKey(key, known));
    }
    return new MapReader(this, node, path);
  }

  note(line: number, sentence: string): void {
    this.problems.push({ line, sentence });
  }

  inOrder(): FileProblem[] {
    return [...this.problems].sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  }
}

export class MapReader {
  readonly #reader: SetupReader;
  readonly #node: MapNode;
  readonly #path: string;
  constructor(reader: SetupReader, node: MapNode, path: string) {
    this.#reader = reader;
    this.#node = node;
    this.#path = path;
  }

  /** The value under a name; one left empty counts as absent. */
  #value(name: string): DocumentNode | undefined {
    const value = this.#node.entries.find((entry) => entry.key === name)?.value;
    return value?.kind === 'nothing' ? undefined : value;
  }

  #full(name: string): string {
    return this.#path === '' ? name : `${this.#path}.${name}`;
  }

  #missing(name: string): undefined {
    const line = this.#node.entries.find((entry) => entry.key === name)?.line ?? this.#node.line;
    this.#reader.note(line, texts.missing(this.#full(name)));
  }

  has(name: string): boolean {
    return this.#value(name) !== undefined;
  }

  /** A map whose names are free, each with a text. @param judge gives the sentence against a name, if any */
  entries(name: string, maximum: number, judge: (key: string) => string | undefined): [key: string, text: string][] {
    const value = this.#value(name);
    if (value === undefined) return [];
    if (value.kind !== 'map') {
      this.#reader.note(value.line, texts.map(this.#full(name)));
      return [];
    }
    return value.entries.flatMap(({ key, line, value: node }): [string, string][] => {
      const sentence = judge(key);
      if (sentence !== undefined) this.#reader.note(line, sentence);
      const text = this.#text(node, `${this.#full(name)}.${key}`, maximum);
      return text === undefined ? [] : [[key, text]];
    });
  }

  map(name: string, known: string[]): MapReader {
    if (this.#value(name) === undefined) this.#missing(name);
    return this.optionalMap(name, known);
  }

  /** An absent one reads as empty: of what it should hold, nothing more is then told missing. */
  optionalMap(name: string, known: string[]): MapReader {
    const value = this.#value(name);
    if (value?.kind === 'map') return this.#reader.map(value, this.#full(name), known);
    if (value !== undefined) this.#reader.note(value.line, texts.map(this.#full(name)));
    return new MapReader(new SetupReader(), { kind: 'map', line: 1, entries: [] }, this.#full(name));
  }

  text(name: string, maximum: number): string {
    return this.required(name, maximum, (text) => ({ value: text })) ?? '';
  }

  required<T>(name: string, maximum: number, judge: Judge<T>): T | undefined {
    if (this.#value(name) === undefined) return this.#missing(name);
    return this.optional(name, maximum, judge);
  }

  optional<T>(name: string, maximum: number, judge: Judge<T>): T | undefined {
    const node = this.#value(name);
    if (node === undefined) return undefined;
    const text = this.#text(node, this.#full(name), maximum);
    const verdict = text === undefined ? undefined : judge(text, this.#full(name));
    if (verdict === undefined) return undefined;
    if ('value' in verdict) return verdict.value;
    this.#reader.note(node.line, verdict.sentence);
    return undefined;
  }

  #text(node: DocumentNode, path: string, maximum: number): string | undefined {
    const text = node.kind === 'text' ? cleanLine(node.text) : '';
    if (text === '') this.#reader.note(node.line, texts.text(path));
    else if (countCharacters(text) > maximum) this.#reader.note(node.line, texts.tooLong(path, maximum));
    else return text;
    return undefined;
  }

  list(name: string, maximum: number): string[] {
    if (this.#value(name) === undefined) this.#missing(name);
    return this.optionalList(name, maximum) ?? [];
  }

  /** Texts, each once: case and accents do not make a difference. */
  optionalList(name: string, maximum: number): string[] | undefined {
    return this.optionalItems(name, maximum)?.map(({ text }) => text);
  }

  /** The same, each with its line. */
  optionalItems(name: string, maximum: number): ListItem[] | undefined {
    const node = this.#value(name);
    if (node === undefined) return undefined;
    if (node.kind !== 'list') {
      this.#reader.note(node.line, texts.list(this.#full(name)));
      return undefined;
    }
    if (node.items.length === 0) this.#reader.note(node.line, texts.emptyList(this.#full(name)));
    return this.#items(node, this.#full(name), maximum);
  }

  #items(node: ListNode, path: string, maximum: number): ListItem[] {
    const lineOf = new Map<string, number>();
    const kept: ListItem[] = [];
    for (const item of node.items) {
      const text = this.#text(item, path, maximum);
      if (text === undefined) continue;
      const earlier = lineOf.get(normalise(text));
      if (earlier !== undefined) this.#reader.note(item.line, texts.duplicate(text, earlier));
      else lineOf.set(normalise(text), item.line);
      kept.push({ text, line: item.line });
    }
    return kept;
  }
}
