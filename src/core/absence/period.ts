import { formatDate } from '../form/format-date.ts';
import { absenceTexts } from '../texts.fr.ts';

/** Days away, the first and the last, YYYY-MM-DD. */
export interface Period {
  du: string;
  au: string;
}

/** « du 3 au 7 mars 2027 », « du 28 novembre au 2 décembre 2026 », « le 3 mars 2027 ». */
export function formatPeriod({ du, au }: Period): string {
  const last = formatDate(au);
  if (du === au) return absenceTexts.jour(last);
  const words = formatDate(du).split(' ');
  const kept = du.slice(0, 4) !== au.slice(0, 4) ? 3 : du.slice(0, 7) !== au.slice(0, 7) ? 2 : 1;
  return absenceTexts.periode(words.slice(0, kept).join(' '), last);
}

export function overlaps(one: Period, other: Period): boolean {
  return one.du <= other.au && other.du <= one.au;
}
