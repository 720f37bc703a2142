import { type Action, type ActionName, LIVING_CARD } from '../../core/action.ts';
import type { Demande } from '../../core/demande/demande.ts';
import type { AnalysisChannel } from '../ports/directory-store.ts';
import type { Address } from '../ports/inbound.ts';
import { ACTS, FORM_ACTIONS } from './acts/acts.ts';

const inDossier = FORM_ACTIONS.filter((name) => ACTS[name].places.includes('dossier'));

/** Their buttons are in the analysis channel, and in the private view of an analyst whose client needs one. */
const OPEN_TO_THE_TEAM: ReadonlySet<ActionName> = new Set([
  'prendre_en_analyse',
  'voir_dossier',
  'annuler_acte',
  ...inDossier,
]);

/** Nobody else has them. */
export const OF_THE_TEAM: ReadonlySet<ActionName> = new Set([
  'prendre_en_analyse',
  'voir_dossier',
  ...inDossier.filter((name) => ACTS[name].places.length === 1),
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
  if (!OPEN_TO_THE_TEAM.has(action)) return inPrivate;
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
