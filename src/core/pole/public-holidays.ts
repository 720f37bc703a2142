import { addDays, calendarDay } from '../form/calendar-day.ts';

/** Month and day of those that never move. */
const FIXED = ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25'];

/** Easter Monday, Ascension, Whit Monday, in days after Easter. */
const AFTER_EASTER = [1, 39, 50];

/**
 * The public holidays of France as a whole (code du travail, article L3133-1), on a day YYYY-MM-DD. Those of
 * Alsace-Moselle and of the overseas departments alone are not among them.
 */
export function isPublicHoliday(day: string): boolean {
  if (FIXED.includes(day.slice(5))) return true;
  const easter = easterSunday(Number(day.slice(0, 4)));
  return AFTER_EASTER.some((count) => addDays(easter, count) === day);
}

/** YYYY-MM-DD, in the Gregorian calendar: the computation of Meeus, Jones and Butcher (Nature, 20 April 1876). */
export function easterSunday(year: number): string {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const short = year % 100;
  const lunar = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - lunar + 15) % 30;
  const toSunday = (32 + 2 * (century % 4) + 2 * Math.floor(short / 4) - epact - (short % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * toSunday) / 451);
  const sum = epact + toSunday - 7 * late + 114;
  return calendarDay(year, Math.floor(sum / 31), (sum % 31) + 1) ?? '';
}
