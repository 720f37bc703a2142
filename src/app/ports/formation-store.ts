import type { DemandeProche } from '../../core/pole/convergence.ts';

/** An action de formation that gathers demandes which share a problématique. */
export interface Formation {
  id: string;
  circonscription: string;
  problematique: string;
  titre: string;
  /** Who leads it, by name; may be empty. */
  animateur: string;
  /** When, in words; may be empty. */
  periode: string;
  /** Who opened it, by name. */
  par: string;
  ouverte: boolean;
  /** ISO 8601, UTC. */
  ouverteLe: string;
  /** The ids of the demandes that it gathers, in order. */
  demandes: string[];
}

/**
 * Convergences and formations. Whoever changes several demandes locks formations first, then demandes, both by id, so
 * that nobody waits for anybody in a circle.
 */
export interface FormationStore {
  /** Demandes sent since then (ISO 8601) and not ended, which share one of these problématiques. */
  proches(circonscription: string, problematiques: string[], depuis: string): Promise<DemandeProche[]>;
  /**
   * One after the other from here to the commit: of two who each name the problématique of one more école, the second
   * sees both. To be called after the demande is written, before `proches`.
   */
  holdConvergences(circonscription: string): Promise<void>;
  /** Notes that the team is told now (ISO 8601). @returns false when it was already told since `depuis` */
  announce(circonscription: string, problematique: string, now: string, depuis: string): Promise<boolean>;
  /** Writes a new formation, with no demande yet. @returns the one that is already open for its problématique */
  open(formation: Omit<Formation, 'demandes' | 'ouverte'>): Promise<Formation | undefined>;
  openIn(circonscription: string): Promise<Formation[]>;
  /** Those of these ids, by id; held until the end of the transaction. */
  lock(ids: string[]): Promise<Formation[]>;
  gather(formation: Pick<Formation, 'id' | 'circonscription'>, demandeId: string): Promise<void>;
  /** Done, or given up: nothing more joins it, and another one may be opened. */
  end(id: string): Promise<void>;
}
