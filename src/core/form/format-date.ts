import { formTexts } from '../texts.fr.ts';

const PARIS = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Paris',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** « 12 mars 2016 », « 1er mars 2016 », from YYYY-MM-DD. */
export function formatDate(day: string): string {
  return `${formatDayAndMonth(day)} ${Number(day.slice(0, 4))}`;
}

/** « 12 mars », « 1er mars », from YYYY-MM-DD. */
function formatDayAndMonth(day: string): string {
  const number = Number(day.slice(8, 10));
  return `${number === 1 ? '1er' : number} ${formTexts.months[Number(day.slice(5, 7)) - 1]}`;
}

/** « le 12 mars à 10 h 42 » in Paris, from an ISO instant; with `today` (YYYY-MM-DD), the year when it is another. */
export function formatInstant(instant: string, today?: string): string {
  const day = parisDay(instant);
  const year = today !== undefined && today.slice(0, 4) !== day.slice(0, 4);
  return formTexts.dayAndTime(year ? formatDate(day) : formatDayAndMonth(day), formatTime(instant));
}

/** « mardi 3 mars à 14 h », from a local YYYY-MM-DDTHH:MM. */
export function formatCreneau(creneau: string): string {
  const day = creneau.slice(0, 10);
  const weekday = formTexts.weekdays[new Date(`${day}T12:00:00Z`).getUTCDay()]!;
  const time = formTexts.time(Number(creneau.slice(11, 13)), creneau.slice(14, 16));
  return formTexts.creneau(weekday, formatDayAndMonth(day), time);
}

/** « 10 h 42 » in Paris, from an ISO instant. */
export function formatTime(instant: string): string {
  const { hour, minute } = parisParts(instant);
  return formTexts.time(Number(hour), minute);
}

/** YYYY-MM-DD in Paris, from an ISO instant. */
export function parisDay(instant: string): string {
  const { year, month, day } = parisParts(instant);
  return `${year}-${month}-${day}`;
}

/** Throws RangeError on what is not an instant: instants come from the clock, never from a person. */
function parisParts(instant: string) {
  const parts = PARIS.formatToParts(new Date(instant));
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? '';
  return { year: of('year'), month: of('month'), day: of('day'), hour: of('hour'), minute: of('minute') };
}
