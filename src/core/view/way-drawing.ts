import { wayTexts } from '../texts.fr.ts';
import { type SentEtat, type WayStep, wayInWords, waySteps } from './way-steps.ts';

/** Units of the drawing, a pixel each on a narrow phone. */
export const WAY_SIZE = { width: 340, height: 206 };

const PER_ROW = 4;
const FIRST_X = 45;
const STEP_X = 83.5;
const ROW_Y = [44, 144];
const TURN_Y = 97;
const EDGE = 9;
const RADIUS = 12;
/** « Vous êtes ici » stands clear of the line that comes down on the left. */
const LEAST_LABEL_X = 58;

const INK = '#161616';
const BLUE = '#000091';
const GREY = '#5c5c5c';
const PALE = '#ffffff';

const FONT = "font-family=\"Marianne, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', Arial, sans-serif\"";

/**
 * The way of a demande with where it stands, as an SVG of its own: two rows that a phone can show, nothing personal.
 * What is done, where it is and what is to come differ by their shape and their weight, not by colour alone.
 */
export function wayDrawing(etat: SentEtat): string {
  const steps = waySteps(etat);
  const { width, height } = WAY_SIZE;
  const at = steps.findIndex(({ is }) => is === 'current' || is === 'stopped');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="t d" lang="fr" ${FONT}>`,
    `<title id="t">${wayTexts.titre}</title>`,
    `<desc id="d">${wayInWords(etat)}</desc>`,
    `<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="10" fill="${PALE}" stroke="#cecece"/>`,
    ...steps.slice(1).map((_, index) => link(index, index < at)),
    ...steps.map(mark),
    '</svg>',
    '',
  ].join('\n');
}

const xOf = (index: number) => FIRST_X + (index % PER_ROW) * STEP_X;
const yOf = (index: number) => ROW_Y[Math.floor(index / PER_ROW)] ?? 0;

/** From one step to the next: straight on, or round to the beginning of the next row. */
function link(index: number, done: boolean): string {
  const [x, y, toX, toY] = [xOf(index), yOf(index), xOf(index + 1), yOf(index + 1)];
  const right = WAY_SIZE.width - EDGE;
  const path =
    y === toY
      ? `M${x} ${y}H${toX}`
      : `M${x} ${y}H${right - 6}q6 0 6 6V${TURN_Y - 6}q0 6 -6 6H${EDGE + 6}q-6 0 -6 6V${toY - 6}q0 6 6 6H${toX}`;
  const line = done ? `stroke="${BLUE}" stroke-width="4"` : `stroke="${GREY}" stroke-width="2" stroke-dasharray="2 4"`;
  return `<path d="${path}" fill="none" ${line}/>`;
}

function mark(step: WayStep, index: number): string {
  const [x, y] = [xOf(index), yOf(index)];
  return [SHAPES[step.is](x, y), ...label(step, x, y)].join('\n');
}

const SHAPES: { [is in WayStep['is']]: (x: number, y: number) => string } = {
  done: (x, y) =>
    `<circle cx="${x}" cy="${y}" r="${RADIUS}" fill="${BLUE}"/><path d="M${x - 5} ${y}l4 4 7 -8" fill="none" stroke="${PALE}" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round"/>`,
  current: (x, y) =>
    `<circle cx="${x}" cy="${y}" r="${RADIUS + 4}" fill="${PALE}" stroke="${BLUE}" stroke-width="3"/><circle cx="${x}" cy="${y}" r="${RADIUS - 3}" fill="${BLUE}"/>`,
  stopped: (x, y) =>
    `<rect x="${x - RADIUS}" y="${y - RADIUS}" width="${2 * RADIUS}" height="${2 * RADIUS}" rx="3" fill="${INK}"/><path d="M${x - 5} ${y - 5}l10 10m0 -10l-10 10" stroke="${PALE}" stroke-width="2.5" stroke-linecap="round"/>`,
  'to come': (x, y) =>
    `<circle cx="${x}" cy="${y}" r="${RADIUS - 1}" fill="${PALE}" stroke="${GREY}" stroke-width="2"/>`,
};

/** « 1re intention » stands on two lines. */
function label({ label: words, is }: WayStep, x: number, y: number): string[] {
  const here = is === 'current' || is === 'stopped';
  const ink = here ? BLUE : is === 'done' ? INK : GREY;
  const text = (at: number, said: string, size: number, bold: boolean, fill = ink, middle = x) =>
    `<text x="${middle}" y="${at}" text-anchor="middle" font-size="${size}"${bold ? ' font-weight="700"' : ''} fill="${fill}">${said}</text>`;
  return [
    ...(here
      ? [
          text(
            y - RADIUS - 10,
            is === 'stopped' ? wayTexts.iciArretee : wayTexts.ici,
            12,
            true,
            INK,
            Math.max(x, LEAST_LABEL_X),
          ),
        ]
      : []),
    ...words.split(' ').map((word, line) => text(y + RADIUS + 21 + line * 16, word, 14, here)),
  ];
}
