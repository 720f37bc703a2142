import { schoolYear } from '../form/calendar-day.ts';

/**
 * `2026-0042`: the year in which the school year began (1 September) and the circonscription's counter.
 * @param today YYYY-MM-DD in Paris
 */
export function formatNumero(today: string, counter: number): string {
  return numeroOf(today, { rang: counter });
}

/** The number that someone names in full, or by its rank alone in the school year of `today`. */
export function numeroOf(today: string, { annee, rang }: { annee?: number; rang: number }): string {
  return `${annee ?? schoolYear(today)}-${String(rang).padStart(4, '0')}`;
}
