import { addDays } from '../../src/core/form/calendar-day.ts';
import type { Chance } from './fill-form.ts';
import { isSchoolDayHere } from './paris-calendar.ts';

export const FIRST_DAY = '2026-09-01';
/** After it nobody does anything any more: all that still waits has to be told. */
export const LAST_DAY = '2027-07-02';
export const END = '2027-11-30';

/** When things happen on a school day, in Paris; on another day one of the others. */
const MOMENTS = ['08:31', '10:40', '13:25', '17:10', '20:45'];
const DAYS_OFF = ['03:10', '11:00', '23:50'];
/** Of a small year: a moment costs both processes a look at what is due, whether anything is or not. */
const FEW_MOMENTS = ['08:31', '20:45'];
/** A moment after the first: a clock that is an hour behind by then has gone back. */
const GONE_BACK = '08:40';
/** Of the days, those on which one of the two clocks goes back. */
const BEHIND = 0.12;
/** Reminders are school days apart: after the year, and on days off, a small one looks now and then only. */
const LOOKED_AT = 0.3;
const WHOLE = 500;

export interface Day {
  /** YYYY-MM-DD */
  day: string;
  /** HH:MM in Paris. */
  moments: string[];
  /** How many demandes are sent. */
  sendings: number;
  /** People do what they have to do. */
  lived: boolean;
  /** From its second moment on, the clock of one process is an hour behind. */
  goesBack: boolean;
  /** One process is killed at its first moment. */
  death: boolean;
  /** What the server does every few minutes is done. */
  planned: boolean;
}

/** The days on which something happens, to the end. */
export function* timetable(size: { demandes: number; kills: number }, by: Chance): Generator<Day> {
  const sendings = sendingsOf(size.demandes, by);
  const deaths = deathsOf(size.kills, by);
  const whole = size.demandes >= WHOLE;
  for (let day = FIRST_DAY; day <= END; day = addDays(day, 1)) {
    const lived = isSchoolDayHere(day) && day <= LAST_DAY;
    const coming = sendings.get(day) ?? 0;
    if (!whole && !lived && coming === 0 && by.next() >= LOOKED_AT) continue;
    const goesBack = lived && by.next() < BEHIND;
    yield {
      day,
      moments: momentsOf(day, { lived, whole, goesBack }, by),
      sendings: coming,
      lived: day <= LAST_DAY,
      goesBack,
      death: deaths.has(day),
      planned: whole || by.next() < LOOKED_AT,
    };
  }
}

function momentsOf(day: string, kind: { lived: boolean; whole: boolean; goesBack: boolean }, by: Chance): string[] {
  if (!kind.lived) return [isSchoolDayHere(day) ? MOMENTS[0]! : by.pick(DAYS_OFF)];
  const [first = '', ...rest] = kind.whole ? MOMENTS : FEW_MOMENTS;
  return [first, ...(kind.goesBack ? [GONE_BACK] : []), ...rest];
}

/** How many demandes come on each day; most on school days. */
function sendingsOf(demandes: number, by: Chance): Map<string, number> {
  const counts = new Map<string, number>();
  for (let sent = 0; sent < demandes; ) {
    const day = addDays(FIRST_DAY, by.between(0, 285));
    if (!isSchoolDayHere(day) && by.next() < 0.85) continue;
    counts.set(day, (counts.get(day) ?? 0) + 1);
    sent += 1;
  }
  return counts;
}

function deathsOf(kills: number, by: Chance): Set<string> {
  const days = new Set<string>();
  while (days.size < kills) {
    const day = addDays(FIRST_DAY, by.between(10, 280));
    if (isSchoolDayHere(day)) days.add(day);
  }
  return days;
}
