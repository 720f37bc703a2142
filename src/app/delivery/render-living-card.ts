import type { Demande } from '../../core/demande/demande.ts';
import type { LivingCard } from '../../core/demande/living-card.ts';
import { parisMoment } from '../../core/form/format-date.ts';
import { cardTexts, correctionTexts } from '../../core/texts.fr.ts';
import type { CardMessage, Message } from '../../core/view/message.ts';
import { messageCard } from '../../core/view/message-card.ts';
import { poleContext } from '../demande/options.ts';
import { baseView, echangeView, sollicitationView } from '../demande/views.ts';
import type { Ecoles } from '../ecoles.ts';
import type { Clock } from '../ports/clock.ts';
import type { UnitOfWork } from '../ports/unit-of-work.ts';

/** What is left of a member's card when they were asked by mistake. */
function takenBackCard({ numero }: Demande): CardMessage {
  return messageCard({ title: cardTexts.demande.titre(numero), paragraphs: [correctionTexts.sollicitationAnnulee] });
}

/** The card as its demande is now: the base card for the team, or a member's own. */
export function createLivingCardRenderer(tools: { unitOfWork: UnitOfWork; ecoles: Ecoles; clock: Clock }) {
  return (card: LivingCard): Promise<Message | undefined> =>
    tools.unitOfWork.run(async (tx) => {
      const demande = await tx.demandes.get(card.demandeId);
      if (demande === undefined) return undefined;
      const context = {
        ...parisMoment(tools.clock.now().toISOString()),
        authorName: '',
        ecoles: await tools.ecoles.forTenant(tx.directory, undefined),
        options: {},
      };
      if (card.kind === 'analyse') return { ...baseView(demande, context), thread: demande.id, unprompted: true };
      const pole = await poleContext(tx, demande, context);
      const view = card.kind === 'echange' ? echangeView : sollicitationView;
      const own = view(demande, card.membreId, pole.context) ?? takenBackCard(demande);
      return { ...own, unprompted: true };
    });
}
