import { words } from '../form/normalise.ts';

/**
 * Which fonctions are at home with which needs. Both are data of each circonscription and their labels change, so
 * they are met by their words: `psycholog*` begins a word, `mat` is a whole word, two words follow each other.
 */
interface Domain {
  needs: string[];
  fonctions: string[];
  weight: number;
}

const PSY = ['psycholog*', 'psyen', 'psy'];
const RASED = ['rased', 'enseignant* specialise*', 'maitre* g', 'maitre* e', 'relationnel*'];
const ADVISERS = ['conseill* pedagogique*', 'cpc', 'cpd', 'maitre* formateur*', 'pemf', 'mat', 'erun'];

const DOMAINS: Domain[] = [
  {
    needs: ['comportement*', 'violen*', 'agress*', 'opposition', 'crise*', 'conflit*', 'agit*'],
    fonctions: [...PSY, ...RASED],
    weight: 3,
  },
  { needs: ['harcel*', 'intimid*', 'cyber*'], fonctions: ['phare', ...PSY], weight: 3 },
  {
    needs: ['anxi*', 'angoiss*', 'souffrance*', 'emotion*', 'mal etre', 'deuil', 'isol*', 'mutism*'],
    fonctions: PSY,
    weight: 3,
  },
  {
    needs: ['attention', 'concentr*', 'memo*', 'apprentissage*', 'difficulte* scolaire*'],
    fonctions: [...RASED, ...PSY],
    weight: 3,
  },
  {
    needs: ['lecture', 'lire', 'ecri*', 'math*', 'calcul*', 'numerat*', 'orthograph*'],
    fonctions: [...RASED, 'conseill* pedagogique*', 'cpc'],
    weight: 3,
  },
  { needs: ['langage', 'parole', 'oral*'], fonctions: [...RASED, 'cpc', 'conseill* pedagogique*'], weight: 3 },
  {
    needs: ['allophone*', 'francais langue', 'fls', 'fle', 'upe2a', 'primo arrivant*', 'migrant*', 'casnav'],
    fonctions: ['upe2a', 'allophone*', 'casnav'],
    weight: 4,
  },
  {
    needs: ['handicap*', 'inclusi*', 'pps', 'compens*', 'mdph'],
    fonctions: ['referent* scolarisation', 'enseignant* referent*', 'erseh', 'ersh', 'ulis', 'ebep'],
    weight: 3,
  },
  { needs: ['aesh', 'avs', 'accompagnant*'], fonctions: ['pial', 'pas', 'aesh', 'avs'], weight: 3 },
  { needs: ['numeri*', 'informati*', 'ecran*', 'tablette*'], fonctions: ['erun', 'numerique*'], weight: 4 },
  {
    needs: ['sante', 'hygien*', 'sommeil', 'aliment*', 'medic*', 'pai', 'propret*'],
    fonctions: ['infirm*', 'medecin*'],
    weight: 4,
  },
  {
    needs: ['famill*', 'parent*', 'social*', 'precar*', 'absen*', 'assidu*', 'logement'],
    fonctions: ['assistant* social*', 'assistant* de service social', 'social*'],
    weight: 4,
  },
  {
    needs: [
      'gestion de classe',
      'climat',
      'pedagog*',
      'organisation',
      'double niveau',
      'evaluation*',
      'projet*',
      'programm*',
    ],
    fonctions: ADVISERS,
    weight: 3,
  },
  { needs: ['direct*', 'equipe*', 'cohesion'], fonctions: ['direct*', 'conseill* pedagogique*', 'cpc'], weight: 2 },
  { needs: ['education prioritaire', 'rep'], fonctions: ['rep'], weight: 3 },
];

/** Needs that come from the Annexe 1 rather than from a problématique. */
export const NEEDS = {
  avs: { fonctions: ['pial', 'pas', 'aesh', 'avs'], weight: 2 },
  handicap: { fonctions: ['referent* scolarisation', 'enseignant* referent*', 'erseh', 'ersh', 'ulis'], weight: 2 },
  ulis: { fonctions: ['ulis'], weight: 3 },
  upe2a: { fonctions: ['upe2a', 'allophone*'], weight: 4 },
  rased: { fonctions: RASED, weight: 2 },
  accompagnement: { fonctions: ADVISERS, weight: 2 },
  aideEleve: { fonctions: [...RASED, ...PSY], weight: 1 },
};

/** How much a problématique is the domain of a fonction; 0 when it is not. */
export function domainWeight(problematique: string, fonction: string): number {
  const need = words(problematique);
  const known = DOMAINS.filter(
    (domain) => matchesAny(need, domain.needs) && matchesAny(words(fonction), domain.fonctions),
  );
  const weight = known.reduce((most, domain) => Math.max(most, domain.weight), 0);
  return Math.max(weight, shareAStem(need, words(fonction)) ? 4 : 0);
}

export function isAmong(fonction: string, patterns: string[]): boolean {
  return matchesAny(words(fonction), patterns);
}

/** « Harcèlement » and « Référente harcèlement » need no table. */
function shareAStem(need: string[], fonction: string[]): boolean {
  const telling = need.filter((word) => word.length >= 6 && !TOO_COMMON.has(word.slice(0, 6)));
  return telling.some((word) => fonction.some((other) => other.length >= 6 && other.slice(0, 6) === word.slice(0, 6)));
}

const TOO_COMMON = new Set(['scolai', 'enseig', 'eleves', 'diffic', 'pedago', 'equipe', 'classe', 'refere', 'specia']);

function matchesAny(list: string[], patterns: string[]): boolean {
  return patterns.some((pattern) => matches(list, pattern.split(' ')));
}

function matches(list: string[], pattern: string[]): boolean {
  return list.some((_, start) => pattern.every((part, offset) => matchesWord(list[start + offset], part)));
}

function matchesWord(word: string | undefined, pattern: string): boolean {
  if (word === undefined) return false;
  return pattern.endsWith('*') ? word.startsWith(pattern.slice(0, -1)) : word === pattern;
}
