import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument } from 'yaml';
import { type DocumentEntry, type DocumentNode, UnreadableFile } from '../../app/ports/data-file.ts';
import { poleCommandTexts } from '../../core/texts.fr.ts';
import { readTextFile } from './read-text-file.ts';

const { files } = poleCommandTexts;

/** @throws UnreadableFile */
export async function readYamlFile(path: string): Promise<DocumentNode> {
  return parseYaml((await readTextFile(path)).toString('utf8'));
}

/** @throws UnreadableFile when it is not YAML, or uses what a list of settings does not need (aliases, several documents) */
export function parseYaml(text: string): DocumentNode {
  const lines = new LineCounter();
  // The failsafe schema leaves every value as its text: a code such as 0761 must not become a number.
  const document = parseDocument(text.replace(/^\uFEFF/, ''), { schema: 'failsafe', lineCounter: lines });
  const [error] = document.errors;
  if (error) throw new UnreadableFile(syntaxSentence(error.code, lines.linePos(error.pos[0]).line));
  const lineOf = (node: Node) => lines.linePos(node.range?.[0] ?? 0).line;
  return document.contents ? neutral(document.contents, lineOf, 1) : { kind: 'nothing', line: 1 };
}

function syntaxSentence(code: string, line: number): string {
  if (code === 'DUPLICATE_KEY') return files.yamlDuplicate(line);
  if (code === 'TAB_AS_INDENT') return files.yamlTab(line);
  return files.yamlSyntax(line, code);
}

type LineOf = (node: Node) => number;

function neutral(node: Node | null, lineOf: LineOf, lineBefore: number): DocumentNode {
  if (node === null) return { kind: 'nothing', line: lineBefore };
  const line = lineOf(node);
  if (isAlias(node)) throw new UnreadableFile(files.yamlAlias(line));
  if (isMap(node))
    return { kind: 'map', line, entries: node.items.map((pair) => entry(pair as Pair<Node, Node>, lineOf)) };
  if (isSeq(node)) return { kind: 'list', line, items: node.items.map((item) => neutral(item as Node, lineOf, line)) };
  const text = isScalar(node) ? String(node.value ?? '') : '';
  const absent = isScalar(node) && node.type === 'PLAIN' && ['', '~', 'null'].includes(text);
  return absent ? { kind: 'nothing', line } : { kind: 'text', line, text };
}

function entry(pair: Pair<Node, Node | null>, lineOf: LineOf): DocumentEntry {
  const line = lineOf(pair.key);
  return { key: isScalar(pair.key) ? String(pair.key.value) : '?', line, value: neutral(pair.value, lineOf, line) };
}
