import type { Action } from '../action.ts';
import { cardTexts } from '../texts.fr.ts';
import type { Button } from './message.ts';
import { cutText, type Line, type Section } from './text-parts.ts';

/**
 * How many characters of JSON a bound card may take: 25 KB in UTF-16 is what the oldest Teams clients show,
 * less a margin for what the binder adds.
 */
export const CARD_SIZE = 12_000;

const LINE_FRAME = 140;
const SECTION_FRAME = 170;
const SMALLEST_PIECE = 400;
/** Forms that leave less than that make the card too large, rather than its text a thousand pages. */
const SMALLEST_BUDGET = 2_000;

/** Characters that a text takes in JSON. */
export function jsonSize(text: string): number {
  return JSON.stringify(text).length;
}

/**
 * Shares sections between pages of at most `budget` characters of JSON each, in order, losing nothing: a text
 * that is too long goes on on the next page under the same label.
 */
export function paginate(sections: Section[], budget: number): Section[][] {
  const flow = new PageFlow(Math.max(budget, SMALLEST_BUDGET));
  for (const { title, lines } of sections) {
    for (const line of lines) flow.add(title, line);
  }
  return flow.pages;
}

class PageFlow {
  readonly pages: Section[][] = [[]];
  readonly #budget: number;
  #left: number;

  constructor(budget: number) {
    this.#budget = budget;
    this.#left = budget;
  }

  add(title: string, line: Line): void {
    let rest = line;
    for (;;) {
      const emptyPage = this.pages.at(-1)?.length === 0;
      const room = this.#left - LINE_FRAME - SECTION_FRAME - title.length - rest.label.length;
      if (jsonSize(rest.text) <= room || (emptyPage && rest.text === '')) {
        this.#put(title, rest);
        return;
      }
      const { head, rest: tail } = pieceThatFits(rest.text, room, emptyPage);
      if (head !== '') {
        this.#put(title, { label: rest.label, text: head });
        rest = { label: continued(line.label), text: tail };
      }
      this.#turn();
    }
  }

  #put(title: string, line: Line): void {
    const page = this.pages.at(-1) ?? [];
    const open = page.at(-1)?.title === title ? page.at(-1) : undefined;
    if (open) open.lines.push(line);
    else page.push({ title, lines: [line] });
    const frame = LINE_FRAME + (open ? 0 : SECTION_FRAME + title.length);
    this.#left -= frame + line.label.length + jsonSize(line.text);
  }

  #turn(): void {
    this.pages.push([]);
    this.#left = this.#budget;
  }
}

function pieceThatFits(text: string, room: number, emptyPage: boolean): { head: string; rest: string } {
  // Escaped characters take more room than they count: shrink until it fits.
  let max = Math.min(text.length, Math.max(room, emptyPage ? 1 : 0));
  while (max > SMALLEST_PIECE || (emptyPage && max > 1)) {
    const pieces = cutText(text, max);
    if (jsonSize(pieces.head) <= room && (pieces.head.length >= SMALLEST_PIECE || emptyPage)) return pieces;
    max = Math.floor(max * 0.8);
  }
  return emptyPage ? cutText(text, 2) : { head: '', rest: text };
}

const continued = (label: string) => (label === '' ? '' : cardTexts.suite(label));

/** Characters of JSON that sections take in a card. */
export function sectionsSize(sections: Section[]): number {
  const lineSize = (line: Line) => LINE_FRAME + line.label.length + jsonSize(line.text);
  return sections.reduce(
    (sum, { title, lines }) => lines.reduce((size, line) => size + lineSize(line), sum + SECTION_FRAME + title.length),
    0,
  );
}

/** A page that exists, whatever number came back from an older card. */
export function pageNumber(asked: number | undefined, total: number): number {
  return Math.min(Math.max(Number.isInteger(asked) ? (asked ?? 1) : 1, 1), total);
}

/** The buttons that lead to the pages before and after: `turn` with the page's number as its value. */
export function pageButtons(turn: Action, page: number, total: number): Button[] {
  const to = (number: number): Action => ({ ...turn, value: String(number) });
  return [
    ...(page < total ? [{ title: cardTexts.pageSuivante(page + 1, total), action: to(page + 1) }] : []),
    ...(page > 1 ? [{ title: cardTexts.pagePrecedente, action: to(page - 1) }] : []),
  ];
}
