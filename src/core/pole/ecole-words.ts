import { words } from '../form/normalise.ts';
import type { Ecole } from '../form/types.ts';

/** What a person, or the public directory, shortens in the name of a school. */
const ABBREVIATIONS: { [short: string]: string[] } = {
  st: ['saint'],
  ste: ['sainte'],
  sts: ['saints'],
  stes: ['saintes'],
  ec: ['ecole'],
  eco: ['ecole'],
  mat: ['maternelle'],
  matern: ['maternelle'],
  elem: ['elementaire'],
  el: ['elementaire'],
  prim: ['primaire'],
  pub: ['publique'],
  publ: ['publique'],
  priv: ['privee'],
  gs: ['groupe', 'scolaire'],
  grpe: ['groupe'],
  scol: ['scolaire'],
  eepu: ['elementaire', 'publique'],
  empu: ['maternelle', 'publique'],
  eppu: ['primaire', 'publique'],
  eepr: ['elementaire', 'privee'],
  empr: ['maternelle', 'privee'],
  eppr: ['primaire', 'privee'],
  dr: ['docteur'],
  gal: ['general'],
  pdt: ['president'],
  cdt: ['commandant'],
  mal: ['marechal'],
  nd: ['notre', 'dame'],
};

/** Words that tell no school from another, in a name or in « c’est l’école de Bihorel ». */
const COMMON = new Set(
  (
    'ecole ecoles scolaire groupe publique public privee prive application d l la le les de du des et en a au aux sur sous c est ' +
    'mon ma notre nos je j suis travaille enseigne dans bonjour classe annexe commune ville primaires'
  ).split(' '),
);

export type Level = 'maternelle' | 'elementaire' | 'primaire';
const LEVELS: { [word: string]: Level } = {
  maternelle: 'maternelle',
  maternelles: 'maternelle',
  elementaire: 'elementaire',
  elementaires: 'elementaire',
  primaire: 'primaire',
};

export interface EcoleWords {
  /** The words that tell this school from others. */
  telling: string[];
  level?: Level;
}

export function ecoleWords(text: string): EcoleWords {
  const all = words(text).flatMap((word) => ABBREVIATIONS[word] ?? [word]);
  const level = all.map((word) => LEVELS[word]).find((found) => found !== undefined);
  const telling = all.filter((word) => !COMMON.has(word) && LEVELS[word] === undefined);
  return { telling: [...new Set(telling)], ...(level === undefined ? {} : { level }) };
}

/** True when the école teaches at that level; people say « primaire » for « élémentaire » too. */
export function teaches(ecole: Ecole, level: Level | undefined): boolean {
  if (level === undefined) return true;
  return level === 'maternelle' ? ecole.maternelle : ecole.elementaire;
}

/** The level by which an école is called: what it teaches, when it teaches one level only. */
export function isCalled(ecole: Ecole, level: Level | undefined): boolean {
  if (level === undefined) return true;
  if (level === 'primaire') return ecole.elementaire;
  return level === 'maternelle' ? ecole.maternelle && !ecole.elementaire : ecole.elementaire && !ecole.maternelle;
}

/** A UAI (seven digits and a letter), in any case, with or without spaces; upper case, or undefined. */
export function readUai(text: string): string | undefined {
  const match = /(?<!\d)(\d(?:[ .-]?\d){6})[ .-]?([a-z])(?![a-z])/i.exec(text.normalize('NFKC'));
  return match === null ? undefined : `${match[1]?.replace(/\D/g, '')}${match[2]?.toUpperCase()}`;
}
