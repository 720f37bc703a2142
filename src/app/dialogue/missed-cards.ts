import type { PersonalCard } from '../../core/demande/living-card.ts';
import { askedOf } from '../../core/demande/seconde-intention.ts';
import type { Transaction } from '../ports/unit-of-work.ts';
import type { Turn } from '../turn.ts';

/** What this person was asked while no messenger reached them: now that they write, it can be shown to them. */
export async function sendMissedCards(turn: Turn): Promise<void> {
  const { directory, outbox } = turn.tx;
  for (const { circonscription, id: membreId } of await directory.membresOf(turn.identite)) {
    for (const card of await outbox.missedCards(circonscription, membreId)) {
      if (!(await isAwaited(turn.tx, card))) continue;
      turn.out.push({
        circonscription,
        demandeId: card.demandeId,
        destination: { to: 'membre', circonscription, membreId },
        content: { op: 'send_card', card },
      });
    }
  }
}

async function isAwaited({ demandes }: Transaction, { kind, demandeId, membreId }: PersonalCard): Promise<boolean> {
  if (kind === 'sollicitation') return true;
  const demande = await demandes.get(demandeId);
  return demande !== undefined && askedOf(demande, membreId) !== undefined;
}
