import { cardTexts, dialogueTexts, tchapCardTexts } from '../../../core/texts.fr.ts';
import type { Block, Line } from './block.ts';
import { type Node, nodesIn, stringIn } from './bound-nodes.ts';
import { shownText } from './safe-text.ts';

/** What the cards say of their buttons and inputs, and what is said here: nothing when it is empty. */
const SAID_OTHERWISE: ReadonlyMap<string, string> = new Map([
  [cardTexts.question.reponsesPossibles, ''],
  [cardTexts.resume.intro, tchapCardTexts.resumeIntro],
  [cardTexts.formulaire.intro, tchapCardTexts.formulaireIntro],
  [dialogueTexts.aide[0]!, tchapCardTexts.aideReponse],
  ...dialogueTexts.aide.filter((line) => line.includes('remplir en une fois')).map((line) => [line, ''] as const),
]);

function saidHere(text: string): string {
  const otherwise = SAID_OTHERWISE.get(text);
  if (otherwise !== undefined) return otherwise;
  return text.endsWith(cardTexts.coupe) ? `${text.slice(0, -cardTexts.coupe.length)}${tchapCardTexts.coupe}` : text;
}

/** True for the line that says a question may be answered in one's own words. */
export const invitesWords = (block: Node): boolean =>
  nodesIn(block, 'inlines').some(({ text }) => text === cardTexts.question.reponsesPossibles);

interface RichLine extends Line {
  /** The words are given under their label: they are long, or have lines of their own. */
  apart: boolean;
}

/** A rich text block: its bold runs are the label of the others. */
function lineOf(block: Node): RichLine {
  const runs = nodesIn(block, 'inlines');
  const bold = runs.filter(({ weight }) => weight === 'Bolder').map((run) => stringIn(run, 'text'));
  const plain = runs.filter(({ weight }) => weight !== 'Bolder');
  const text = plain.map((run) => saidHere(stringIn(run, 'text'))).join('');
  return {
    label: shownText(bold.join('')),
    text: shownText(text),
    quiet: plain.length > 0 && plain.every(({ isSubtle }) => isSubtle === true),
    apart: text.includes('\n'),
  };
}

/**
 * Rich text blocks that stand side by side, as blocks: lines with a label keep together, a text without is a
 * paragraph, and long words stand under their label.
 */
export function lineBlocks(nodes: Node[]): Block[] {
  const blocks: Block[] = [];
  for (const line of linesOf(nodes)) addLine(blocks, line);
  return blocks;
}

const linesOf = (nodes: Node[]) => nodes.map(lineOf).filter(({ label, text }) => label !== '' || text !== '');

/** The words of one row of a list: one paragraph, in which words follow what they are about on its line. */
export function rowBlocks(nodes: Node[]): Block[] {
  if (nodes.length < 2) return lineBlocks(nodes);
  const lines: Line[] = [];
  for (const line of linesOf(nodes)) {
    const last = lines.at(-1);
    if (last !== undefined && last.text === '' && line.label === '') {
      Object.assign(last, { label: `${last.label} –`, text: line.text, quiet: line.quiet });
    } else {
      lines.push(plainLine(line));
    }
  }
  return lines.length === 0 ? [] : [{ kind: 'lines', lines }];
}

function addLine(blocks: Block[], line: RichLine): void {
  const last = blocks.at(-1);
  const before = last?.kind === 'lines' ? last.lines.at(-1) : undefined;
  const labelled = line.label !== '';
  if (labelled && line.text !== '' && line.apart) {
    blocks.push({ kind: 'quote', label: line.label, text: line.text });
  } else if (last?.kind === 'lines' && before?.label !== '' && before?.text === '' && !labelled) {
    // « … vous écrit » alone on its line: what follows are that person's words.
    last.lines.pop();
    if (last.lines.length === 0) blocks.pop();
    blocks.push({ kind: 'quote', label: before?.label ?? '', text: line.text });
  } else if (last?.kind === 'lines' && labelled && before?.label !== '') {
    last.lines.push(plainLine(line));
  } else {
    blocks.push({ kind: 'lines', lines: [plainLine(line)] });
  }
}

const plainLine = ({ label, text, quiet }: RichLine): Line => ({ label, text, quiet });
