import type { Demande } from './demande.ts';
import type { DemandeEvent, DemandeEventType } from './events.ts';

/** For each kind of event, how it is told; undefined where it is not told at all. */
export type Stories<Told> = {
  [type in DemandeEventType]: (event: Extract<DemandeEvent, { type: type }>, demande: Demande) => Told;
};
