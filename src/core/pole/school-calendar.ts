import { addDays, schoolYear, weekday } from '../form/calendar-day.ts';
import { parisDay, parisInstant } from '../form/format-date.ts';
import { isPublicHoliday } from './public-holidays.ts';

/** Days without school: from `debut` on, until `reprise`, the day on which classes begin again (YYYY-MM-DD). */
export interface Vacances {
  debut: string;
  reprise: string;
}

/** When people of a circonscription are at school. Days are YYYY-MM-DD, in Paris. */
export interface SchoolCalendar {
  /** Week days with school, 0 for Sunday to 6 for Saturday; at least one. */
  joursEcole: number[];
  /** Working hours in Paris, `HH:MM`. */
  heures: { debut: string; fin: string };
  /** Of the circonscription's zone, as imported. */
  vacances: Vacances[];
  /** School years whose holidays are imported, each by the year in which it began. */
  annees: number[];
}

export const DEFAULT_JOURS_ECOLE = [1, 2, 4, 5];
export const DEFAULT_HEURES = { debut: '08:30', fin: '17:30' };

/**
 * Holidays are known for the school years that were imported; in the others, week days with school count, public
 * holidays excepted.
 */
export function isSchoolDay({ joursEcole, vacances }: SchoolCalendar, day: string): boolean {
  if (!joursEcole.includes(weekday(day)) || isPublicHoliday(day)) return false;
  return !vacances.some(({ debut, reprise }) => debut <= day && day < reprise);
}

/** Whether the holidays around that day are imported. */
export function isCovered({ annees }: SchoolCalendar, day: string): boolean {
  return annees.includes(schoolYear(day));
}

/** Longer than any time without school: past it the calendar itself is wrong. */
const LONGEST_GAP = 400;

/** That day when there is school on it, else the next one with school. */
export function schoolDayFrom(calendar: SchoolCalendar, day: string): string {
  for (let ahead = 0; ahead < LONGEST_GAP; ahead += 1) {
    const candidate = addDays(day, ahead);
    if (isSchoolDay(calendar, candidate)) return candidate;
  }
  throw new Error('a school calendar without a school day');
}

/** The `count`-th school day after `day`; with 0, the first school day from `day` on. */
export function addSchoolDays(calendar: SchoolCalendar, day: string, count: number): string {
  let reached = count > 0 ? day : schoolDayFrom(calendar, day);
  for (let left = count; left > 0; left -= 1) reached = schoolDayFrom(calendar, addDays(reached, 1));
  return reached;
}

/** How many school days there are after `from`, up to `to` included; 0 when `to` is not after `from`. */
export function schoolDaysBetween(calendar: SchoolCalendar, from: string, to: string): number {
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isSchoolDay(calendar, day)) count += 1;
  return count;
}

/** That instant when it falls in the working hours of a school day, else the beginning of the next such hours. */
export function nextWorkingInstant(calendar: SchoolCalendar, instant: string): string {
  const { debut, fin } = calendar.heures;
  const today = parisDay(instant);
  const at = new Date(instant).toISOString();
  if (isSchoolDay(calendar, today)) {
    const opens = parisInstant(today, debut);
    if (at < opens) return opens;
    if (at < parisInstant(today, fin)) return at;
  }
  return parisInstant(schoolDayFrom(calendar, addDays(today, 1)), debut);
}

/** The Monday of that day's week. */
export function mondayOf(day: string): string {
  return addDays(day, -((weekday(day) + 6) % 7));
}

/** The first school day of the week that begins on `monday`; undefined in a week without school. */
export function firstSchoolDayOfWeek(calendar: SchoolCalendar, monday: string): string | undefined {
  const first = schoolDayFrom(calendar, monday);
  return mondayOf(first) === monday ? first : undefined;
}
