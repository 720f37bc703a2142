import { ACTES } from '../demande/demande.ts';
import { formulaires, premiereTexts } from '../texts.fr.ts';
import { choice } from './annexe1-rules.ts';
import { shortForm } from './short-forms.ts';
import type { Answers, FieldDefinition } from './types.ts';

const t = premiereTexts;

/** Who may read the note: asked once there is one, and shown from the beginning where the whole form is. */
export const partage: FieldDefinition = {
  id: 'partage',
  kind: 'choice',
  ...t.intervention.partage,
  choices: () => [
    choice('pole', t.intervention.partageChoices.pole, ['pole', 'le pole', 'prive', 'privee', 'non']),
    choice('tous', t.intervention.partageChoices.tous, ['demandeur', 'le demandeur', 'partage', 'partagee', 'oui']),
  ],
  maySkip: true,
  when: ({ note, partage: chosen }: Answers) => note !== undefined || chosen !== undefined,
};

const avec: FieldDefinition = { id: 'avec', kind: 'text', ...t.intervention.avec, maySkip: true };

export const priseAttache = shortForm('prise-attache', formulaires.priseAttache.title, [
  { id: 'date', kind: 'date', ...formulaires.priseAttache.date, dateUse: 'past' },
  { id: 'note', kind: 'long', ...formulaires.priseAttache.note, maySkip: true },
  partage,
  avec,
]);

/** What a first contact is usually followed by comes first. */
const USUAL_ORDER = [...ACTES.slice(1), ...ACTES.slice(0, 1)];

export const intervention = shortForm('intervention', t.intervention.title, [
  {
    id: 'acte',
    kind: 'choice',
    ...t.intervention.acte,
    choices: () => USUAL_ORDER.map((acte) => choice(acte, t.actes[acte], [])),
  },
  { id: 'date', kind: 'date', ...t.intervention.date, dateUse: 'past' },
  { id: 'note', kind: 'long', ...t.intervention.note, maySkip: true },
  partage,
  avec,
]);

const OBJETS = ['observation', 'entretien', 'prise_attache', 'premiere_reponse', 'bilan', 'autre'] as const;
/** In minutes, with other ways to write them. */
const DUREES: [minutes: keyof typeof t.rendezVous.durees, synonyms: string[]][] = [
  [30, ['30', '30 min', 'demi heure', 'une demi heure']],
  [45, ['45', '45 min', 'trois quarts d heure']],
  [60, ['60', '60 min', '1h', '1 h', 'une heure']],
  [90, ['90', '1h30', '1 h 30', 'une heure trente', 'une heure et demie']],
  [120, ['120', '2h', '2 h', 'deux heures']],
  [180, ['180', '3h', '3 h', 'trois heures', 'une demi journee']],
];

export const rendezVous = shortForm('rendez-vous', t.rendezVous.title, [
  {
    id: 'objet',
    kind: 'choice',
    ...t.rendezVous.objet,
    choices: () => OBJETS.map((objet) => choice(objet, t.rendezVous.objets[objet], [])),
  },
  { id: 'creneaux', kind: 'creneaux', ...t.rendezVous.creneaux },
  { id: 'lieu', kind: 'text', ...t.rendezVous.lieu, maySkip: true },
  {
    id: 'duree',
    kind: 'choice',
    ...t.rendezVous.duree,
    choices: () => DUREES.map(([minutes, synonyms]) => choice(String(minutes), t.rendezVous.durees[minutes], synonyms)),
    maySkip: true,
  },
]);

export const annulation = shortForm('annulation-rendez-vous', t.annulation.title, [
  { id: 'rang', kind: 'choice', ...t.annulation.rang, optionsFrom: 'rendezVous' },
  { id: 'motif', kind: 'text', ...t.annulation.motif, maySkip: true },
]);

export const datesRefusees = shortForm('dates-refusees', t.datesRefusees.title, [
  { id: 'rang', kind: 'choice', ...t.datesRefusees.rang, optionsFrom: 'propositions' },
  { id: 'motif', kind: 'text', ...t.datesRefusees.motif, maySkip: true },
]);

const { title: auPole, ...wordsToPole } = t.message.auPole;
export const messagePole = shortForm('message-pole', auPole, [{ id: 'texte', kind: 'long', ...wordsToPole }]);

const { title: auDemandeur, ...wordsToDemandeur } = t.message.auDemandeur;
export const messageDemandeur = shortForm('message-demandeur', auDemandeur, [
  { id: 'texte', kind: 'long', ...wordsToDemandeur },
]);
