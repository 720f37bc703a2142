import type { Choice } from '../form/types.ts';
import { reponseTexts } from '../texts.fr.ts';

/** Whom an answer calls for: a member, a colleague who shares their experience, a partner structure; or words alone. */
const APPELS = ['membre', 'collegue', 'partenaire', 'mots'] as const;
export type Appel = (typeof APPELS)[number];

/** One kind of answer of second intention. */
export interface GenreReponse {
  value: string;
  label: string;
  groupe: GroupeReponse;
  appel: Appel;
  /** About a pupil, it is proposed with the parents' agreement only. */
  accordParents: boolean;
}

/** `proximite`: what the pôle and its colleagues do; `partenaires`: institutions and partner structures. */
export const GROUPES = ['proximite', 'partenaires'] as const;
export type GroupeReponse = (typeof GROUPES)[number];

const t = reponseTexts.genres;

const near = (value: keyof typeof t, appel: Appel): GenreReponse => ({
  value,
  label: t[value],
  groupe: 'proximite',
  appel,
  accordParents: false,
});

const partner = (value: keyof typeof t): GenreReponse => ({
  value,
  label: t[value],
  groupe: 'partenaires',
  appel: 'partenaire',
  accordParents: true,
});

export const AUTRE_REPONSE = 'autre';
export const FORMATION = 'formation';

/** The answers of the note (« Seconde intention »), in its order. */
const GENRES: readonly GenreReponse[] = [
  near('rased', 'membre'),
  near('accompagnement', 'membre'),
  near('mutualisation', 'collegue'),
  near('observation', 'mots'),
  near(FORMATION, 'membre'),
  partner('ebep'),
  partner('tsa'),
  partner('itep'),
  partner('ime'),
  partner('iem'),
  partner('ies'),
  partner('sessad'),
  partner('cmpp'),
  partner('cmp'),
  partner('camsp'),
  partner('cms'),
  near(AUTRE_REPONSE, 'mots'),
];

/** What a circonscription adds to the list, or names otherwise. */
export interface ReponseLocale {
  groupe: GroupeReponse;
  value: string;
  label: string;
}

/** The list of a circonscription: a known value takes the label given, the others come before « une autre réponse ». */
export function genresWith(locales: readonly ReponseLocale[]): GenreReponse[] {
  const labels = new Map(locales.map(({ value, label }) => [value, label]));
  const renamed = GENRES.map((genre) => ({ ...genre, label: labels.get(genre.value) ?? genre.label }));
  const added = locales.filter(({ value }) => GENRES.every((genre) => genre.value !== value)).map(addedGenre);
  const isLast = ({ value }: GenreReponse) => value === AUTRE_REPONSE;
  return [...renamed.filter((genre) => !isLast(genre)), ...added, ...renamed.filter(isLast)];
}

function addedGenre({ groupe, value, label }: ReponseLocale): GenreReponse {
  const isPartner = groupe === 'partenaires';
  return { value, label, groupe, appel: isPartner ? 'partenaire' : 'membre', accordParents: isPartner };
}

/** What follows from the choice of an answer, or of who does it: which questions are asked next. */
export interface Choix {
  value: string;
  appel: Appel | undefined;
  /** The parents' agreement is to be confirmed. */
  accord: boolean;
}

const ACCORD = 'accord';

/** The value of a choice says what it calls for: the list is data, and questions depend on answers alone. */
export function choixValue({ value, appel, accord }: Choix): string {
  return [...(appel ? [appel] : []), ...(accord ? [ACCORD] : []), value].join(':');
}

export function readChoix(chosen: unknown): Choix {
  const parts = typeof chosen === 'string' ? chosen.split(':') : [];
  const appel = APPELS.find((known) => parts.length > 1 && known === parts[0]);
  return { value: parts.at(-1) ?? '', appel, accord: parts.length > 1 && parts.includes(ACCORD) };
}

/** The answers to choose from. @param forPupil whether the demande is about a pupil (cas n°1) */
export function genreChoices(genres: readonly GenreReponse[], forPupil: boolean): Choice[] {
  return genres.map(({ value, label, appel, accordParents }) => ({
    value: choixValue({ value, appel, accord: forPupil && accordParents }),
    label,
    synonyms: reponseTexts.synonymes[value] ?? [],
  }));
}
