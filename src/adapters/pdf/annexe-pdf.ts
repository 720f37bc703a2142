import PDFDocument from 'pdfkit';
import type { AnnexeWriter } from '../../app/ports/annexe-writer.ts';
import { annexeTexts } from '../../core/texts.fr.ts';
import type { AnnexePaper } from '../../core/view/annexe-paper.ts';
import { type Doc, drawColumns } from './annexe-table.ts';
import { createShownText, FONTS, REPLACEMENT } from './fonts.ts';

type Element = ReturnType<Doc['struct']>;

const SIZE = { title: 15, heading: 12, text: 10, footer: 8 };
const MARGIN = 50;
/** Taken by pdfkit, not yet known to its published types. */
const ACCESSIBLE: object = { subset: 'PDF/UA' };
const SPACE = 10;
const LEADING = 2;

/** Writes the Annexe 1 with pdfkit, as PDF/UA asks: a structure tree, a language, a title, real text. */
export function createAnnexeWriter(): AnnexeWriter {
  let shown: ReturnType<typeof createShownText> | undefined;
  return {
    async write(paper) {
      shown ??= createShownText();
      return drawn(readable(paper, shown));
    },
  };
}

/** The paper with texts that the fonts can show, and a line that says so where something could not be. */
function readable(paper: AnnexePaper, shown: (text: string) => string): AnnexePaper {
  const made = mapTexts(paper, shown);
  const lacks = JSON.stringify(made).includes(REPLACEMENT);
  const note = { label: '', text: annexeTexts.remplaces };
  return lacks ? { ...made, more: { ...made.more, lines: [...made.more.lines, note] } } : made;
}

function mapTexts<T>(value: T, change: (text: string) => string): T {
  return JSON.parse(JSON.stringify(value), (_, member) => (typeof member === 'string' ? change(member) : member)) as T;
}

async function drawn(paper: AnnexePaper): Promise<Uint8Array> {
  const doc = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    pdfVersion: '1.7',
    ...ACCESSIBLE,
    tagged: true,
    lang: 'fr-FR',
    displayTitle: true,
    bufferPages: true,
    font: FONTS.plain,
    info: { Title: paper.documentTitle },
  });
  const chunks: Uint8Array[] = [];
  const whole = new Promise<Uint8Array>((resolve, reject) => {
    doc.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
  });
  const root = doc.struct('Document');
  doc.addStructure(root);
  drawForm(doc, root, paper);
  drawMore(doc, root, paper);
  root.end();
  drawFooters(doc, paper);
  doc.end();
  return whole;
}

function drawForm(doc: Doc, root: Element, { title, header, columns, difficultes }: AnnexePaper): void {
  heading(doc, root, 'H1', title);
  for (const { label, text } of header) line(doc, root, label, text);
  doc.moveDown();
  drawColumns(doc, root, columns);
  doc.y += SPACE * 2;
  heading(doc, root, 'H2', difficultes.title);
  for (const text of paragraphsOf(difficultes.text)) line(doc, root, '', text);
}

function drawMore(doc: Doc, root: Element, { more }: AnnexePaper): void {
  doc.addPage();
  heading(doc, root, 'H2', more.title);
  for (const { label, text } of more.lines) {
    const [first = '', ...others] = paragraphsOf(text);
    line(doc, root, label, first);
    for (const other of others) line(doc, root, '', other);
  }
}

const paragraphsOf = (text: string): string[] => text.split('\n').filter((part) => part.trim() !== '');

function heading(doc: Doc, root: Element, level: 'H1' | 'H2', text: string): void {
  const size = level === 'H1' ? SIZE.title : SIZE.heading;
  const element = doc.struct(level, {}, () => doc.font(FONTS.bold).fontSize(size).text(text));
  root.add(element);
  element.end();
  doc.y += SPACE;
}

function line(doc: Doc, root: Element, label: string, text: string): void {
  const element = doc.struct('P', {}, () => {
    doc.font(FONTS.bold).fontSize(SIZE.text);
    if (label !== '') doc.text(text === '' ? label : `${label} `, { continued: text !== '', lineGap: LEADING });
    if (text !== '') doc.font(FONTS.plain).text(text, { lineGap: LEADING });
  });
  root.add(element);
  element.end();
  doc.y += SPACE / 2;
}

/** Once the pages are counted. An artifact: a screen reader does not read it on each page. */
function drawFooters(doc: Doc, { numero }: AnnexePaper): void {
  const { start, count } = doc.bufferedPageRange();
  for (let page = start; page < start + count; page++) {
    doc.switchToPage(page);
    doc.markContent('Artifact', { type: 'Pagination', attached: ['Bottom'] });
    doc.font(FONTS.plain).fontSize(SIZE.footer);
    doc.page.margins.bottom = 0;
    const y = doc.page.height - MARGIN * 0.7;
    doc.text(annexeTexts.pied(numero, page + 1, count), MARGIN, y, {
      width: doc.page.width - 2 * MARGIN,
      align: 'center',
      lineBreak: false,
    });
    doc.endMarkedContent();
  }
}
