import type { Demande } from '../../../core/demande/demande.ts';
import { type Actor, isParty } from '../../../core/demande/rights.ts';
import type { CardPlace } from './act.ts';

/**
 * Among the cards of an act, the one of whoever did it: an analyst's dossier, a member's intervention or sollicitation,
 * the demandeur's suivi.
 * @param asTeam they work as the équipe restreinte there
 */
export function placeFor(
  places: readonly [CardPlace, ...CardPlace[]],
  demande: Demande,
  actor: Actor,
  asTeam: boolean,
): CardPlace {
  const isTheirs = (place: CardPlace) => {
    if (place === 'dossier' || asTeam) return place === 'dossier' && asTeam;
    return isParty(demande, actor, place === 'suivi' ? 'demandeur' : 'sollicite');
  };
  return places.find(isTheirs) ?? places[0];
}
