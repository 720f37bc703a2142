import type { Turn } from '../turn.ts';

/** What this member was asked while no messenger reached them: now that they write, it can be shown to them. */
export async function sendMissedCards(turn: Turn): Promise<void> {
  const { directory, outbox } = turn.tx;
  for (const { circonscription, id: membreId } of await directory.membresOf(turn.identite)) {
    for (const demandeId of await outbox.missedCards(circonscription, membreId)) {
      turn.out.push({
        circonscription,
        demandeId,
        destination: { to: 'membre', circonscription, membreId },
        content: { op: 'send_card', card: { kind: 'sollicitation', demandeId, membreId } },
      });
    }
  }
}
