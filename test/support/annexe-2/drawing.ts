import type { Etat } from '../../../src/core/demande/demande.ts';
import type { Move } from '../../../src/core/demande/main-way.ts';
import { ENDED } from '../../../src/core/demande/transitions.ts';
import { type Arrow, plan, type SharedMove, type Stage } from './plan.ts';
import { arrow, BLUE, box, GREY, HEADS, INK, LINE, PAGE, textAt, wrapped } from './svg.ts';
import { capital, nameOf, partiesInShort, rankOf, WORDS } from './words.ts';

const MAIN = { x: 280, width: 272, height: 56 };
const SIDE = { x: 602, width: 214 };
const DETOUR = { x: 24, width: 206 };
const CENTRE = MAIN.x + MAIN.width / 2;
const TOP = 100;
const GAP = 46;
const SMALL = 12.5;
const SPACING = 16;

const FONT = "font-family=\"Marianne, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', Arial, sans-serif\"";

/** The way of a demande on one A4 page: the main way from top to bottom, detours on the left, other issues on the right. */
export function annexe2Drawing(): string {
  const { stages, shared } = plan();
  const parts: string[] = [];
  let y = TOP;
  let above: number | undefined;
  for (const stage of stages) {
    const height = rowHeight(stage);
    const middle = y + height / 2;
    // Lines first, so that the boxes lie over their ends.
    if (above !== undefined) parts.push(arrow(`M${CENTRE} ${above}V${middle - MAIN.height / 2 - 3}`, true));
    above = middle + MAIN.height / 2;
    parts.push(...drawStage(stage, y, height));
    y += height + GAP;
  }
  parts.push(...drawShared(shared, y - GAP + 24));
  return `${[...head(), ...parts, '</svg>'].join('\n')}\n`;
}

function head(): string[] {
  const title = 'Le chemin d’une demande au pôle ressources';
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${PAGE.width} ${PAGE.height}" width="210mm" height="297mm" role="img" aria-labelledby="t d" lang="fr" ${FONT}>`,
    `<title id="t">${title}</title>`,
    `<desc id="d">De haut en bas, le chemin habituel : ${plan()
      .stages.map(({ etat }) => nameOf(etat))
      .join(', ')}. À gauche, les détours ; à droite, les autres issues. Tout est dit en mots dans annexe-2.md.</desc>`,
    HEADS,
    box(0, 0, PAGE.width, PAGE.height, { fill: '#ffffff' }),
    textAt(24, 46, title, { size: 25, bold: true, fill: BLUE }),
    textAt(
      24,
      70,
      'Annexe 2. Sous le nom de chaque étape : qui fait avancer la demande. À gauche, un détour ; à droite, d’autres issues.',
      {
        size: 14,
        fill: GREY,
      },
    ),
  ];
}

/** A detour may be taller than its row: the left side is free above and below. */
function rowHeight({ sideways }: Stage): number {
  return Math.max(MAIN.height, pillsHeight(sideways));
}

function drawStage(stage: Stage, y: number, height: number): string[] {
  const { onward, sideways, detours } = stage;
  const top = y + (height - MAIN.height) / 2;
  const middle = y + height / 2;
  return [
    ...onwardWords(onward, y + height),
    ...mainBox(stage, top),
    ...drawPills(sideways, y, height, middle),
    ...detours.flatMap((one) => drawDetour(one, y + (height - detourHeight(one)) / 2, middle)),
  ];
}

function onwardWords(moves: Move[], bottom: number): string[] {
  const said = [...new Set(moves.map(({ action }) => WORDS[action]))].join(', ou ');
  return said === '' ? [] : [textAt(CENTRE + 14, bottom + GAP / 2 + 4, said, { size: 13.5 })];
}

function mainBox({ etat, onward }: Stage, top: number): string[] {
  const by = capital(partiesInShort([...new Set(onward.flatMap((move) => move.by))]));
  const end = onward.length === 0;
  return [
    box(MAIN.x, top, MAIN.width, MAIN.height, { rx: '10', fill: '#ececfe', stroke: BLUE, 'stroke-width': '2' }),
    ...(end
      ? [
          box(MAIN.x + 4, top + 4, MAIN.width - 8, MAIN.height - 8, {
            rx: '7',
            fill: 'none',
            stroke: BLUE,
            'stroke-width': '1',
          }),
        ]
      : []),
    `<circle cx="${MAIN.x + 28}" cy="${top + MAIN.height / 2}" r="15" fill="${BLUE}"/>`,
    textAt(MAIN.x + 28, top + MAIN.height / 2 + 6, String(rankOf(etat)), {
      size: 16,
      bold: true,
      fill: '#ffffff',
      anchor: 'middle',
    }),
    textAt(MAIN.x + 54, top + 25, nameOf(etat), { size: 17, bold: true }),
    textAt(MAIN.x + 54, top + 45, end ? 'Fin du chemin' : by, { size: SMALL, fill: GREY }),
  ];
}

const wordsOf = (moves: Move[]) => [...new Set(moves.map(({ action }) => WORDS[action]))].join(', ou ');
const pillLines = ({ moves }: Arrow) => wrapped(wordsOf(moves), SIDE.width - 24, SMALL);
const pillHeight = (one: Arrow) => 34 + pillLines(one).length * SPACING;
const pillsHeight = (all: Arrow[]) => all.reduce((sum, one) => sum + pillHeight(one) + 8, -8);

