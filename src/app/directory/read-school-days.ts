import { normalise } from '../../core/form/normalise.ts';
import { DEFAULT_HEURES, DEFAULT_JOURS_ECOLE } from '../../core/pole/school-calendar.ts';
import { poleCommandTexts } from '../../core/texts.fr.ts';
import type { MapReader, SetupReader } from './setup-reader.ts';

const texts = poleCommandTexts.setup;

/** Week days on which there may be school, 1 for Monday. */
const JOURS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi'];

/** `jours_ecole: [lundi, mardi, …]`, as 1 for Monday to 6 for Saturday, in order. */
export function readJoursEcole(reader: SetupReader, top: MapReader): number[] {
  const named = top.optionalItems('jours_ecole', 20);
  if (named === undefined || named.length === 0) return DEFAULT_JOURS_ECOLE;
  const days = named.map(({ text, line }) => {
    const day = JOURS.indexOf(normalise(text)) + 1;
    if (day === 0) reader.note(line, texts.jour(text, JOURS));
    return day;
  });
  return days.sort((a, b) => a - b);
}

/** `heures: { debut, fin }`, as `HH:MM`. */
export function readHeures(top: MapReader): { debut: string; fin: string } {
  const heures = top.optionalMap('heures', ['debut', 'fin']);
  const debut = heures.optional('debut', 10, readHeure) ?? DEFAULT_HEURES.debut;
  const judge = (text: string, path: string) => {
    const read = readHeure(text, path);
    return 'value' in read && read.value <= debut ? { sentence: texts.heures(path) } : read;
  };
  // A late beginning has no end by default.
  const fin = debut < DEFAULT_HEURES.fin ? heures.optional('fin', 10, judge) : heures.required('fin', 10, judge);
  return { debut, fin: fin ?? DEFAULT_HEURES.fin };
}

/** « 8:30 », « 8h30 », « 8 h ». */
function readHeure(text: string, path: string): { value: string } | { sentence: string } {
  const match = /^(\d{1,2})\s*(?::|h)\s*([0-5]\d)?$/i.exec(text);
  const hour = Number(match?.[1] ?? -1);
  if (hour < 6 || hour > 21) return { sentence: texts.heure(path) };
  return { value: `${String(hour).padStart(2, '0')}:${match?.[2] ?? '00'}` };
}
