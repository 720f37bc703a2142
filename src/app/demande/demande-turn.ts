import type { Demande } from '../../core/demande/demande.ts';
import type { Actor } from '../../core/demande/rights.ts';
import type { Turn } from '../turn.ts';
import type { PoleContext } from './options.ts';

/** A demande's button pressed by someone: what is needed to judge it. */
export interface DemandeTurn {
  turn: Turn;
  demande: Demande;
  actor: Actor;
  pole: PoleContext;
}
