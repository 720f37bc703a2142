/** A4 in points of the drawing: 210 mm by 297 mm. */
export const PAGE = { width: 840, height: 1188 };

export const INK = '#161616';
export const BLUE = '#000091';
export const GREY = '#4a4a4a';
export const LINE = '#6a6a6a';

export function textAt(
  x: number,
  y: number,
  said: string,
  how: { size?: number; bold?: boolean; fill?: string; anchor?: 'start' | 'middle' | 'end' } = {},
): string {
  const { size = 13, bold = false, fill = INK, anchor = 'start' } = how;
  const weight = bold ? ' font-weight="700"' : '';
  return `<text x="${x}" y="${y}" font-size="${size}"${weight} fill="${fill}" text-anchor="${anchor}">${escaped(said)}</text>`;
}

export function box(x: number, y: number, width: number, height: number, how: { [attribute: string]: string }): string {
  const attributes = Object.entries(how).map(([name, value]) => ` ${name}="${value}"`);
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}"${attributes.join('')}/>`;
}

/** A line with a head where it ends. */
export function arrow(path: string, main = false): string {
  const [stroke, width, head] = main ? [BLUE, 4, 'main'] : [LINE, 1.6, 'side'];
  return `<path d="${path}" fill="none" stroke="${stroke}" stroke-width="${width}" marker-end="url(#${head})"/>`;
}

export const HEADS = [
  `<defs>`,
  `<marker id="main" viewBox="0 0 10 10" refX="8" refY="5" markerWidth="4.2" markerHeight="4.2" orient="auto-start-reverse"><path d="M0 0L10 5L0 10z" fill="${BLUE}"/></marker>`,
  `<marker id="side" viewBox="0 0 10 10" refX="8" refY="5" markerWidth="6.5" markerHeight="6.5" orient="auto-start-reverse"><path d="M0 0L10 5L0 10z" fill="${LINE}"/></marker>`,
  `</defs>`,
].join('\n');

/** How wide a letter is, on the whole, in the widest of the fonts that the drawing may be shown with. */
const LETTER = 0.54;

/** Words in lines that fit a width, in the drawing's points. */
export function wrapped(said: string, width: number, size: number): string[] {
  const most = Math.floor(width / (size * LETTER));
  const lines: string[] = [];
  for (const word of said.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= most) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function escaped(said: string): string {
  return said.replace(/[&<>]/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
