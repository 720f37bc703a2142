import type { Demande } from '../../core/demande/demande.ts';
import type { FormContext } from '../../core/form/types.ts';
import { cardTexts, demandeTexts } from '../../core/texts.fr.ts';
import type { CardMessage } from '../../core/view/message.ts';
import { answeredCard, messageCard } from '../../core/view/message-card.ts';
import type { Saisie } from '../ports/turn-store.ts';
import { button } from './say-simply.ts';
import { linesOf } from './show-step.ts';

/** What the summary becomes once sent: its number, and the way to follow it. */
export function sentCard(demande: Demande): CardMessage {
  const t = demandeTexts.avis;
  return messageCard({
    title: t.envoyee(demande.numero),
    paragraphs: [],
    tone: 'good',
    buttons: [button(t.suivre, 'voir_suivi', { demandeId: demande.id, version: demande.version })],
  });
}

/** What a question becomes once answered: the answer, and « Corriger ». */
export function answerCard(saisie: Saisie, fieldId: string, context: FormContext): CardMessage {
  const line = linesOf(saisie, context).find(({ field }) => field === fieldId);
  return line === undefined
    ? messageCard({ paragraphs: [cardTexts.question.nonRenseigne] })
    : answeredCard({ field: { id: line.field, label: line.label }, display: line.display, saisieId: saisie.id });
}
