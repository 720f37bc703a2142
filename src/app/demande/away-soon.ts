import { formatPeriod } from '../../core/absence/period.ts';
import { addDays } from '../../core/form/calendar-day.ts';
import type { Transaction } from '../ports/unit-of-work.ts';

/** Who leaves within these days counts as away for who is about to ask them. */
const SOON_DAYS = 7;

/** By membre id: when those who are away, or soon will be, are so (« du 3 au 7 mars 2027 »). @param today YYYY-MM-DD */
export async function awaySoon(
  { absences }: Transaction,
  circonscription: string,
  today: string,
): Promise<Map<string, string>> {
  const away = await absences.during(circonscription, { du: today, au: addDays(today, SOON_DAYS) });
  return new Map([...away].map(([membreId, period]) => [membreId, formatPeriod(period)]));
}
