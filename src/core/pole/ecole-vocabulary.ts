import { typingErrors } from './edit-distance.ts';

/** The words of all schools, each with the schools that hold it. */
export interface Vocabulary {
  /** The schools (by their place in the list) that hold such a word, with how alike it is: 1 is the word itself. */
  like(word: string): Map<number, number>;
}

const BEGINNING = 0.85;
const ONE_ERROR = 0.8;
const TWO_ERRORS = 0.6;
const INITIAL = 0.5;

export function vocabularyOf(wordsOfEach: string[][]): Vocabulary {
  const holders = new Map<string, number[]>();
  wordsOfEach.forEach((list, index) => {
    for (const word of new Set(list)) {
      const known = holders.get(word);
      if (known === undefined) holders.set(word, [index]);
      else known.push(index);
    }
  });
  return {
    like(word) {
      const found = new Map<number, number>();
      for (const [known, indexes] of holders) {
        const value = likeness(word, known);
        if (value > 0) for (const index of indexes) if (value > (found.get(index) ?? 0)) found.set(index, value);
      }
      return found;
    },
  };
}

/** 1 for the same word, less for its beginning, its initial, or one or two typing errors; 0 for another word. */
function likeness(typed: string, known: string): number {
  if (typed === known) return 1;
  if (typed.length === 1) return known.startsWith(typed) ? INITIAL : 0;
  if (typed.length >= 3 && known.startsWith(typed)) return BEGINNING;
  // A number is another number, not a typing error.
  const allowed = /\d/.test(typed) || typed.length < 4 ? 0 : typed.length < 7 ? 1 : 2;
  if (allowed === 0 || Math.abs(typed.length - known.length) > allowed) return 0;
  const errors = typingErrors(typed, known, allowed);
  if (errors > allowed) return 0;
  return errors === 1 ? ONE_ERROR : TWO_ERRORS;
}
