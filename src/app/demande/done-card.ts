import type { Demande } from '../../core/demande/demande.ts';
import { actionTexts, cardTexts, demandeTexts } from '../../core/texts.fr.ts';
import { action } from '../../core/view/buttons.ts';
import type { Button, CardMessage } from '../../core/view/message.ts';
import { messageCard } from '../../core/view/message-card.ts';

export type DoneAction = keyof typeof actionTexts.faits;

export function isDoneAction(name: string): name is DoneAction {
  return Object.hasOwn(actionTexts.faits, name);
}

/** What a gesture did, in a sentence, for a client that does not show it in the card itself. */
export function doneCard(name: DoneAction, demande: Demande): CardMessage {
  const title = cardTexts.demande.titre(demande.numero);
  return messageCard({ title, paragraphs: [actionTexts.faits[name]], buttons: nextButtons(name, demande) });
}

function nextButtons(name: DoneAction, { id: demandeId, version }: Demande): Button[] {
  // The dossier is not shown to those who declined.
  if (name === 'decliner') return [];
  const forMembre = name === 'accepter' || name === 'noter_prise_attache';
  const next = action(forMembre ? 'voir_intervention' : 'voir_dossier', { demandeId, version });
  return [{ title: demandeTexts.avis.voirDossier, action: next }];
}
