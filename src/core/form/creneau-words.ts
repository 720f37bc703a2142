import { formTexts } from '../texts.fr.ts';
import { addDays, calendarDay, isCalendarDay, weekday } from './calendar-day.ts';
import { monthOf, WEEKDAYS } from './date-words.ts';
import { formatDate } from './format-date.ts';

/** What stands in a text about rendez-vous, in its order. */
export type CreneauWord =
  | { kind: 'day'; day: string }
  /** In minutes from midnight. */
  | { kind: 'time'; minutes: number }
  /** « après-midi », « le soir »: the hour that follows may be written on twelve. */
  | { kind: 'afternoon' }
  | { kind: 'error'; error: string };

type Found = CreneauWord | undefined;
type Read = (match: RegExpExecArray, today: string) => Found;

const DAY = '(dimanche|lundi|mardi|mercredi|jeudi|vendredi|samedi|dim|lun|mar|mer|jeu|ven|sam)\\b';
const MONTH =
  '(janvier|janv|jan|fevrier|fevr|fev|mars|mar|avril|avr|mai|juin|juillet|juil|aout|septembre|sept|sep|octobre|oct|novembre|nov|decembre|dec)\\b';
const CLOCK = '\\d{1,2}\\s*(?:h|:)|midi\\b';
const HALF = '(?:\\s+et\\s+(demie?|quart)\\b)?';
const OF_THE_DAY = '(?:\\s*(?:du|de\\s*l)\\s*(matin|soir|apres[\\s-]*midi)\\b)?';
const t = formTexts.creneaux;

/** In this order at each place: the first that fits is what stands there. */
const PATTERNS: readonly (readonly [RegExp, Read])[] = [
  pattern('\\bentre\\b|\\bjusqu\\w*\\b', () => ({ kind: 'error', error: t.debutSeul })),
  pattern('(\\d{4})-(\\d{2})-(\\d{2})(?:t(?=\\d)|(?!\\d))', ([day], today) => whole(day?.slice(0, 10) ?? '', today)),
  pattern(`(?:${DAY}\\s+(?:le\\s+)?)?(\\d{1,2})\\s*(?:er\\b)?\\s*${MONTH}(?:\\s+(\\d{4})(?!\\d))?`, (m, today) =>
    dated(m[1], m[4], monthOf(m[3] ?? ''), Number(m[2]), today),
  ),
  pattern(
    `(?:${DAY}\\s+(?:le\\s+)?)?(\\d{1,2})[/.-](\\d{1,2})(?:[/.-](\\d{4}|\\d{2}))?(?!\\d|\\s*(?:h|:))`,
    (m, today) => dated(m[1], m[4], Number(m[3]), Number(m[2]), today),
  ),
  pattern(`${DAY}\\s+(?:le\\s+)?(\\d{1,2})\\s*(?:er\\b)?(?!\\d|\\s*(?:h|:))`, (m, today) =>
    dayOfMonth(Number(m[2]), today, m[1]),
  ),
  pattern(`${DAY}(?:\\s+(prochaine?|en huit|(?:de\\s+)?la semaine prochaine))?`, (m, today) => ({
    kind: 'day',
    day: nextWeekday(weekdayOf(m[1] ?? ''), m[2] ?? '', today),
  })),
  pattern('apres[\\s-]*demain\\b', (_, today) => ({ kind: 'day', day: addDays(today, 2) })),
  pattern('demain\\b', (_, today) => ({ kind: 'day', day: addDays(today, 1) })),
  pattern('aujourd\\s*hui\\b|ce\\s+(?:matin|soir|jour)\\b|cet\\s+(?=apres[\\s-]*midi)', (_, today) => ({
    kind: 'day',
    day: today,
  })),
  pattern(`le\\s+(\\d{1,2})\\s*(?:er\\b)?(?=[\\s,]*(?:(?:a|vers)\\s+)?(?:${CLOCK}))(?!\\s*(?:h|:))`, (m, today) =>
    dayOfMonth(Number(m[1]), today),
  ),
  pattern('(?:(?:dans\\s+)?l\\s*)?apres[\\s-]*midi\\b|(?:le\\s+|en\\s+)?soir(?:ee)?\\b', () => ({ kind: 'afternoon' })),
  pattern(`midi\\b${HALF}`, (m) => ({ kind: 'time', minutes: 12 * 60 + extra(m[1]) })),
  pattern(
    `(\\d{1,2})\\s*(?:heures?|hrs?|h|:)(?:\\s*(\\d{2})(?!\\d|\\s*(?:h|:|[/.]\\d|er\\b|${MONTH})))?(?:\\s*(?:mn|min(?:utes?)?)\\b)?${HALF}${OF_THE_DAY}`,
    (m) => clock(Number(m[1]), Number(m[2] ?? 0) + extra(m[4]), m[5]),
  ),
  // Linking words say nothing.
  pattern('(?:ou|et|puis|bien|sinon|soit|le|la|les|l|a|au|vers|pour|des|en|de|du|d|matin|matinee)\\b', () => undefined),
  pattern('[\\s,;.-]+', () => undefined),
];

