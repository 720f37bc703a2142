import { formTexts } from '../texts.fr.ts';
import { addDays, calendarDay, isCalendarDay } from './calendar-day.ts';
import { comingDay } from './coming-day.ts';
import { isMonth, monthOf, relativeDay, WEEKDAYS } from './date-words.ts';
import { formatDate } from './format-date.ts';
import { words } from './normalise.ts';
import type { DateUse } from './types.ts';

/** `looksLikeDate`: it was meant as a date, though it can't be taken. */
export type ParsedDate = { ok: true; value: string } | { ok: false; error: string; looksLikeDate: boolean };

const FILLERS = new Set(
  'le la l du de des d ne nee e er c est il elle depuis a au en on date jour naissance conseil reunion etait eu lieu'.split(
    ' ',
  ),
);

/** How far ahead a meeting may be announced, and how near an undated « 12 mars » may be in the future. */
const FAR_AHEAD_DAYS = 366;
const SOON_DAYS = 60;

/** Reads a date as a person types it, in French; `today` is YYYY-MM-DD. Gives YYYY-MM-DD. */
export function parseDate(text: string, today: string, use: DateUse): ParsedDate {
  if (text.length > 200) return failure(formTexts.date.unreadable, false);
  // A time after an ISO date (« 2016-03-12T00:00:00Z ») says nothing of the day.
  const tokens = tokensOf(text.replace(/^(\s*\d{4}-\d{2}-\d{2})T[\d:.]+Z?\s*$/, '$1'));
  const relative = (use === 'coming' ? comingDay(tokens, today) : undefined) ?? relativeDay(tokens, today);
  if (relative !== undefined) return judge(relative, today, use);
  const kept = tokens.filter((token) => !FILLERS.has(token) && !WEEKDAYS.includes(token));
  return readTokens(splitCompact(kept), today, use);
}

/** A day that may be kept for that use, or the sentence that refuses it. */
export function judge(day: string, today: string, use: DateUse): ParsedDate {
  if (!isCalendarDay(day) || day < '1900-01-01') return failure(formTexts.date.impossibleYear, true);
  if (day > today && use === 'birth') return failure(formTexts.date.futureBirth(formatDate(day)), true);
  if (day > today && use === 'past') return failure(formTexts.date.future(formatDate(day)), true);
  if (day > addDays(today, FAR_AHEAD_DAYS)) return failure(formTexts.date.tooFar(formatDate(day)), true);
  return { ok: true, value: day };
}

/** « 12mars2016 » and « 1er » lose nothing: digits and letters become tokens of their own. */
function tokensOf(text: string): string[] {
  return words(text).flatMap((word) => word.match(/\d+|[^\d]+/g) ?? []);
}

/** « 12032016 » and « 20160312 ». */
function splitCompact(tokens: string[]): string[] {
  const only = tokens[0];
  if (tokens.length !== 1 || only === undefined || !/^\d{8}$/.test(only)) return tokens;
  const dayFirst = [only.slice(0, 2), only.slice(2, 4), only.slice(4)];
  return Number(dayFirst[1]) <= 12 ? dayFirst : [only.slice(0, 4), only.slice(4, 6), only.slice(6)];
}

function readTokens(tokens: string[], today: string, use: DateUse): ParsedDate {
  const shape = tokens.map((token) => (/^\d+$/.test(token) ? 'n' : isMonth(token) ? 'm' : 'x')).join('');
  const [first = '', second = '', third = ''] = tokens;
  if (shape === 'nnn' && first.length === 4) return build(first, Number(second), Number(third), today, use);
  if (shape === 'nnn') return build(third, Number(second), Number(first), today, use);
  if (shape === 'nmn') return build(third, monthOf(second), Number(first), today, use);
  if (shape === 'mnn') return build(third, monthOf(first), Number(second), today, use);
  if (shape === 'nm') return withoutYear(monthOf(second), Number(first), today, use);
  if (shape === 'nn' && second.length <= 2) return withoutYear(Number(second), Number(first), today, use);
  if (shape === 'mn' || shape === 'm') return failure(formTexts.date.noDay, true);
  if (shape === 'n' && first.length === 4) return failure(formTexts.date.noDay, true);
  return failure(formTexts.date.unreadable, false);
}

function build(yearText: string, month: number, day: number, today: string, use: DateUse): ParsedDate {
  if (yearText.length !== 2 && yearText.length !== 4) return failure(formTexts.date.impossibleYear, true);
  const year = yearText.length === 4 ? Number(yearText) : fullYear(Number(yearText), month, day, today, use);
  const value = calendarDay(year, month, day);
  return value === undefined ? failure(impossible(year, month, day), true) : judge(value, today, use);
}

/** A birth lies in the past; any other date near today. */
function fullYear(short: number, month: number, day: number, today: string, use: DateUse): number {
  const year = 2000 + short;
  if (use !== 'birth') return year;
  return (calendarDay(year, month, day) ?? `${year}`) > today ? year - 100 : year;
}

function withoutYear(month: number, day: number, today: string, use: DateUse): ParsedDate {
  if (use === 'birth') return failure(formTexts.date.noYear, true);
  const thisYear = Number(today.slice(0, 4));
  if (use === 'coming') {
    // 29 February: the next one may be several years ahead, and too far then.
    for (let year = thisYear; year <= thisYear + 8; year += 1) {
      const value = calendarDay(year, month, day);
      if (value !== undefined && value >= today) return judge(value, today, use);
    }
    return failure(impossible(thisYear, month, day), true);
  }
  const latest = use === 'past' ? today : addDays(today, SOON_DAYS);
  // 29 February: the last one may be several years ago.
  for (let year = Number(latest.slice(0, 4)); year >= thisYear - 4; year -= 1) {
    const value = calendarDay(year, month, day);
    if (value !== undefined && value <= latest) return judge(value, today, use);
  }
  return failure(impossible(thisYear, month, day), true);
}

function impossible(year: number, month: number, day: number): string {
  const swapped = calendarDay(year, day, month);
  if (month > 12 && swapped !== undefined) return formTexts.date.monthFirst(month, formatDate(swapped));
  if (month < 1 || month > 12) return formTexts.date.noSuchMonth(month);
  return formTexts.date.noSuchDay(day, formTexts.months[month - 1] ?? '', year);
}

function failure(error: string, looksLikeDate: boolean): ParsedDate {
  return { ok: false, error, looksLikeDate };
}
