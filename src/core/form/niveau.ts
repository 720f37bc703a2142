import { formTexts, formulaires } from '../texts.fr.ts';
import { schoolYear } from './calendar-day.ts';
import type { Choice } from './types.ts';

/** How people write the niveaux; a word given to several of them (« maternelle ») asks which one. */
const SYNONYMS: { [niveau: string]: string[] } = {
  TPS: ['toute petite section', 'tout petits', 'toute petite', 'maternelle'],
  PS: ['petite section', 'petits', 'petite', 'maternelle petite section', 'maternelle'],
  MS: ['moyenne section', 'moyens', 'moyenne', 'maternelle moyenne section', 'maternelle'],
  GS: ['grande section', 'grands', 'grande', 'maternelle grande section', 'maternelle'],
  CP: ['cours preparatoire', 'preparatoire', 'elementaire', 'primaire'],
  CE1: [
    'ce 1',
    'cours elementaire 1',
    'cours elementaire premiere annee',
    'ce',
    'cours elementaire',
    'elementaire',
    'primaire',
  ],
  CE2: [
    'ce 2',
    'cours elementaire 2',
    'cours elementaire deuxieme annee',
    'ce',
    'cours elementaire',
    'elementaire',
    'primaire',
  ],
  CM1: ['cm 1', 'cours moyen 1', 'cours moyen premiere annee', 'cm', 'cours moyen', 'elementaire', 'primaire'],
  CM2: ['cm 2', 'cours moyen 2', 'cours moyen deuxieme annee', 'cm', 'cours moyen', 'elementaire', 'primaire'],
  ULIS: ['ulis ecole', 'dispositif ulis'],
  UPE2A: ['upe 2a', 'upe 2 a', 'upe2 a', 'dispositif upe2a', 'allophone', 'allophones'],
  RASED: ['rased regroupement', 'regroupement rased', 'regroupement', 'regroupement d adaptation'],
  MULTI: ['multi niveaux', 'multi niveau', 'multiniveaux', 'plusieurs niveaux', 'classe unique'],
};

/** The niveaux de classe of the Annexe 1, in the order of schooling. */
export const NIVEAUX: Choice[] = Object.entries(SYNONYMS).map(([value, synonyms]) => ({
  value,
  label: formulaires.niveaux[value as keyof typeof formulaires.niveaux],
  synonyms,
}));

/** The age a pupil usually reaches in the year in which the school year begins. */
const AGES: { [niveau: string]: number } = { TPS: 2, PS: 3, MS: 4, GS: 5, CP: 6, CE1: 7, CE2: 8, CM1: 9, CM2: 10 };
const YOUNGEST = 2;
const OLDEST = 13;

/** A sentence when the birth (YYYY-MM-DD) is surprising for the niveaux, today; undefined when it is plausible. */
export function birthWarning(niveaux: string[], birth: string, today: string): string | undefined {
  const birthYear = Number(birth.slice(0, 4));
  const year = schoolYear(today);
  const age = year - birthYear;
  if (age < YOUNGEST || age > OLDEST) return formTexts.niveau.age(birthYear);
  const ages = niveaux.map((niveau) => AGES[niveau]);
  // ULIS, UPE2A, RASED and several niveaux gather pupils of every age.
  if (ages.length === 0 || ages.some((expected) => expected === undefined || Math.abs(expected - age) <= 1))
    return undefined;
  const labels = NIVEAUX.filter((niveau) => niveaux.includes(niveau.value)).map((niveau) => niveau.label);
  const expected = year - Math.max(...ages.map((value) => value ?? 0));
  return formTexts.niveau.surprising(labels.join(', '), expected, birthYear);
}
