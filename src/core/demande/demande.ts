import type { Answers } from '../form/types.ts';

export const ETATS = [
  'brouillon',
  'envoyee',
  'en_analyse',
  'complement_demande',
  'membres_sollicites',
  'premiere_intention',
  'seconde_intention',
  'bilan',
  'close',
  'retiree',
  'reorientee',
] as const;
export type Etat = (typeof ETATS)[number];

/** Someone as the history names them. */
export interface Person {
  /** The identité's id (a channel account), or `systeme`. */
  id: string;
  nom: string;
}

export interface EcoleRef {
  uai: string;
  nom: string;
  commune: string;
}

export interface Sollicitation {
  membreId: string;
  nom: string;
  fonctions: string[];
  /** `terminee`: they had accepted, and their part is over (handed over, left the pôle, or another cycle began). */
  etat: 'en_attente' | 'acceptee' | 'declinee' | 'terminee';
  par: Person;
  le: string;
  /** What the équipe restreinte wrote to the member. */
  message?: string;
  /** The analyst who asked (`par`) confirmed that the parents agree (a psyEN is asked with their agreement only). */
  accordParents?: boolean;
  reponduLe?: string;
  motif?: string;
  /** A colleague proposed by the one who declines or hands over. */
  collegue?: { membreId?: string; nom: string };
  /** The bot could not reach this member: the équipe restreinte must do it another way. */
  injoignable?: boolean;
}

export interface Complement {
  question: string;
  par: Person;
  le: string;
  reponse?: string;
  reponduLe?: string;
}

/** What a member does in answer to a demande, first. */
export const ACTES = ['prise_attache', 'observation', 'entretien', 'premiere_reponse'] as const;
export type Acte = (typeof ACTES)[number];

export interface Intervention {
  acte: Acte;
  membreId: string;
  nom: string;
  /** YYYY-MM-DD */
  date: string;
  /** Who was there, in the writer's words; may be empty. */
  avec: string;
  note: string;
  /** The writer lets the demandeur read the note. */
  partagee: boolean;
  le: string;
}

export interface RendezVous {
  /** From 1: names it in the demande. */
  rang: number;
  membreId: string;
  nom: string;
  objet: Acte | 'bilan' | 'autre';
  /** Proposed starts, YYYY-MM-DDTHH:MM in Paris. */
  creneaux: string[];
  lieu: string;
  /** In minutes. */
  duree: number;
  etat: 'propose' | 'fixe' | 'refuse' | 'annule';
  /** One of `creneaux`, once chosen. */
  choisi?: string;
  /** What the demandeur answers when none suits, or why it was cancelled. */
  motif?: string;
  le: string;
}

/** A message between the demandeur and the members, through the bot. */
export interface Echange {
  de: 'demandeur' | 'membre';
  nom: string;
  texte: string;
  le: string;
}

export interface Reponse {
  /** From 1: names it in the demande. */
  rang: number;
  /** A value of the list of answers (core/pole/reponses.ts). */
  genre: string;
  /** The genre in words, as it was when proposed. */
  libelle: string;
  etat: 'proposee' | 'organisee' | 'realisee' | 'abandonnee';
  detail: string;
  /** Who does it: a member, by name. */
  qui: string;
  /** The partner structure, by name. */
  partenaire: string;
  /** A member who shares their experience, asked first. */
  collegue?: {
    membreId: string;
    nom: string;
    etat: 'en_attente' | 'accepte' | 'decline';
    /** As that of a sollicitation. */
    injoignable?: boolean;
  };
  /** The action de formation that gathers several demandes. */
  formation?: { id: string; titre: string };
  /** Somebody confirmed that the parents agree. */
  accordParents?: boolean;
  /** YYYY-MM-DD; absent until organised. */
  debut?: string;
  fin?: string;
  avec?: string;
  /** YYYY-MM-DD, once done. */
  faiteLe?: string;
  note?: string;
  partagee?: boolean;
  /** Why it was given up, or why the colleague cannot. */
  motif?: string;
  par: Person;
  le: string;
}

/** What one side says at the bilan. */
export interface Avis {
  /** What changed (a value of the bilan's form). */
  effet: string;
  /** What they wish next: `continuer`, `renouveler`, `clore`. */
  suite: string;
  texte: string;
}

export interface Bilan {
  /** YYYY-MM-DD */
  date: string;
  /** The demande's cycle when it was fixed. */
  cycle: number;
  avisDemandeur?: Avis & { le: string };
  avisMembres: (Avis & { membreId: string; nom: string; partagee: boolean; le: string })[];
  /** What was decided, once it is over; `mot` was written to the demandeur. */
  issue?: { suite: 'continuer' | 'renouveler' | 'clore'; mot: string; par: Person; le: string };
}

/** The state of one demande, folded from its history. Dates with a time are ISO 8601 in UTC. */
export interface Demande {
  id: string;
  circonscription: string;
  /** `2026-0042`: school year, counter of the circonscription. */
  numero: string;
  etat: Etat;
  /** Number of events folded. */
  version: number;
  /** 1, and one more each time that it is renewed or reopened. */
  cycle: number;
  demandeur: Person;
  /** Who sent a demande about the same pupil that was merged into this one: they follow it like the demandeur. */
  codemandeurs: Person[];
  ecole: EcoleRef;
  /** The Annexe 1 as answered, optional block included. */
  annexe: Answers;
  formVersion: number;
  envoyeeLe: string;
  /** When the current state began. */
  depuis: string;
  /** The last act that its author may still take back. */
  dernierActe?: DernierActe;
  analyste?: Person & { le: string };
  problematiques: string[];
  /** Private to the équipe restreinte. */
  notes: { texte: string; par: Person; le: string }[];
  complements: Complement[];
  sollicitations: Sollicitation[];
  /** membreId of the first who accepted, until changed. */
  referent?: string;
  interventions: Intervention[];
  rendezVous: RendezVous[];
  echanges: Echange[];
  reponses: Reponse[];
  bilan?: Bilan;
  /** Of the cycles that are over. */
  bilansPasses: Bilan[];
  reorientation?: { texte: string; par: Person; le: string };
  retrait?: { motif: string; le: string };
  cloture?: { motif: string; texte: string; par: Person; le: string };
  /** The demande about the same pupil in which this one goes on. */
  fusion?: { demandeId: string; numero: string };
  /** Every demande that goes on in this one, also through another; each brings its demandeur among the codemandeurs. */
  absorbees: Absorbee[];
  /** Reminders sent, by what was awaited of whom since when: some waits outlive the state they began in. */
  rappels: { [cle: string]: { nombre: number; dernier: string } };
}

export interface Absorbee {
  demandeId: string;
  numero: string;
  demandeur: Person;
}

/** All events of one command have the same author and instant. */
export interface DernierActe {
  /** The type of its event. */
  type: string;
  par: string;
  le: string;
  /** The demande's version before it. */
  avant: number;
}
