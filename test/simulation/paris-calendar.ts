import { addDays } from '../../src/core/form/calendar-day.ts';

// When people of zone B are at school, written out by hand: what the product makes of the imported file is judged by it.

/** First and last days without school. */
const HOLIDAYS = [
  ['2026-10-17', '2026-11-01'],
  ['2026-12-19', '2027-01-03'],
  ['2027-02-20', '2027-03-07'],
  ['2027-04-17', '2027-05-02'],
  ['2027-05-06', '2027-05-09'],
  ['2027-07-03', '2027-08-31'],
] as const;
const PUBLIC = ['2026-11-11', '2027-03-29', '2027-05-17', '2027-11-01', '2027-11-11'];
const DAYS = ['lun.', 'mar.', 'jeu.', 'ven.'];
const FIRST = '08:30';
const LAST = '17:30';

const WORDS = new Intl.DateTimeFormat('fr-FR', {
  timeZone: 'Europe/Paris',
  weekday: 'short',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
});

interface InParis {
  /** YYYY-MM-DD */
  day: string;
  /** HH:MM */
  time: string;
  weekday: string;
}

function inParis(instant: string): InParis {
  const parts = new Map(WORDS.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
  const day = `${of('year')}-${of('month')}-${of('day')}`;
  return { day, time: `${of('hour')}:${of('minute')}`, weekday: of('weekday') };
}

/** Whether people are at work at that instant. */
export function isAtWork(instant: string): boolean {
  const { day, time, weekday } = inParis(instant);
  const off = HOLIDAYS.some(([first, last]) => first <= day && day <= last) || PUBLIC.includes(day);
  return DAYS.includes(weekday) && !off && FIRST <= time && time < LAST;
}

/** @param day YYYY-MM-DD */
export function isSchoolDayHere(day: string): boolean {
  return isAtWork(`${day}T10:00:00.000Z`);
}

/** How many school days there are after that of `from`, up to that of `to`. */
export function schoolDaysUpTo(from: string, to: string): number {
  const last = inParis(to).day;
  let count = 0;
  for (let day = addDays(inParis(from).day, 1); day <= last; day = addDays(day, 1)) {
    if (isSchoolDayHere(day)) count += 1;
  }
  return count;
}

/** The week of an instant, by its Monday. */
export function weekOf(instant: string): string {
  const { day, weekday } = inParis(instant);
  return addDays(day, -['lun.', 'mar.', 'mer.', 'jeu.', 'ven.', 'sam.', 'dim.'].indexOf(weekday));
}

export function parisDayOf(instant: string): string {
  return inParis(instant).day;
}