/** Where it leads: an end, or a stage of the way by its number. */
function destination(to: Etat): string {
  const rank = rankOf(to);
  return rank === undefined ? nameOf(to) : `→ ${rank}. ${nameOf(to)}`;
}

function drawPills(sideways: Arrow[], y: number, height: number, middle: number): string[] {
  let top = y + (height - pillsHeight(sideways)) / 2;
  return sideways.flatMap((one) => {
    const [at, tall] = [top, pillHeight(one)];
    top += tall + 8;
    return [
      elbow(MAIN.x + MAIN.width, middle, SIDE.x - 3, at + tall / 2),
      ...pillBox(one.to, at, tall),
      textAt(SIDE.x + 12, at + 21, destination(one.to), { size: 14, bold: true }),
      ...pillLines(one).map((said, line) =>
        textAt(SIDE.x + 12, at + 21 + (line + 1) * SPACING, said, { size: SMALL, fill: GREY }),
      ),
    ];
  });
}

/** An end has two lines around it; what leads elsewhere on the way, dashes. */
function pillBox(to: Etat, top: number, height: number): string[] {
  const { x, width } = SIDE;
  if (!ENDED.includes(to)) {
    return [
      box(x, top, width, height, {
        rx: '8',
        fill: '#ffffff',
        stroke: LINE,
        'stroke-width': '1.4',
        'stroke-dasharray': '5 4',
      }),
    ];
  }
  return [
    box(x, top, width, height, { rx: '8', fill: '#f4f4f4', stroke: INK, 'stroke-width': '1.4' }),
    box(x + 3.5, top + 3.5, width - 7, height - 7, { rx: '5', fill: 'none', stroke: INK, 'stroke-width': '0.8' }),
  ];
}

function elbow(x: number, y: number, toX: number, toY: number): string {
  const half = x + (toX - x) / 2;
  return arrow(y === toY ? `M${x} ${y}H${toX}` : `M${x} ${y}H${half}V${toY}H${toX}`);
}

type Detour = Stage['detours'][number];

function detourLines({ inward, outward }: Detour): string[] {
  const fits = (said: string) => wrapped(said, DETOUR.width - 26, SMALL);
  return [
    ...fits(`Quand ${wordsOf(inward)}.`),
    ...outward.flatMap(({ to, moves }) => fits(`• ${wordsOf(moves)} ${destinationInLine(to)}`)),
  ];
}

const destinationInLine = (to: Etat) => {
  const rank = rankOf(to);
  return `→ ${rank === undefined ? nameOf(to) : rank}`;
};

const detourHeight = (one: Detour) => 40 + detourLines(one).length * SPACING;

function drawDetour(one: Detour, top: number, middle: number): string[] {
  const right = DETOUR.x + DETOUR.width;
  return [
    box(DETOUR.x, top, DETOUR.width, detourHeight(one), {
      rx: '10',
      fill: '#ffffff',
      stroke: LINE,
      'stroke-width': '1.6',
    }),
    arrow(`M${MAIN.x} ${middle - 10}H${right + 3}`),
    arrow(`M${right} ${middle + 10}H${MAIN.x - 3}`),
    textAt(DETOUR.x + 14, top + 24, nameOf(one.etat), { size: 15, bold: true }),
    ...detourLines(one).map((said, line) =>
      textAt(DETOUR.x + 14, top + 24 + (line + 1) * SPACING + 2, said, { size: SMALL, fill: GREY }),
    ),
  ];
}

const LEGEND = [
  'Bord double : fin du chemin. Tirets : renvoi à une autre étape, par son numéro.',
  'Ce qui ne change pas l’étape (noter, proposer une date, écrire…) n’est pas dessiné ; tout est dit en mots dans annexe-2.md.',
];

function drawShared(shared: SharedMove[], top: number): string[] {
  const left = DETOUR.x;
  const width = SIDE.x + SIDE.width - left;
  const height = 44 + shared.length * 20;
  return [
    box(left, top, width, height, { rx: '10', fill: '#f6f6f6', stroke: LINE, 'stroke-width': '1' }),
    textAt(left + 16, top + 26, 'Possible à plusieurs étapes', { size: 15, bold: true }),
    ...shared.flatMap(({ action, to, from }, line) => [
      textAt(left + 16, top + 50 + line * 20, `• ${WORDS[action]} ${destination(to)}`, { size: 13.5 }),
      textAt(left + width - 16, top + 50 + line * 20, rangeOf(from), { size: SMALL, fill: GREY, anchor: 'end' }),
    ]),
    ...LEGEND.map((said, line) => textAt(left, top + height + 24 + line * 18, said, { size: SMALL, fill: GREY })),
  ];
}

/** « étapes 3 à 6 »; states beside the way by their names. */
function rangeOf(from: Etat[]): string {
  const ranks = from.flatMap((etat) => rankOf(etat) ?? []).sort((one, other) => one - other);
  const [first = 0, last = 0] = [ranks[0], ranks.at(-1)];
  const whole = ranks.length > 1 && last - first + 1 === ranks.length;
  const numbers = whole ? `étapes ${first} à ${last}` : ranks.map((rank) => `étape ${rank}`).join(', ');
  const beside = from.filter((etat) => rankOf(etat) === undefined).map(nameOf);
  return [numbers, ...beside].filter((said) => said !== '').join(', ');
}