/** An hour, then another: « de 14 h à 16 h ». */
const RANGE = new RegExp(`\\s*(?:a|-)\\s*(?=${CLOCK})`, 'y');

function pattern(source: string, read: Read): readonly [RegExp, Read] {
  return [new RegExp(source, 'y'), read];
}

/** @returns the words in their order; one error at most, the last */
export function readCreneauWords(text: string, today: string): CreneauWord[] {
  const plain = plainText(text);
  const words: CreneauWord[] = [];
  for (let at = 0; at < plain.length; ) {
    const { word, end } = wordAt(plain, at, today);
    if (word !== undefined) words.push(word);
    if (word?.kind === 'error') break;
    at = end;
    RANGE.lastIndex = at;
    if (word?.kind === 'time' && RANGE.test(plain)) return [...words, { kind: 'error', error: t.debutSeul }];
  }
  return words;
}

/** Lower case, no accents, plain spaces and dashes; a point is kept between digits alone. */
function plainText(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[’'`´]/g, ' ')
    .replace(/[–—‑]/g, '-')
    .replace(/(?<!\d)\.|\.(?!\d)/g, ' ');
}

function wordAt(plain: string, at: number, today: string): { word: Found; end: number } {
  for (const [regexp, read] of PATTERNS) {
    regexp.lastIndex = at;
    const match = regexp.exec(plain);
    if (match !== null) return { word: read(match, today), end: at + match[0].length };
  }
  return { word: { kind: 'error', error: t.illisible }, end: plain.length };
}

function weekdayOf(name: string): number {
  return WEEKDAYS.findIndex((known) => known.startsWith(name));
}

/** The one after today; « en huit » a week later; « la semaine prochaine » in the week that begins next Monday. */
function nextWeekday(wanted: number, which: string, today: string): string {
  const ahead = (wanted - weekday(today) + 7) % 7 || 7;
  if (which === 'en huit') return addDays(today, ahead + 7);
  if (!which.endsWith('semaine prochaine')) return addDays(today, ahead);
  const toMonday = (1 - weekday(today) + 7) % 7 || 7;
  return addDays(today, toMonday + ((wanted + 6) % 7));
}

/** How far back a date without a year is still this year's, and thus past, rather than next year's. */
const RECENT_DAYS = 60;

function dated(name: string | undefined, year: string | undefined, month: number, day: number, today: string): Found {
  if (month < 1 || month > 12) return { kind: 'error', error: formTexts.date.noSuchMonth(month) };
  const thisYear = Number(today.slice(0, 4));
  const years = year === undefined ? [thisYear - 1, thisYear, thisYear + 1] : [fullYear(year)];
  const from = year === undefined ? addDays(today, -RECENT_DAYS) : '';
  const found = years.map((one) => calendarDay(one, month, day)).find((one) => one !== undefined && one >= from);
  if (found !== undefined) return agreeing(found, name);
  const error = formTexts.date.noSuchDay(day, formTexts.months[month - 1] ?? '', years.at(-1) ?? thisYear);
  return { kind: 'error', error };
}

const fullYear = (year: string) => (year.length === 2 ? 2000 + Number(year) : Number(year));

function whole(day: string, today: string): Found {
  if (isCalendarDay(day)) return { kind: 'day', day };
  return dated(undefined, day.slice(0, 4), Number(day.slice(5, 7)), Number(day.slice(8)), today);
}

/** « mardi 3 », « le 3 »: the first to come. */
function dayOfMonth(number: number, today: string, name?: string): Found {
  for (let ahead = 0; ahead < 62; ahead += 1) {
    const day = addDays(today, ahead);
    if (Number(day.slice(8)) === number) return agreeing(day, name);
  }
  return { kind: 'error', error: t.illisible };
}

/** A weekday that is not that of the date is a slip of one or of the other: it is not for us to choose. */
function agreeing(day: string, name: string | undefined): CreneauWord {
  const said = name === undefined ? weekday(day) : weekdayOf(name);
  if (said === weekday(day)) return { kind: 'day', day };
  const [named = '', real = ''] = [said, weekday(day)].map((one) => formTexts.weekdays[one]);
  return { kind: 'error', error: t.autreJour(formatDate(day), real, named) };
}

const extra = (half: string | undefined) => (half === undefined ? 0 : half === 'quart' ? 15 : 30);

function clock(hour: number, minutes: number, part: string | undefined): CreneauWord {
  const afternoon = part !== undefined && part !== 'matin' && hour < 12;
  const total = (afternoon ? hour + 12 : hour) * 60 + minutes;
  return hour > 23 || minutes > 59 ? { kind: 'error', error: t.illisible } : { kind: 'time', minutes: total };
}
