import { normalise } from '../form/normalise.ts';
import type { Ecole, EcoleIndex } from '../form/types.ts';
import { type Vocabulary, vocabularyOf } from './ecole-vocabulary.ts';
import { type EcoleWords, ecoleWords, isCalled, readUai, teaches } from './ecole-words.ts';

/** How well one école answers the words typed. */
interface Candidate {
  ecole: Ecole;
  sortName: string;
  /** 0 to 1: how much of what was typed it explains. */
  explained: number;
  /** 0 to 1: how much of its own name was typed. */
  named: number;
  /** Every word typed is one of its words, without a typing error. */
  exact: boolean;
  score: number;
}

interface Entry {
  ecole: Ecole;
  nameWords: string[];
  communeWords: string[];
  sortName: string;
}

/** Below this share of the best candidate's score, an école is not worth proposing. */
const WORTH = 0.75;
const LEAST_EXPLAINED = 0.3;

/** Built once for a list of schools; searches by name, town or UAI, forgiving what people shorten and mistype. */
export function createEcoleIndex(ecoles: Ecole[]): EcoleIndex {
  const byUai = new Map(ecoles.map((ecole) => [ecole.uai.toUpperCase(), ecole]));
  const entries = ecoles.map(
    (ecole): Entry => ({
      ecole,
      nameWords: ecoleWords(ecole.nom).telling,
      communeWords: ecoleWords(ecole.commune).telling,
      sortName: normalise(ecole.nom),
    }),
  );
  const sorted = [...entries].sort((a, b) => (a.sortName < b.sortName ? -1 : 1)).map(({ ecole }) => ecole);
  const vocabulary = vocabularyOf(entries.map((entry) => [...entry.nameWords, ...entry.communeWords]));
  return {
    size: ecoles.length,
    byUai: (uai) => byUai.get(uai.toUpperCase()),
    allIfFew: (limit) => (ecoles.length > limit ? [] : sorted),
    search(text, limit) {
      const uai = readUai(text);
      const found = uai === undefined ? undefined : byUai.get(uai);
      if (found !== undefined) return { matches: limit > 0 ? [found] : [], sure: true };
      const typed = ecoleWords(text);
      return typed.telling.length === 0
        ? { matches: [], sure: false }
        : ranked(candidates(typed, entries, vocabulary), typed, limit);
    },
  };
}

function candidates(typed: EcoleWords, entries: Entry[], vocabulary: Vocabulary): Candidate[] {
  const likeness = new Map<number, number[]>();
  typed.telling.forEach((word, position) => {
    for (const [index, value] of vocabulary.like(word)) {
      const values = likeness.get(index) ?? new Array<number>(typed.telling.length).fill(0);
      values[position] = value;
      likeness.set(index, values);
    }
  });
  return [...likeness].flatMap(([index, values]) => {
    const entry = entries[index];
    return entry === undefined ? [] : [judge(entry, typed, values)];
  });
}

function judge(entry: Entry, typed: EcoleWords, values: number[]): Candidate {
  const typedLength = total(typed.telling);
  const explained = values.reduce((sum, value, at) => sum + value * (typed.telling[at]?.length ?? 0), 0) / typedLength;
  const exact = values.every((value) => value === 1);
  // A school without a name of its own (« École primaire ») is named by its town.
  const own = entry.nameWords.length > 0 ? entry.nameWords : entry.communeWords;
  const named = total(own.filter((word) => typed.telling.includes(word))) / Math.max(1, total(own));
  // « Rouen » is rather Rouen than Sotteville-lès-Rouen.
  const town =
    (0.1 * total(entry.communeWords.filter((word) => typed.telling.includes(word)))) /
    Math.max(1, total(entry.communeWords));
  const level = (teaches(entry.ecole, typed.level) ? 0.1 : 0) + (isCalled(entry.ecole, typed.level) ? 0.1 : 0);
  return {
    ecole: entry.ecole,
    sortName: entry.sortName,
    explained,
    named,
    exact,
    score: explained + 0.3 * named + town + level,
  };
}

function total(list: string[]): number {
  return list.reduce((sum, word) => sum + word.length, 0);
}

function ranked(all: Candidate[], typed: EcoleWords, limit: number): { matches: Ecole[]; sure: boolean } {
  const worth = all.filter((one) => one.explained >= LEAST_EXPLAINED);
  const best = worth.reduce((most, one) => Math.max(most, one.score), 0);
  const kept = worth.filter((one) => one.score >= best * WORTH).sort(byRank);
  return { matches: kept.slice(0, limit).map((one) => one.ecole), sure: isSure(kept, typed) };
}

/** Only one école holds every word typed, and enough of its name was typed. */
function isSure(kept: Candidate[], typed: EcoleWords): boolean {
  const exact = kept.filter((one) => one.exact);
  const fitting = exact.filter((one) => teaches(one.ecole, typed.level));
  const called = fitting.filter((one) => isCalled(one.ecole, typed.level));
  const whole = fitting.filter((one) => one.named === 1);
  const only = [fitting, called, whole, whole.filter((one) => called.includes(one))].find(
    (list) => list.length === 1,
  )?.[0];
  return only !== undefined && only === kept[0] && only.named >= 0.5;
}

function byRank(one: Candidate, other: Candidate): number {
  return other.score - one.score || compare(one.sortName, other.sortName) || compare(one.ecole.uai, other.ecole.uai);
}

/** By code units, the same on every machine. */
function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
