import { schoolYear } from '../form/calendar-day.ts';

/**
 * `2026-0042`: the year in which the school year began (1 September) and the circonscription's counter.
 * @param today YYYY-MM-DD in Paris
 */
export function formatNumero(today: string, counter: number): string {
  return `${schoolYear(today)}-${String(counter).padStart(4, '0')}`;
}
