import type { Answers } from '../form/types.ts';
import type { Absorbee, Acte, Avis, Demande, Echange, EcoleRef, Person, RendezVous, Reponse } from './demande.ts';

interface At {
  /** ISO 8601, UTC. */
  at: string;
  by: Person;
}

/** From the sending to the réorientation: what the demandeur and the équipe restreinte do. */
export type AnalyseEvent =
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
  | { type: 'demande_reorientee'; texte: string };

/** Who is asked, and what they answer. */
export type SollicitationEvent =
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
  | { type: 'intervention_declinee'; membreId: string; motif: string; collegue?: { membreId?: string; nom: string } };

export type PremiereIntentionEvent =
  | {
      type: 'intervention_notee';
      acte: Acte;
      membreId: string;
      date: string;
      avec: string;
      note: string;
      partagee: boolean;
    }
  | {
      type: 'dates_proposees';
      rang: number;
      membreId: string;
      objet: RendezVous['objet'];
      creneaux: string[];
      lieu: string;
      duree: number;
    }
  | { type: 'date_choisie'; rang: number; creneau: string }
  | { type: 'dates_refusees'; rang: number; motif: string }
  | { type: 'rendez_vous_annule'; rang: number; motif: string }
  | { type: 'message_ecrit'; de: Echange['de']; membreId?: string; texte: string };

/** An answer of second intention as it is proposed. */
export type Proposed = Pick<Reponse, 'genre' | 'libelle' | 'detail' | 'qui' | 'partenaire' | 'formation'> & {
  collegue?: { membreId: string; nom: string };
  accordParents: boolean;
};

export type SecondeIntentionEvent =
  | ({ type: 'reponse_proposee'; rang: number } & Proposed)
  | { type: 'reponse_organisee'; rang: number; debut: string; fin: string; avec: string }
  | { type: 'reponse_realisee'; rang: number; date: string; note: string; partagee: boolean }
  | { type: 'reponse_abandonnee'; rang: number; motif: string }
  | { type: 'echange_accepte'; rang: number; membreId: string }
  | { type: 'echange_decline'; rang: number; membreId: string; motif: string }
  | { type: 'collegue_injoignable'; rang: number; membreId: string; courriel?: true };

export type BilanEvent =
  | { type: 'bilan_fixe'; date: string }
  | ({ type: 'avis_donne' } & Avis)
  | ({ type: 'bilan_note'; membreId: string; partagee: boolean } & Avis)
  | { type: 'demande_poursuivie'; note: string }
  | { type: 'demande_renouvelee'; note: string }
  | { type: 'demande_close'; motif: string; texte: string }
  | { type: 'demande_rouverte'; motif: string };

export type CorrectionEvent =
  | { type: 'main_passee'; membreId: string; motif: string; collegue?: { membreId?: string; nom: string } }
  | { type: 'referent_change'; membreId: string }
  | { type: 'membre_parti'; membreId: string }
  | { type: 'ecole_corrigee'; ecole: EcoleRef; avant: EcoleRef }
  | { type: 'demande_fusionnee'; demandeId: string; numero: string }
  /** `absorbees`: it, and those that had been merged into it before. */
  | { type: 'demande_absorbee'; demandeId: string; numero: string; absorbees: Absorbee[] }
  /** A demande that went on in this one is reopened: `demandeIds`, it and those that had been merged into it before. */
  | { type: 'demande_detachee'; numero: string; demandeIds: string[] }
  /** `annules`: what is taken back; who was told of it is told so. */
  | { type: 'acte_annule'; acte: string; avant: Demande; annules: DemandeEvent[] };

/** Someone was reminded of what is awaited of them. */
export interface RappelEvent {
  type: 'rappel_envoye';
  /** What is awaited of whom: the key in `Demande.rappels`. */
  cle: string;
  /** What is awaited (`lecture`, `prise_attache`…). */
  etape: string;
  a: 'equipe' | 'pilote' | 'demandeur' | 'membre';
  /** The member who is reminded, or who is awaited when others are told. */
  membreId?: string;
  /** 1 for the first. */
  rang: number;
}

/** What happened, without who did it and when. */
export type DemandeFact =
  | AnalyseEvent
  | SollicitationEvent
  | PremiereIntentionEvent
  | SecondeIntentionEvent
  | BilanEvent
  | CorrectionEvent
  | RappelEvent;

export type DemandeEvent = At & DemandeFact;

/** Every member of the union is an object type of its own, for exhaustive handling by `type`. */
export type DemandeEventType = DemandeFact['type'];

/** Events of one part of the way. */
export type EventOf<Fact extends DemandeFact> = At & Fact;
