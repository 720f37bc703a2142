import { addDays } from '../form/calendar-day.ts';
import { parisDay, parisInstant } from '../form/format-date.ts';
import { firstSchoolDayOfWeek, mondayOf, nextWorkingInstant, type SchoolCalendar } from './school-calendar.ts';

/** A week with school, by its Monday (YYYY-MM-DD), and when it begins (ISO 8601). */
export interface SchoolWeek {
  lundi: string;
  due: string;
}

const LONGEST_GAP_WEEKS = 60;

/** The first week that has not begun at `now`; none begins in holidays. */
export function nextWeek(calendar: SchoolCalendar, now: string): SchoolWeek {
  let lundi = mondayOf(parisDay(now));
  for (let ahead = 0; ahead < LONGEST_GAP_WEEKS; ahead += 1) {
    const first = firstSchoolDayOfWeek(calendar, lundi);
    const due = first === undefined ? now : parisInstant(first, calendar.heures.debut);
    if (due > now) return { lundi, due };
    lundi = addDays(lundi, 7);
  }
  throw new Error('a school calendar without a school week');
}

/**
 * When the digest of a week may still be said: `now` itself, or a later instant of that week; undefined when the week
 * has no time left for it.
 */
export function digestTime(calendar: SchoolCalendar, lundi: string, now: string): string | undefined {
  const first = firstSchoolDayOfWeek(calendar, lundi);
  if (first === undefined) return undefined;
  const opens = parisInstant(first, calendar.heures.debut);
  const at = nextWorkingInstant(calendar, opens > now ? opens : now);
  return mondayOf(parisDay(at)) === lundi ? at : undefined;
}
