import { undoableAct } from '../../core/demande/corrections.ts';
import type { Demande } from '../../core/demande/demande.ts';
import type { Actor } from '../../core/demande/rights.ts';
import { correctionTexts } from '../../core/texts.fr.ts';
import { action } from '../../core/view/buttons.ts';
import type { Button } from '../../core/view/message.ts';

/** « Annuler ce que je viens de faire », for who did the last act, while they may. */
export function undoButtons(demande: Demande, actor: Actor, now: string): Button[] {
  return undoableAct(demande, actor, now) === undefined ? [] : [undoButton(demande)];
}

export function undoButton({ id, version }: Demande): Button {
  return { title: correctionTexts.annuler, action: action('annuler_acte', { demandeId: id, version }) };
}
