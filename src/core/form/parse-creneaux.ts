import { formTexts } from '../texts.fr.ts';
import { addDays, isCalendarDay } from './calendar-day.ts';
import { type CreneauWord, readCreneauWords } from './creneau-words.ts';
import { formatCreneau, formatDate } from './format-date.ts';
import type { FormContext, Parsed } from './types.ts';

/** The moment at which somebody writes, in Paris. */
export type Moment = Pick<FormContext, 'today' | 'time'>;

const MOST = 5;
/** Less than a year: a day and a month then name one date. */
const FAR_AHEAD_DAYS = 300;
const [EARLIEST, LATEST] = [7 * 60, 20 * 60];
const t = formTexts.creneaux;

/**
 * Days and hours as a person types them in French, between commas, « ou », « et » or on lines of their own:
 * « mardi 14 h, jeudi 9h30 », « le 3 mars à 14h ou 16h », « demain 10 h ».
 * @returns one to five YYYY-MM-DDTHH:MM in Paris, the earliest first, or the sentence that says what is wrong
 */
export function parseCreneaux(text: string, now: Moment): Parsed<string[]> {
  const reading: Reading = { found: new Set(), waiting: [], days: [], afternoon: false };
  for (const word of readCreneauWords(text, now.today)) {
    const error = taken(reading, word);
    if (error !== undefined) return { ok: false, error };
  }
  const [timeless] = reading.waiting;
  if (timeless !== undefined) return { ok: false, error: t.sansHeure(formatDate(timeless)) };
  return judgeCreneaux([...reading.found].sort(), now);
}

interface Reading {
  found: Set<string>;
  /** Days whose hour is still to come. */
  waiting: string[];
  /** Those that had the last hour. */
  days: string[];
  afternoon: boolean;
}

/** @returns the sentence for a word that cannot be taken */
function taken(reading: Reading, word: CreneauWord): string | undefined {
  switch (word.kind) {
    case 'error':
      return word.error;
    case 'afternoon':
      reading.afternoon = true;
      return undefined;
    case 'day':
      reading.waiting.push(word.day);
      reading.afternoon = false;
      return undefined;
    case 'time':
      return takenTime(reading, word.minutes);
  }
}

/** Several days before one hour have it all (« lundi ou mardi à 14 h »); a second hour is of the same day. */
function takenTime(reading: Reading, written: number): string | undefined {
  reading.days = reading.waiting.length > 0 ? reading.waiting : reading.days.slice(-1);
  reading.waiting = [];
  if (reading.days.length === 0) return t.sansJour;
  const minutes = written + (reading.afternoon && written < EARLIEST ? 12 * 60 : 0);
  if (minutes < EARLIEST || minutes > LATEST) return t.horsJournee;
  for (const day of reading.days) reading.found.add(`${day}T${clockOf(minutes)}`);
  return undefined;
}

/** Creneaux that may be proposed at that moment, or the sentence that refuses them. */
export function judgeCreneaux(creneaux: string[], now: Moment): Parsed<string[]> {
  const refusal = (error: string) => ({ ok: false as const, error });
  if (creneaux.length === 0 || !creneaux.every(isCreneau)) return refusal(t.illisible);
  if (creneaux.length > MOST) return refusal(t.trop(creneaux.length, MOST));
  const past = creneaux.find((creneau) => isPast(creneau, now));
  if (past !== undefined) return refusal(t.passe(formatCreneau(past)));
  const far = creneaux.find((creneau) => creneau.slice(0, 10) > addDays(now.today, FAR_AHEAD_DAYS));
  return far === undefined ? { ok: true, value: creneaux } : refusal(t.lointain(formatDate(far.slice(0, 10))));
}

export function isPast(creneau: string, { today, time = '00:00' }: Moment): boolean {
  return creneau <= `${today}T${time}`;
}

function isCreneau(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text) && isCalendarDay(text.slice(0, 10));
}

function clockOf(minutes: number): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
