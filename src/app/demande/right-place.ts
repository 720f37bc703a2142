import { type Action, type ActionName, LIVING_CARD } from '../../core/action.ts';
import type { Demande } from '../../core/demande/demande.ts';
import type { AnalysisChannel } from '../ports/directory-store.ts';
import type { Address } from '../ports/inbound.ts';

/** Their buttons are in the analysis channel, and in the private view of an analyst whose client needs one. */
export const OF_THE_TEAM: ReadonlySet<ActionName> = new Set([
  'prendre_en_analyse',
  'voir_dossier',
  'qualifier',
  'demander_complement',
  'solliciter',
  'reorienter',
]);

/** Whether a button was pressed where the bot posts it; a card copied elsewhere does nothing there. */
export function isRightPlace(
  demande: Demande,
  place: AnalysisChannel | undefined,
  address: Address,
  { action, field }: Action,
): boolean {
  const inPrivate = address.kind === 'personal';
  if (!inPrivate && !isAnalysisChannel(demande, place, address)) return false;
  // « Fermer » is in the dossiers of both places.
  if (action === 'voir_base') return true;
  if (!OF_THE_TEAM.has(action)) return inPrivate;
  // The base card itself is in the channel alone.
  return !inPrivate || field !== LIVING_CARD;
}

function isAnalysisChannel(demande: Demande, place: AnalysisChannel | undefined, address: Address): boolean {
  return (
    place !== undefined &&
    place.circonscription === demande.circonscription &&
    place.address.channel === address.channel &&
    place.address.conversationId === address.conversationId
  );
}
