import type { Demande } from '../../core/demande/demande.ts';
import type { FormContext } from '../../core/form/types.ts';
import { cardTexts, demandeTexts, dialogueTexts } from '../../core/texts.fr.ts';
import type { CardMessage } from '../../core/view/message.ts';
import { answeredCard, messageCard } from '../../core/view/message-card.ts';
import type { Saisie } from '../ports/turn-store.ts';
import { linesOf } from './show-step.ts';

/** What the summary becomes once sent: a line, since the confirmation follows as a message of its own. */
export function sentCard(demande: Demande): CardMessage {
  return messageCard({ paragraphs: [demandeTexts.avis.resumeEnvoye(demande.numero)], tone: 'good' });
}

/** What the form filled in one go becomes: all of it is in the summary that follows. */
export function filledCard(): CardMessage {
  return messageCard({ paragraphs: [dialogueTexts.carteRemplie], tone: 'good' });
}

/** What the form becomes when the person goes on question by question. */
export function closedCard(): CardMessage {
  return messageCard({ paragraphs: [dialogueTexts.carteRefermee] });
}

/** What a question becomes once answered: the answer, and « Corriger ». */
export function answerCard(saisie: Saisie, fieldId: string, context: FormContext): CardMessage {
  const line = linesOf(saisie, context).find(({ field }) => field === fieldId);
  return line === undefined
    ? messageCard({ paragraphs: [cardTexts.question.nonRenseigne] })
    : answeredCard({ field: { id: line.field, label: line.label }, display: line.display, saisieId: saisie.id });
}
