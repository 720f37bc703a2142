import type PDFDocument from 'pdfkit';
import { annexeTexts } from '../../core/texts.fr.ts';
import type { PaperColumn, PaperField } from '../../core/view/annexe-paper.ts';
import { FONTS } from './fonts.ts';

export type Doc = InstanceType<typeof PDFDocument>;
type Element = ReturnType<Doc['struct']>;

const PADDING = 8;
const INDENT = 12;
const GAP = 7;
const SIZE = 10;
/** Taken by pdfkit, not yet known to its published types. */
const OF_COLUMN: object = { scope: 'Column' };
const BOXES = { ticked: '\u2612', empty: '\u2610' };

/** The two cases side by side, as on paper: a row of headings, then a list in each cell. */
export function drawColumns(doc: Doc, parent: Element, columns: [PaperColumn, PaperColumn]): void {
  const { left, right } = doc.page.margins;
  const width = (doc.page.width - left - right) / 2;
  const cells = columns.map((column, index) => ({ ...column, x: left + index * width, width }));
  const table = doc.struct('Table');
  parent.add(table);

  const headTop = doc.y;
  const headHeight = 2 * PADDING + Math.max(...cells.map(({ title }) => heightOf(doc, FONTS.bold, title, width)));
  const bodyTop = headTop + headHeight;
  const bodyHeight = 2 * PADDING + Math.max(...cells.map(({ fields }) => fieldsHeight(doc, fields, width)));
  drawGrid(doc, { left, width, headTop, bodyTop, bottom: bodyTop + bodyHeight });

  const headings = row(doc, table);
  for (const { title, x } of cells) {
    const heading = doc.struct('TH', OF_COLUMN, () => {
      doc.font(FONTS.bold).fontSize(SIZE);
      doc.text(title, x + PADDING, headTop + PADDING, { width: inner(width) });
    });
    headings.add(heading);
    heading.end();
  }
  headings.end();
  const body = row(doc, table);
  for (const { fields, x } of cells) drawFields(doc, body, fields, { x: x + PADDING, y: bodyTop + PADDING, width });
  body.end();
  table.end();
  doc.x = left;
  doc.y = bodyTop + bodyHeight;
}

function row(doc: Doc, table: Element): Element {
  const made = doc.struct('TR');
  table.add(made);
  return made;
}

function drawFields(
  doc: Doc,
  parent: Element,
  fields: PaperField[],
  { x, y, width }: { x: number; y: number; width: number },
): void {
  const cell = doc.struct('TD');
  parent.add(cell);
  const list = doc.struct('L');
  cell.add(list);
  let top = y;
  for (const field of fields) {
    const item = doc.struct('LI');
    list.add(item);
    const at = top;
    item.add(doc.struct('Lbl', {}, () => doc.font(FONTS.plain).fontSize(SIZE).text('\u2022', x, at)));
    const body = doc.struct('LBody');
    item.add(body);
    const below = at + heightOf(doc, FONTS.plain, field.label, width - INDENT);
    const write = (font: string, text: string, y: number) => () =>
      doc
        .font(font)
        .fontSize(SIZE)
        .text(text, x + INDENT, y, { width: inner(width) - INDENT });
    body.add(doc.struct('P', {}, write(FONTS.plain, field.label, at)));
    // An empty answer is no paragraph, and keeps its line.
    const value = answerIn(field);
    if (value !== '') body.add(doc.struct('P', {}, write(FONTS.bold, value, below)));
    item.end();
    top += fieldHeight(doc, field, width) + GAP;
  }
  list.end();
  cell.end();
}

function answerIn(field: PaperField): string {
  if ('text' in field) return field.text;
  const box = (is: boolean) => (is ? BOXES.ticked : BOXES.empty);
  const { oui, non } = annexeTexts;
  return `${oui} ${box(field.box === 'oui')}     ${non} ${box(field.box === 'non')}`;
}

const inner = (width: number): number => width - 2 * PADDING;

function heightOf(doc: Doc, font: string, text: string, width: number): number {
  doc.font(font).fontSize(SIZE);
  return doc.heightOfString(text === '' ? ' ' : text, { width: inner(width) });
}

function fieldHeight(doc: Doc, field: PaperField, width: number): number {
  const body = width - INDENT;
  return heightOf(doc, FONTS.plain, field.label, body) + heightOf(doc, FONTS.bold, answerIn(field), body);
}

function fieldsHeight(doc: Doc, fields: PaperField[], width: number): number {
  return fields.reduce((height, field) => height + fieldHeight(doc, field, width) + GAP, -GAP);
}

interface Grid {
  left: number;
  width: number;
  headTop: number;
  bodyTop: number;
  bottom: number;
}

function drawGrid(doc: Doc, { left, width, headTop, bodyTop, bottom }: Grid): void {
  doc.markContent('Artifact', { type: 'Layout' });
  doc.rect(left, headTop, 2 * width, bodyTop - headTop).fill('#eeeeee');
  doc.lineWidth(0.75).strokeColor('#000000').fillColor('#000000');
  doc.rect(left, headTop, 2 * width, bottom - headTop);
  doc.moveTo(left, bodyTop).lineTo(left + 2 * width, bodyTop);
  doc.moveTo(left + width, headTop).lineTo(left + width, bottom);
  doc.stroke();
  doc.endMarkedContent();
}
