import { words } from '../form/normalise.ts';

/** What of a demande may be looked into, in the order in which a find counts. */
const SEARCHED = [
  'numero',
  'eleve',
  'ecole',
  'commune',
  'niveau',
  'problematique',
  'demandeur',
  'membre',
  'etat',
  'difficultes',
] as const;
export type Searched = (typeof SEARCHED)[number];

/** The texts of one demande that one person may read; what they may not is absent. */
export type SearchedTexts = { [what in Searched]?: string };

export interface Found {
  /** Greater is better. */
  score: number;
  where: Searched[];
}

/** Words that stand everywhere and tell nothing apart. */
const EMPTY = new Set('a au aux avec d dans de des du en et l la le les n no numero ou par pour sur un une'.split(' '));
const MOST_WORDS = 8;
const WHOLE = 3;
const BEGINNING = 2;
const INSIDE = 1;
/** Shorter, a piece is inside too many words. */
const SHORTEST_INSIDE = 4;

/** The words to look for, comparable; none when nothing was said that tells demandes apart. */
export function searchedWords(mots: string): string[] {
  const all = words(mots);
  const telling = all.filter((word) => !EMPTY.has(word));
  return [...new Set(telling)].slice(0, MOST_WORDS);
}

/** Whether every word is somewhere in the demande: whole, as a beginning, or inside a long word; accents and case apart. */
export function findIn(texts: SearchedTexts, wanted: readonly string[]): Found | undefined {
  const entries = SEARCHED.map((what, rank) => ({
    what,
    weight: SEARCHED.length - rank,
    has: words(texts[what] ?? ''),
  }));
  const where = new Set<Searched>();
  let score = 0;
  for (const word of wanted) {
    const found = entries
      .map(({ what, weight, has }) => ({
        what,
        points: weight * Math.max(0, ...has.map((one) => likeness(one, word))),
      }))
      .filter(({ points }) => points > 0)
      .sort((one, other) => other.points - one.points);
    const [best] = found;
    if (best === undefined) return undefined;
    score += best.points;
    where.add(best.what);
  }
  return { score, where: SEARCHED.filter((what) => where.has(what)) };
}

function likeness(has: string, wanted: string): number {
  if (/^\d+$/.test(wanted)) return /^\d+$/.test(has) && Number(has) === Number(wanted) ? WHOLE : 0;
  const word = wanted.length > SHORTEST_INSIDE ? wanted.replace(/[sx]$/, '') : wanted;
  if (has === wanted || has === word) return WHOLE;
  if (has.startsWith(word)) return BEGINNING;
  return word.length >= SHORTEST_INSIDE && has.includes(word) ? INSIDE : 0;
}
