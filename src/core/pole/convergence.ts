import type { EcoleRef, Etat } from '../demande/demande.ts';
import { ENDED, transitionFor } from '../demande/transitions.ts';

/** From how many écoles, within how many calendar days. */
export interface Seuil {
  jours: number;
  ecoles: number;
}

export const SEUIL: Seuil = { jours: 90, ecoles: 3 };

/** What of a demande tells whether it converges with others. */
export interface DemandeProche {
  id: string;
  numero: string;
  etat: Etat;
  ecole: EcoleRef;
  problematiques: string[];
  /** ISO 8601, UTC. */
  envoyeeLe: string;
}

/** A problématique that enough écoles share at the same time. */
export interface Convergence {
  problematique: string;
  /** How many different écoles. */
  ecoles: number;
  /** Oldest first. */
  demandes: DemandeProche[];
}

const DAY_MS = 86_400_000;

/** When the window that ends now began. @param now ISO 8601, UTC */
export function windowStart(now: string, { jours }: Seuil): string {
  return new Date(Date.parse(now) - jours * DAY_MS).toISOString();
}

/**
 * The problématiques that écoles share, most shared first. What has ended needs nothing any more: it does not count.
 * @param demandes of one circonscription @param now ISO 8601, UTC
 */
export function convergences(demandes: readonly DemandeProche[], seuil: Seuil, now: string): Convergence[] {
  const since = windowStart(now, seuil);
  const recent = demandes.filter(({ etat, envoyeeLe }) => envoyeeLe >= since && !ENDED.includes(etat));
  const named = [...new Set(recent.flatMap(({ problematiques }) => problematiques))];
  return named
    .map((problematique) => convergenceOn(problematique, recent))
    .filter(({ ecoles }) => ecoles >= seuil.ecoles)
    .sort((a, b) => b.ecoles - a.ecoles || (a.problematique < b.problematique ? -1 : 1));
}

function convergenceOn(problematique: string, recent: readonly DemandeProche[]): Convergence {
  const sharing = recent.filter(({ problematiques }) => problematiques.includes(problematique));
  const demandes = [...sharing].sort((a, b) => (a.envoyeeLe < b.envoyeeLe ? -1 : 1));
  return { problematique, demandes, ecoles: new Set(demandes.map(({ ecole }) => ecole.uai)).size };
}

/** Whether an action de formation can be proposed in it now. */
export function mayJoin({ etat }: Pick<DemandeProche, 'etat'>): boolean {
  return transitionFor(etat, 'proposer_reponse') !== undefined;
}
