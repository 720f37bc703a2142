import { addDays, calendarDay, weekday } from './calendar-day.ts';
import { WEEKDAYS } from './date-words.ts';

const COUNTS = 'un deux trois quatre cinq six sept huit neuf dix onze douze'.split(' ');
const DAYS: { [unit: string]: number } = { jour: 1, semaine: 7, sem: 7, quinzaine: 15 };

/** A day ahead as people say it: « dans 6 semaines », « d’ici trois mois », « lundi », « jeudi prochain ». */
export function comingDay(tokens: string[], today: string): string | undefined {
  const said = tokens.filter((token) => !['le', 'd', 'environ', 'a', 'peu', 'pres'].includes(token));
  const [first = '', count = '', unit = '', ...rest] = said;
  const wanted = WEEKDAYS.indexOf(first);
  // A weekday and a date (« lundi 12 juin »): the date says it.
  if (wanted >= 0 && (said.length === 1 || (count === 'prochain' && said.length === 2))) {
    return addDays(today, (wanted - weekday(today) + 7) % 7 || 7);
  }
  if ((first !== 'dans' && first !== 'ici') || rest.length > 0) return undefined;
  const many = /^\d{1,3}$/.test(count) ? Number(count) : COUNTS.indexOf(count.replace(/^une$/, 'un')) + 1;
  if (many === 0) return undefined;
  if (unit === 'mois') return afterMonths(today, many);
  const days = DAYS[unit.replace(/s$/, '')];
  return days === undefined ? undefined : addDays(today, many * days);
}

/** The same day of that month, or its last one. */
function afterMonths(today: string, count: number): string {
  const month = Number(today.slice(5, 7)) - 1 + count;
  const year = Number(today.slice(0, 4)) + Math.floor(month / 12);
  for (let day = Number(today.slice(8, 10)); ; day -= 1) {
    const found = calendarDay(year, (month % 12) + 1, day);
    if (found !== undefined) return found;
  }
}
