import type { Demande } from '../../core/demande/demande.ts';
import type { LivingCard, PersonalCard } from '../../core/demande/living-card.ts';
import { parisMoment } from '../../core/form/format-date.ts';
import { cardTexts, correctionTexts } from '../../core/texts.fr.ts';
import type { Button, CardMessage, Message } from '../../core/view/message.ts';
import { messageCard } from '../../core/view/message-card.ts';
import { poleContext } from '../demande/options.ts';
import { undoButtons } from '../demande/undo.ts';
import { baseView, echangeView, sollicitationView } from '../demande/views.ts';
import type { Ecoles } from '../ecoles.ts';
import type { Clock } from '../ports/clock.ts';
import type { Transaction, UnitOfWork } from '../ports/unit-of-work.ts';

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
      const now = tools.clock.now().toISOString();
      const context = {
        ...parisMoment(now),
        authorName: '',
        ecoles: await tools.ecoles.forTenant(tx.directory, undefined),
        options: {},
      };
      if (card.kind === 'analyse') return { ...baseView(demande, context), thread: demande.id, unprompted: true };
      const pole = await poleContext(tx, demande, context);
      const view = card.kind === 'echange' ? echangeView : sollicitationView;
      const undo = await undoFor(tx, demande, card, now);
      const own = view(demande, card.membreId, pole.context, { undo }) ?? takenBackCard(demande);
      return { ...own, unprompted: true };
    });
}

/** What they did last may be taken back on their card too, which is theirs alone: drawing it anew takes no button away. */
async function undoFor(
  { directory }: Transaction,
  demande: Demande,
  { membreId }: PersonalCard,
  now: string,
): Promise<Button[]> {
  const membre = demande.dernierActe && (await directory.membre(demande.circonscription, membreId));
  const accounts = membre === undefined ? [] : await directory.identitesOfMembre(membre);
  return accounts.flatMap((person) => undoButtons(demande, { person, analyste: false, membreId }, now));
}
