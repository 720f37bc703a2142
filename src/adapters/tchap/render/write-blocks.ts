import { type Block, type Line, labelParts } from './block.ts';
import { escapeHtml, unlinked } from './safe-text.ts';

/** Blocks as plain text, a blank line between them. */
export function writeBody(blocks: readonly Block[]): string {
  return blocks
    .map((block) => `${unlinked(bodyOf(block))}${isPartTitle(block) ? '\n' : '\n\n'}`)
    .join('')
    .trimEnd();
}

const isPartTitle = (block: Block) => block.kind === 'title' && block.part;

function bodyOf(block: Block): string {
  switch (block.kind) {
    case 'title':
      return block.text;
    case 'lines':
      return block.lines.map(({ label, text }) => [label, text].filter(Boolean).join(' ')).join('\n');
    case 'quote':
      return `${block.label}\n${block.text}`;
    case 'list':
      return numbered(block).join('\n');
  }
}

const numbered = ({ items, first }: { items: string[]; first: number }) =>
  items.map((item, index) => `${first + index}. ${item}`);

/** Blocks as HTML: p strong em br ol li blockquote, no attribute, nothing of a text but its words. */
export function writeHtml(blocks: readonly Block[]): string {
  return blocks.map(htmlOf).join('');
}

function htmlOf(block: Block): string {
  switch (block.kind) {
    case 'title':
      return `<p><strong>${inline(block.text)}</strong></p>`;
    case 'lines':
      return `<p>${block.lines.map(lineHtml).join('<br>')}</p>`;
    case 'quote':
      return `<p>${labelHtml(block.label)}</p><blockquote>${inline(block.text)}</blockquote>`;
    case 'list':
      return block.whole
        ? `<ol>${block.items.map((item) => `<li>${inline(item)}</li>`).join('')}</ol>`
        : `<p>${numbered(block).map(inline).join('<br>')}</p>`;
  }
}

function lineHtml({ label, text, quiet }: Line): string {
  const words = quiet && text !== '' ? `<em>${inline(text)}</em>` : inline(text);
  return [label === '' ? '' : labelHtml(label), words].filter(Boolean).join(' ');
}

function labelHtml(label: string): string {
  const { name, joint } = labelParts(label);
  return `<strong>${inline(name)}</strong>${inline(joint)}`;
}

const inline = (text: string) => escapeHtml(unlinked(text)).replaceAll('\n', '<br>');
