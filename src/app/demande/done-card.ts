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
export function doneCard(name: DoneAction, demande: Demande, undo: Button[]): CardMessage {
  const title = cardTexts.demande.titre(demande.numero);
  return messageCard({
    title,
    paragraphs: [actionTexts.faits[name]],
    buttons: [...nextButtons(name, demande), ...undo],
  });
}

const NO_DOSSIER: ReadonlySet<DoneAction> = new Set(['decliner', 'passer_la_main']);
const OF_MEMBRES: ReadonlySet<DoneAction> = new Set(['accepter', 'noter_prise_attache', 'noter_bilan']);

function nextButtons(name: DoneAction, { id: demandeId, version }: Demande): Button[] {
  // The dossier is not shown to those whose part is over.
  if (NO_DOSSIER.has(name)) return [];
  if (name === 'donner_avis') {
    return [{ title: demandeTexts.avis.suivre, action: action('voir_suivi', { demandeId, version }) }];
  }
  const next = action(OF_MEMBRES.has(name) ? 'voir_intervention' : 'voir_dossier', { demandeId, version });
  return [{ title: demandeTexts.avis.voirDossier, action: next }];
}
