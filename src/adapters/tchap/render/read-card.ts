import type { TemplateName } from '../../../core/view/message.ts';
import type { Block } from './block.ts';
import { isInput, type Node, nodesIn, stringIn } from './bound-nodes.ts';
import { type Asks, actionsOf, addAsk } from './card-asks.ts';
import { type ChoiceList, choiceList, fieldBlocks, isOpenForm, openFormBlocks, submitOf } from './card-fields.ts';
import { invitesWords, lineBlocks, rowBlocks } from './card-lines.ts';
import { shownText } from './safe-text.ts';

/** A bound card, taken apart for a messenger without buttons and inputs. */
export interface ReadCard extends Asks {
  blocks: Block[];
  /** The question may also be answered in one's own words. */
  freeWords: boolean;
}

/** @param template the card's, since only a question has ways out */
export function readCard(card: Node, template: TemplateName): ReadCard {
  const reader = new CardReader(template);
  reader.read(nodesIn(card, 'body'));
  return reader.result;
}

class CardReader {
  readonly result: ReadCard = { blocks: [], freeWords: false, numbered: [], words: [] };
  readonly #template: TemplateName;
  #list: ChoiceList | undefined;
  /** The paragraph that the next short row joins, as long as it is the last one. */
  #shortRows: Extract<Block, { kind: 'lines' }> | undefined;

  constructor(template: TemplateName) {
    this.#template = template;
  }

  /** Elements that stand side by side. */
  read(elements: Node[], way = false): void {
    let lines: Node[] = [];
    const flush = () => {
      this.result.blocks.push(...lineBlocks(lines));
      lines = [];
    };
    for (const element of elements) {
      if (element.type === 'RichTextBlock') {
        this.result.freeWords ||= invitesWords(element);
        lines.push(element);
      } else {
        flush();
        this.#element(element, way);
      }
    }
    flush();
  }

  #element(element: Node, way: boolean): void {
    switch (element.type) {
      case 'TextBlock':
        this.#title(element);
        return;
      case 'Image':
        // What it shows, in words.
        this.result.blocks.push(...lineBlocks([{ inlines: [{ text: stringIn(element, 'altText') }] }]));
        return;
      case 'ActionSet':
        for (const action of actionsOf(element)) addAsk(this.result, action, this.#list, way);
        return;
      case 'ColumnSet':
        this.#row(element);
        return;
      case 'Container':
        this.#container(element);
        return;
      default:
        if (isInput(element)) this.#input(element);
    }
  }

  #container(container: Node): void {
    const items = nodesIn(container, 'items');
    if (isOpenForm(container)) this.#openForm(container);
    else if (this.#template !== 'question' && items.some(isInput)) this.#addRow(fieldBlocks(container));
    else this.read(items, this.#template === 'question' && container.separator === true);
  }

  #title(element: Node): void {
    const text = shownText(stringIn(element, 'text'));
    this.result.blocks.push({ kind: 'title', text, part: element.size !== 'Large' });
  }

  /** A row of a list: its words as one paragraph, its button in the list of choices. */
  #row(set: Node): void {
    const cells = nodesIn(set, 'columns').map((column) => nodesIn(column, 'items'));
    for (const items of cells) {
      this.#addRow(rowBlocks(items.filter(({ type }) => type === 'RichTextBlock')));
      this.read(items.filter(({ type }) => type !== 'RichTextBlock'));
    }
  }

  /** Rows of one short line each keep together. */
  #addRow(row: Block[]): void {
    const last = this.result.blocks.at(-1);
    const [only] = row;
    const short = row.length === 1 && only?.kind === 'lines' && only.lines.length === 1;
    if (short && last !== undefined && last === this.#shortRows) last.lines.push(...only.lines);
    else this.result.blocks.push(...row);
    if (short && last !== this.#shortRows) this.#shortRows = only;
  }

  /** The questions of the form are asked one by one later: here it is something to choose, under its own title. */
  #openForm(form: Node): void {
    const heading = nodesIn(form, 'items').find(({ type }) => type === 'TextBlock');
    const said = openFormBlocks(form);
    if (heading !== undefined && said.length > 0) this.#title(heading);
    this.result.blocks.push(...said);
    const submit = submitOf(form, 'items');
    if (submit === undefined) return;
    const title = heading === undefined ? stringIn(submit, 'title') : stringIn(heading, 'text');
    addAsk(this.result, { ...submit, title }, undefined, false);
  }

  #input(input: Node): void {
    if (input.type === 'Input.ChoiceSet') this.#list = choiceList(input);
  }
}
