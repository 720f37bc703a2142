import type { ActionName } from '../../core/action.ts';
import type { Demande } from '../../core/demande/demande.ts';
import type { Actor } from '../../core/demande/rights.ts';
import { actionTexts, cardTexts, demandeTexts } from '../../core/texts.fr.ts';
import { action } from '../../core/view/buttons.ts';
import type { Button, CardMessage } from '../../core/view/message.ts';
import { messageCard } from '../../core/view/message-card.ts';
import type { CardPlace } from './acts/act.ts';
import { ACTS, isFormAction } from './acts/acts.ts';
import { placeFor } from './acts/place-for.ts';

export type DoneAction = keyof typeof actionTexts.faits;

export function isDoneAction(name: string): name is DoneAction {
  return Object.hasOwn(actionTexts.faits, name);
}

/**
 * What a gesture did, in a sentence, for a client that does not show it in the card itself.
 * @param told what else the one who acted must know
 */
export function doneCard(
  name: DoneAction,
  demande: Demande,
  actor: Actor,
  undo: Button[],
  told: string[] = [],
): CardMessage {
  const title = cardTexts.demande.titre(demande.numero);
  return messageCard({
    title,
    paragraphs: [actionTexts.faits[name], ...told],
    buttons: [...nextButtons(name, demande, actor), ...undo],
  });
}

/** Of what is done without a form. */
const PLACES = {
  prendre_en_analyse: ['dossier'],
  accepter: ['intervention'],
  annuler_acte: ['dossier', 'intervention', 'suivi'],
  accepter_echange: ['echange'],
} as const satisfies { [name: string]: readonly [CardPlace, ...CardPlace[]] };

const LEADS_TO: { [place in Exclude<CardPlace, 'echange'>]: ActionName } = {
  dossier: 'voir_dossier',
  sollicitation: 'voir_intervention',
  intervention: 'voir_intervention',
  suivi: 'voir_suivi',
};

function nextButtons(name: DoneAction, demande: Demande, actor: Actor): Button[] {
  // The dossier is not shown to those whose part is over.
  if (name === 'decliner' || name === 'passer_la_main') return [];
  const { id: demandeId, version } = demande;
  const places = isFormAction(name) ? ACTS[name].places : PLACES[name];
  const place = placeFor(places, demande, actor, actor.analyste);
  // Nor to a colleague who shares their experience.
  if (place === 'echange') return [];
  const { voirDossier, suivre } = demandeTexts.avis;
  const next = action(LEADS_TO[place], { demandeId, version });
  return [{ title: place === 'suivi' ? suivre : voirDossier, action: next }];
}
