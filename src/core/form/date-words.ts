import { addDays, weekday } from './calendar-day.ts';

/** How people write the months, without accents; an abbreviation of four letters or more is understood too. */
const MONTHS: string[][] = [
  ['janvier', 'jan', 'janv'],
  ['fevrier', 'fev', 'fevr', 'fervier'],
  ['mars', 'mar'],
  ['avril', 'avr'],
  ['mai'],
  ['juin', 'jun'],
  ['juillet', 'juil', 'jul', 'jui'],
  ['aout', 'aou'],
  ['septembre', 'sept', 'sep'],
  ['octobre', 'oct'],
  ['novembre', 'nov'],
  ['decembre', 'dec'],
];

/** Sunday first, as Date counts them. */
export const WEEKDAYS = ['dimanche', 'lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi'];

export function isMonth(token: string): boolean {
  return monthOf(token) > 0;
}

/** 1 to 12, or 0. */
export function monthOf(token: string): number {
  return MONTHS.findIndex((names) => names.includes(token) || (token.length >= 4 && names[0]?.startsWith(token))) + 1;
}

/** « hier », « aujourd’hui », « avant-hier », « demain », « lundi », « mardi dernier », « jeudi prochain ». */
export function relativeDay(tokens: string[], today: string): string | undefined {
  const text = tokens
    .filter((token) => token !== 'c' && token !== 'est' && token !== 'etait' && token !== 'le')
    .join(' ');
  const offset = OFFSETS.get(text);
  return offset === undefined ? namedWeekday(text, today) : addDays(today, offset);
}

const OFFSETS = new Map([
  ['aujourd hui', 0],
  ['aujourdhui', 0],
  ['aujourd', 0],
  ['ce jour', 0],
  ['ce matin', 0],
  ['cet apres midi', 0],
  ['hier', -1],
  ['hier soir', -1],
  ['hier matin', -1],
  ['avant hier', -2],
  ['avanthier', -2],
  ['demain', 1],
]);

function namedWeekday(text: string, today: string): string | undefined {
  const [name = '', which, ...rest] = text.split(' ');
  const wanted = WEEKDAYS.indexOf(name);
  if (wanted < 0 || rest.length > 0) return undefined;
  const back = (weekday(today) - wanted + 7) % 7 || 7;
  if (which === undefined || which === 'dernier') return addDays(today, -back);
  return which === 'prochain' ? addDays(today, (wanted - weekday(today) + 7) % 7 || 7) : undefined;
}
