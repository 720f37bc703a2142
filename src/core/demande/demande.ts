import type { Answers } from '../form/types.ts';

const ETATS = [
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
  etat: 'en_attente' | 'acceptee' | 'declinee';
  par: Person;
  le: string;
  /** What the équipe restreinte wrote to the member. */
  message?: string;
  /** The analyst who asked (`par`) confirmed that the parents agree (a psyEN is asked with their agreement only). */
  accordParents?: boolean;
  reponduLe?: string;
  motif?: string;
  /** A colleague proposed by the one who declines. */
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

export interface PriseAttache {
  membreId: string;
  nom: string;
  /** YYYY-MM-DD */
  date: string;
  note: string;
  le: string;
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
  demandeur: Person;
  ecole: EcoleRef;
  /** The Annexe 1 as answered, optional block included. */
  annexe: Answers;
  formVersion: number;
  envoyeeLe: string;
  /** When the current state began. */
  depuis: string;
  analyste?: Person & { le: string };
  problematiques: string[];
  /** Private to the équipe restreinte. */
  notes: { texte: string; par: Person; le: string }[];
  complements: Complement[];
  sollicitations: Sollicitation[];
  /** membreId of the first who accepted, until changed. */
  referent?: string;
  prisesAttache: PriseAttache[];
  reorientation?: { texte: string; par: Person; le: string };
  retrait?: { motif: string; le: string };
}

interface At {
  /** ISO 8601, UTC. */
  at: string;
  by: Person;
}

export type DemandeEvent = At &
  (
    | {
        type: 'demande_envoyee';
        id: string;
        circonscription: string;
        numero: string;
        ecole: EcoleRef;
        annexe: Answers;
        formVersion: number;
      }
    | { type: 'demande_completee'; ecole: EcoleRef; annexe: Answers; formVersion: number }
    | { type: 'demande_retiree'; motif: string }
    | { type: 'analyse_prise' }
    | { type: 'problematique_nommee'; problematiques: string[]; note: string }
    | { type: 'complement_demande'; question: string }
    | { type: 'complement_recu'; reponse: string }
    | {
        type: 'membre_sollicite';
        membreId: string;
        nom: string;
        fonctions: string[];
        message: string;
        accordParents: boolean;
      }
    | { type: 'membre_injoignable'; membreId: string; courriel?: true }
    | { type: 'intervention_acceptee'; membreId: string }
    | { type: 'intervention_declinee'; membreId: string; motif: string; collegue?: { membreId?: string; nom: string } }
    | { type: 'prise_attache_notee'; membreId: string; date: string; note: string }
    | { type: 'demande_reorientee'; texte: string }
  );

/** Every member of the union is an object type of its own, for exhaustive handling by `type`. */
export type DemandeEventType = DemandeEvent['type'];
