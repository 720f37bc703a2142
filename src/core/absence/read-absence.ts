import { addDays, calendarDay, weekday } from '../form/calendar-day.ts';
import { WEEKDAYS } from '../form/date-words.ts';
import { formatDate } from '../form/format-date.ts';
import { words } from '../form/normalise.ts';
import { parseDate } from '../form/parse-date.ts';
import { absenceTexts } from '../texts.fr.ts';
import { formatPeriod, type Period } from './period.ts';

export type ReadAbsence = { ok: true; period: Period } | { ok: false; error: string };

/**
 * Reads the days of an absence as people type them, without accents (`intentWords.absence` cuts them out): « du 3 au 7
 * mars », « demain », « jusqu au 12 mars », « la semaine prochaine ». Without a year, those to come.
 * @param today YYYY-MM-DD
 */
export function readAbsence(dates: string, today: string): ReadAbsence {
  const period = wholeWeek(dates, today) ?? fromTo(dates, today);
  if (period === undefined) return { ok: false, error: absenceTexts.quand };
  if (typeof period === 'string') return { ok: false, error: period };
  const { du, au } = period;
  if (du > au) return { ok: false, error: absenceTexts.aLEnvers(formatDate(du), formatDate(au)) };
  if (au < today) return { ok: false, error: absenceTexts.passee(formatPeriod(period)) };
  return { ok: true, period };
}

const FRIDAY = 5;

function wholeWeek(dates: string, today: string): Period | undefined {
  const match = /^(?:toute )?(?:(cette semaine|la semaine)|la semaine prochaine|semaine prochaine)$/.exec(dates);
  if (match === null) return undefined;
  const monday = addDays(today, -((weekday(today) + 6) % 7));
  if (match[1] === undefined) return { du: addDays(monday, 7), au: addDays(monday, 7 + FRIDAY - 1) };
  const friday = addDays(monday, FRIDAY - 1);
  return { du: today, au: friday < today ? today : friday };
}

/** The last day says the month and the year that the first leaves out; a sentence when one of them cannot be read. */
function fromTo(dates: string, today: string): Period | string | undefined {
  const until =
    /^(?:(?:a partir )?(?:du|de|d|des|entre) (?:le )?)?(.*?)(?:^| )(?:jusqu (?:au|a)|au|a|et le) (.+)$/.exec(dates);
  if (until === null) {
    const only = coming(dates, today);
    return typeof only === 'object' ? { du: only.day, au: only.day } : only;
  }
  const [, first = '', last = ''] = until;
  const [fromWeekday, toWeekday] = [weekdayIn(first), weekdayIn(last)];
  if (fromWeekday !== undefined && toWeekday !== undefined) {
    const du = nextOn(fromWeekday, today);
    return { du, au: nextOn(toWeekday, du) };
  }
  const au = coming(last, today);
  if (typeof au !== 'object') return au;
  if (first === '') return { du: today, au: au.day };
  const du = lastUntil(first, au.day, today);
  return typeof du === 'object' ? { du: du.day, au: au.day } : du;
}

/** A day, a sentence that says what is wrong with it, or undefined when it is no date. */
type Day = { day: string } | string | undefined;

/** A day to come: « vendredi » is the next one, as « vendredi prochain ». */
function coming(text: string, today: string): Day {
  const wanted = weekdayIn(text);
  if (wanted !== undefined) return { day: nextOn(wanted, today) };
  const parsed = parseDate(text, today, 'coming');
  if (parsed.ok) return { day: parsed.value };
  return parsed.looksLikeDate ? parsed.error : undefined;
}

/** A day of the week and nothing more, 0 for Sunday. */
function weekdayIn(text: string): number | undefined {
  const named = words(text).filter((word) => word !== 'le');
  const wanted = WEEKDAYS.indexOf(named[0] ?? '');
  return wanted >= 0 && named.length === 1 ? wanted : undefined;
}

/** That day of the week from `day` on. */
function nextOn(wanted: number, day: string): string {
  return addDays(day, (wanted - weekday(day) + 7) % 7);
}

/** The first day, in the month or the year of the last one where it does not say its own. */
function lastUntil(text: string, au: string, today: string): Day {
  const number = /^(?:le )?(\d{1,2})(?: ?er)?$/.exec(text)?.[1];
  const [year = 0, month = 0] = au.split('-').map(Number);
  if (number !== undefined) {
    const day = Number(number);
    const same = calendarDay(year, month, day);
    if (same !== undefined && same <= au) return { day: same };
    const before = month === 1 ? calendarDay(year - 1, 12, day) : calendarDay(year, month - 1, day);
    return before === undefined ? absenceTexts.quand : { day: before };
  }
  const own = coming(text, today);
  if (typeof own === 'object' && own.day <= au) return own;
  // « du 28 décembre au 4 janvier 2028 »: the year is that of the last day, or the one before.
  for (const candidate of [`${text} ${year}`, `${text} ${year - 1}`]) {
    const parsed = parseDate(candidate, today, 'coming');
    if (parsed.ok && parsed.value <= au) return { day: parsed.value };
  }
  return own;
}
