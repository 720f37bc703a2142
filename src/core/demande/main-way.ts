import type { Etat } from './demande.ts';
import { TRANSITIONS, type Transition } from './transitions.ts';

/** The way that a demande takes when all goes well; each state leads to the next in the transition table. */
export const MAIN_WAY = [
  'brouillon',
  'envoyee',
  'en_analyse',
  'membres_sollicites',
  'premiere_intention',
  'seconde_intention',
  'bilan',
  'close',
] as const satisfies Etat[];
export type MainEtat = (typeof MAIN_WAY)[number];

/** A row of the table that leads out of its state. */
export interface Move extends Pick<Transition, 'from' | 'action' | 'by'> {
  to: Etat;
}

/** Every move from one state to another. Taking back the last act is none: it leads wherever that act came from. */
export const MOVES: readonly Move[] = TRANSITIONS.filter(({ action }) => action !== 'annuler_acte').flatMap(
  ({ from, action, by, to }) => to.filter((etat) => etat !== from).map((etat) => ({ from, action, by, to: etat })),
);

/** Where a state is on the main way: itself, or for one beside it the state from which it is first reached. */
export function placeOnWay(etat: Etat): MainEtat {
  const isThere = (main: MainEtat) => main === etat || MOVES.some(({ from, to }) => from === main && to === etat);
  return MAIN_WAY.find((main) => main === etat) ?? MAIN_WAY.find(isThere) ?? 'brouillon';
}
