import type { Demande } from '../../core/demande/demande.ts';
import { SYSTEME } from '../../core/demande/rights.ts';
import type { Clock } from '../ports/clock.ts';
import type { NewOutboxRow } from '../ports/outbox-store.ts';
import type { UnitOfWork } from '../ports/unit-of-work.ts';
import { applyCommand } from './apply-command.ts';

/**
 * Ends the part of members whom the directory no longer has in the demandes where they were asked or at work: the équipe
 * restreinte is told in each. Looked for in what is kept, and not at the import alone: whatever made a member inactive,
 * and whenever the server was stopped, none is forgotten. Each demande is a transaction of its own.
 */
export async function signalDepartures({ unitOfWork, clock }: { unitOfWork: UnitOfWork; clock: Clock }): Promise<void> {
  const all = await unitOfWork.run((tx) => tx.demandes.withDeparted());
  for (const { demandeId, membreIds } of all) {
    await unitOfWork.run(async (tx) => {
      let demande: Demande | undefined = await tx.demandes.lock(demandeId);
      const out: NewOutboxRow[] = [];
      for (const membreId of membreIds) {
        if (demande === undefined) return;
        const by = { actor: SYSTEME, cause: causeOf(membreId), now: clock.now().toISOString() };
        ({ demande } = await applyCommand(tx, demande, { type: 'signaler_depart', membreId }, by, out));
      }
      await tx.outbox.enqueue(out);
    });
  }
}

function causeOf(membreId: string) {
  return { action: 'systeme', actorId: 'systeme', channel: 'systeme', digest: `depart ${membreId}` } as const;
}
