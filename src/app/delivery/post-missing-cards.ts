import type { Log } from '../ports/log.ts';
import type { OutboxQueue } from '../ports/outbox-store.ts';
import type { UnitOfWork } from '../ports/unit-of-work.ts';

/** Posts the card of every open demande that has none: whatever went wrong before, no demande stays unseen. */
export async function postMissingCards(tools: { unitOfWork: UnitOfWork; queue: OutboxQueue; log: Log }): Promise<void> {
  const missing = await tools.queue.withoutCard();
  if (missing.length === 0) return;
  tools.log.warn({ count: missing.length }, 'cards_missing');
  await tools.unitOfWork.run((tx) =>
    tx.outbox.enqueue(
      missing.map(({ circonscription, demandeId }) => ({
        circonscription,
        demandeId,
        destination: { to: 'analyse', circonscription },
        content: { op: 'send_card', card: { kind: 'analyse', demandeId } },
      })),
    ),
  );
}
