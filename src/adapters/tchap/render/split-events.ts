import { cutText } from '../../../core/view/text-parts.ts';
import { type Block, continuedLabel, type Line } from './block.ts';
import { writeBody, writeHtml } from './write-blocks.ts';

/**
 * Bytes of JSON that each representation may take. A homeserver takes events of 65,536 bytes; encrypted, and with
 * both representations twice as an edit has them, that leaves 10,000 for each.
 */
export const LARGEST_REPRESENTATION = 10_000;

/**
 * Shares blocks between messages, in their order, losing nothing: a text that is too long goes on under its label.
 * @param tail what must stand on the last one: the choices and how to answer
 * @param max bytes of JSON for each representation
 */
export function splitEvents(blocks: Block[], tail: Block[], max: number): Block[][] {
  const events: Block[][] = [];
  const fits = (some: Block[]) => fitsIn(some, max);
  for (const piece of blocks.flatMap((block) => splitBlock(block, max))) addBlock(events, piece, fits);
  const last = events.at(-1) ?? [];
  if (fits([...last, ...tail])) events.splice(-1, 1, [...last, ...tail]);
  else if (fits(tail)) events.push(tail);
  else for (const piece of tail.flatMap((block) => splitBlock(block, max))) addBlock(events, piece, fits);
  return events.length === 0 ? [tail] : events;
}

function fitsIn(blocks: Block[], max: number): boolean {
  return [writeBody(blocks), writeHtml(blocks)].every((text) => Buffer.byteLength(JSON.stringify(text)) <= max);
}

function addBlock(events: Block[][], block: Block, fits: (blocks: Block[]) => boolean): void {
  const last = events.at(-1);
  if (last !== undefined && fits([...last, block])) last.push(block);
  else events.push([block]);
}

/** A block in parts that each fit into a message. */
function splitBlock(block: Block, max: number): Block[] {
  if (fitsIn([block], max)) return [block];
  switch (block.kind) {
    case 'title':
      return splitText(block.text, (text) => ({ ...block, text }), max);
    case 'quote':
      return splitText(block.text, (text, part) => ({ ...block, label: labelOf(block, part), text }), max);
    case 'lines':
      return block.lines.flatMap((line) => splitLine(line, max));
    case 'list':
      return splitList(block.items, block.first, max);
  }
}

const labelOf = ({ label }: { label: string }, part: number) => (part === 0 ? label : continuedLabel(label));

function splitLine(line: Line, max: number): Block[] {
  return splitText(
    line.text,
    (text, part) => ({ kind: 'lines', lines: [{ ...line, label: labelOf(line, part), text }] }),
    max,
  );
}

function splitText(text: string, make: (text: string, part: number) => Block, max: number): Block[] {
  const parts: Block[] = [];
  for (let rest = text; rest !== '' || parts.length === 0; ) {
    let length = Math.min(rest.length, max);
    let pieces = cutText(rest, length);
    while (length > 2 && !fitsIn([make(pieces.head.trimEnd(), parts.length)], max)) {
      length = Math.floor(length * 0.8);
      pieces = cutText(rest, Math.max(length, 2));
    }
    parts.push(make(pieces.head.trimEnd(), parts.length));
    rest = pieces.rest.trimStart();
  }
  return parts;
}

/** Items in lists that go on counting. */
function splitList(items: string[], first: number, max: number): Block[] {
  const parts: { kind: 'list'; items: string[]; first: number; whole: boolean }[] = [];
  for (const [index, item] of items.entries()) {
    const last = parts.at(-1);
    if (last !== undefined && fitsIn([{ ...last, items: [...last.items, item] }], max)) last.items.push(item);
    else parts.push({ kind: 'list', items: [item], first: first + index, whole: false });
  }
  return parts;
}
