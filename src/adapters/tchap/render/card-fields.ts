import { cardTexts, tchapCardTexts } from '../../../core/texts.fr.ts';
import type { Block } from './block.ts';
import { isInput, isNode, type Node, nodesIn, stringIn } from './bound-nodes.ts';
import { lineBlocks } from './card-lines.ts';
import { shownLine, shownText } from './safe-text.ts';

/** A list to choose from, as a question shows it. */
export interface ChoiceList {
  id: string;
  several: boolean;
  /** Values already chosen. */
  chosen: string[];
  choices: { title: string; value: string }[];
}

export function choiceList(input: Node): ChoiceList {
  return {
    id: stringIn(input, 'id'),
    several: input.isMultiSelect === true,
    chosen: stringIn(input, 'value')
      .split(',')
      .filter((value) => value !== ''),
    choices: nodesIn(input, 'choices').map((choice) => ({
      title: shownLine(stringIn(choice, 'title')),
      value: stringIn(choice, 'value'),
    })),
  };
}

/** A field of a form that is only shown: its label and answer, then what is wrong or helps. */
export function fieldBlocks(field: Node): Block[] {
  const items = nodesIn(field, 'items');
  const answers = items.filter(isInput).map((input): Block => {
    const label = cardTexts.deuxPoints(shownLine(stringIn(input, 'label'))).trimEnd();
    const text = shownAnswer(input) || tchapCardTexts.vide;
    return text.includes('\n')
      ? { kind: 'quote', label, text }
      : { kind: 'lines', lines: [{ label, text, quiet: false }] };
  });
  return joined([...answers, ...lineBlocks(items.filter(isRich))]);
}

/** What is wrong with an answer stands right under it. */
function joined([answer, note, ...others]: Block[]): Block[] {
  if (answer === undefined || note === undefined) return answer === undefined ? [] : [answer];
  if (answer.kind !== 'lines' || note.kind !== 'lines') return [answer, note, ...others];
  return [{ kind: 'lines', lines: [...answer.lines, ...note.lines] }, ...others];
}

function shownAnswer(input: Node): string {
  if (input.type === 'Input.Text') return shownText(stringIn(input, 'value'));
  const { chosen, choices } = choiceList(input);
  const titles = choices.filter(({ value }) => chosen.includes(value)).map(({ title }) => title);
  return titles.join(', ');
}

/** A form that stands open inside a card: a container with inputs in it and the button that sends them. */
export function isOpenForm(node: Node): boolean {
  const items = nodesIn(node, 'items');
  return items.some(({ type }) => type === 'ActionSet') && items.some(hasInput);
}

const hasInput = (node: Node): boolean => nodesIn(node, 'items').some(isInput);

/** What is said in an open form besides its questions: what it is about, and what was refused. */
export function openFormBlocks(form: Node): Block[] {
  const items = nodesIn(form, 'items');
  const labelled = (node: Node) => nodesIn(node, 'inlines').some(({ weight }) => weight === 'Bolder');
  const notes = items.flatMap((item) => nodesIn(item, 'items')).filter((node) => isRich(node) && labelled(node));
  return [...lineBlocks(items.filter(isRich)), ...lineBlocks(notes)];
}

const isRich = ({ type }: Node) => type === 'RichTextBlock';

/** The button that sends a form. */
export function submitOf(form: Node, key: 'items' | 'actions'): Node | undefined {
  const actions = key === 'actions' ? nodesIn(form, key) : nodesIn(form, key).flatMap((set) => nodesIn(set, 'actions'));
  return actions.find(({ data }) => isNode(data));
}
