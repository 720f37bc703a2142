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
  return `${dayNumber(day)} ${formTexts.months[Number(day.slice(5, 7)) - 1]}`;
}

function dayNumber(day: string): string {
  const number = Number(day.slice(8, 10));
  return number === 1 ? '1er' : String(number);
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
  return formTexts.creneau(weekday, formatDayAndMonth(day), clockOf(creneau));
}

/** « mardi 3 mars, 14 h », « mercredi 23 sept., 9 h 30 »: short enough for a button on a phone. */
export function formatShortCreneau(creneau: string): string {
  const day = creneau.slice(0, 10);
  const weekday = formTexts.weekdays[new Date(`${day}T12:00:00Z`).getUTCDay()]!;
  const month = formTexts.shortMonths[Number(day.slice(5, 7)) - 1]!;
  return formTexts.creneauCourt(weekday, dayNumber(day), month, clockOf(creneau));
}

function clockOf(creneau: string): string {
  const [hour, minute] = [Number(creneau.slice(11, 13)), creneau.slice(14, 16)];
  return minute === '00' ? formTexts.hour(hour) : formTexts.time(hour, minute);
}

/** « 10 h 42 » in Paris, from an ISO instant. */
export function formatTime(instant: string): string {
  const { hour, minute } = parisParts(instant);
  return formTexts.time(Number(hour), minute);
}

/** The day (YYYY-MM-DD) and the time (HH:MM) in Paris, from an ISO instant. */
export function parisMoment(instant: string): { today: string; time: string } {
  const { hour, minute } = parisParts(instant);
  return { today: parisDay(instant), time: `${hour}:${minute}` };
}

/** YYYY-MM-DD in Paris, from an ISO instant. */
export function parisDay(instant: string): string {
  const { year, month, day } = parisParts(instant);
  return `${year}-${month}-${day}`;
}

/**
 * The instant (ISO 8601, UTC) at which it is `time` (`HH:MM`) in Paris on that day. Of an hour that comes twice, the
 * first; one that the change to summer time leaves out is read as if the change had not been.
 */
export function parisInstant(day: string, time: string): string {
  const wanted = Date.parse(`${day}T${time}:00Z`);
  // Paris is ahead of UTC all year round, so the offset of the evening before is the one that holds before a change.
  for (const around of [wanted - HOUR_MS * 2, wanted - HOUR_MS]) {
    const candidate = wanted - parisOffset(around);
    if (candidate + parisOffset(candidate) === wanted) return new Date(candidate).toISOString();
  }
  return new Date(wanted - HOUR_MS).toISOString();
}

const HOUR_MS = 3_600_000;

/** How far Paris is ahead of UTC at that moment, in milliseconds. */
function parisOffset(moment: number): number {
  const { year, month, day, hour, minute } = parisParts(new Date(moment).toISOString());
  const minutes = Math.floor(moment / 60_000);
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:00Z`) - minutes * 60_000;
}

/** Throws RangeError on what is not an instant: instants come from the clock, never from a person. */
export function parisParts(instant: string) {
  const parts = PARIS.formatToParts(new Date(instant));
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? '';
  return { year: of('year'), month: of('month'), day: of('day'), hour: of('hour'), minute: of('minute') };
}
