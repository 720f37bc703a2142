import {
  ACTES,
  type Demande,
  type Person,
  type RendezVous,
  type Reponse,
  type Sollicitation,
} from '../../src/core/demande/demande.ts';
import type { Moment } from '../../src/core/form/parse-creneaux.ts';
import type { Answers, Choice, Ecole, FormContext } from '../../src/core/form/types.ts';
import { createEcoleIndex } from '../../src/core/pole/ecole-search.ts';
import type { CardWords } from './card-words.ts';

export const SAISIE_ID = '0190a5e2-7c1b-7def-8a12-0123456789ab';
export const DEMANDE_ID = '0190a5e2-7c1b-7def-8a12-abcdef012345';
const UAI = '0761234A';

export const times = <T>(many: number, make: (index: number) => T): T[] =>
  Array.from({ length: many }, (_, i) => make(i));

export function ecolesOf({ nom }: CardWords): Ecole[] {
  return times(6, (i) => ({
    uai: `076123${i}A`,
    nom: i === 4 ? nom : `École élémentaire Jean-Moulin ${i}`,
    commune: 'Mont-Saint-Aignan',
    circonscription: '0760001',
    codePostal: '76130',
    maternelle: false,
    elementaire: true,
  }));
}

/** A context as the forms of a card need it; problématiques and membres are the words given. */
export function contextOf(words: CardWords): FormContext {
  const options = (prefix: string, label: string): Choice[] =>
    times(words.many + 2, (i) => ({ value: `${prefix}${i}`, label: `${label} ${i}` }));
  return {
    today: '2026-03-12',
    authorName: words.nom,
    ecoles: createEcoleIndex(ecolesOf(words)),
    options: {
      problematiques: options('p', words.ligne),
      rendezVous: options('r', words.nom),
      propositions: options('r', words.nom),
      collegues: options('m', words.nom),
      membres: options('m', `${words.nom}, psychologue scolaire – même secteur, 1 intervention en cours`),
    },
  };
}

/** A complete Annexe 1, cas 1, optional block included. */
export function annexeOf({ nom, ligne, texte }: CardWords): Answers {
  return {
    cas: 'eleve',
    ecole: UAI,
    eleve_nom: nom,
    naissance: '2016-03-12',
    niveau: ['CE1', 'CE2'],
    enseignant: nom,
    handicap: 'non',
    avs: 'oui',
    origine: 'equipe',
    date_conseil: '2026-03-02',
    nature: 'aide',
    objet: 'eleve',
    difficultes: texte,
    droit_commun: texte,
    parents_informes: 'oui',
    parents_informes_le: '2026-03-01',
    equipe_educative: 'oui',
    equipe_educative_le: '2026-02-20',
    ppre: 'en_cours',
    pap: 'non',
    pai: 'non',
    pps: 'non',
    aides_essayees: texte,
    attentes: texte,
    disponibilites: ligne,
  };
}

const at = (hour: number) => `2026-03-12T${String(hour).padStart(2, '0')}:42:00.000Z`;

function sollicitationOf({ nom, ligne, texte }: CardWords, par: Person, index: number): Sollicitation {
  const etat = (['acceptee', 'en_attente', 'declinee'] as const)[index % 3] ?? 'en_attente';
  return {
    membreId: `m${index}`,
    nom,
    fonctions: ['psychologue scolaire'],
    etat,
    par,
    le: at(10),
    message: index === 0 ? texte : ligne,
    ...(etat === 'en_attente' ? { injoignable: true } : { reponduLe: at(11) }),
    ...(etat === 'declinee' ? { motif: ligne, collegue: { nom } } : {}),
  };
}

/** When the cards of these demandes are shown. */
export const NOW: Moment = { today: '2026-03-12', time: '13:00' };

function rendezVousOf({ nom, ligne }: CardWords, index: number): RendezVous {
  const etat = (['propose', 'fixe', 'refuse', 'annule'] as const)[index % 4] ?? 'propose';
  return {
    rang: index + 1,
    membreId: `m${index}`,
    nom,
    objet: 'observation',
    creneaux: ['2026-03-17T14:00', '2026-03-18T08:30', '2026-03-19T09:30', '2026-09-23T14:45', '2026-03-20T10:00'],
    lieu: ligne,
    duree: 60,
    etat,
    le: at(11),
    ...(etat === 'fixe' ? { choisi: '2026-03-17T14:00' } : {}),
    ...(etat === 'refuse' ? { motif: ligne } : {}),
  };
}

const ETATS = ['proposee', 'organisee', 'realisee', 'abandonnee'] as const;
const COLLEGUES = ['accepte', 'en_attente', 'decline'] as const;

/** One in each state, every third with a colleague. */
export function reponseOf({ nom, ligne, texte }: CardWords, par: Person, index: number): Reponse {
  const etat = ETATS[index % ETATS.length] ?? 'proposee';
  const collegue = { membreId: `m${index}`, nom, etat: COLLEGUES[index % COLLEGUES.length] ?? 'en_attente' };
  return {
    rang: index + 1,
    genre: 'cmpp',
    libelle: ligne,
    etat,
    detail: texte,
    qui: nom,
    partenaire: ligne,
    ...(index % 3 === 1 ? { collegue } : {}),
    accordParents: true,
    ...(etat === 'proposee' ? {} : { debut: '2026-03-20', fin: '2026-03-24', avec: ligne }),
    ...(etat === 'realisee' ? { faiteLe: '2026-03-24', note: texte, partagee: index % 2 === 0 } : {}),
    ...(etat === 'abandonnee' ? { motif: ligne } : {}),
    par,
    le: at(10),
  };
}

/** A demande with something in every part of it. */
export function demandeOf(words: CardWords): Demande {
  const { nom, ligne, texte, many } = words;
  const person = { id: 'identite-1', nom };
  return {
    id: DEMANDE_ID,
    circonscription: '0760001',
    numero: '2026-0042',
    etat: 'membres_sollicites',
    version: 12,
    demandeur: person,
    ecole: { uai: UAI, nom: 'École élémentaire Jean-Moulin', commune: 'Mont-Saint-Aignan' },
    annexe: annexeOf(words),
    formVersion: 1,
    envoyeeLe: at(8),
    depuis: at(10),
    analyste: { ...person, le: at(9) },
    problematiques: times(many, (i) => `${ligne} ${i}`),
    notes: times(many, () => ({ texte, par: person, le: at(9) })),
    complements: times(many, () => ({ question: texte, par: person, le: at(9), reponse: texte, reponduLe: at(10) })),
    sollicitations: times(many, (i) => sollicitationOf(words, person, i)),
    referent: 'm0',
    cycle: 1,
    codemandeurs: [],
    interventions: times(many, (i) => ({
      acte: ACTES[i % ACTES.length] ?? 'prise_attache',
      membreId: 'm0',
      nom,
      date: '2026-03-11',
      avec: i % 2 === 0 ? '' : ligne,
      note: texte,
      partagee: i % 2 === 1,
      le: at(11),
    })),
    rendezVous: times(many, (i) => rendezVousOf(words, i)),
    echanges: times(many, (i) => ({
      de: i % 2 === 0 ? ('membre' as const) : ('demandeur' as const),
      nom,
      texte: ligne,
      le: at(12),
    })),
    reponses: times(many, (i) => reponseOf(words, person, i)),
    bilansPasses: [],
    absorbees: [],
    rappels: {},
    reorientation: { texte, par: person, le: at(12) },
  };
}
