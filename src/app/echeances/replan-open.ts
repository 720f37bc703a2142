import type { UnitOfWork } from '../ports/unit-of-work.ts';
import { planDemande } from './plan-demande.ts';

/**
 * Plans the open demandes anew when the directory has changed, which changes delays and holidays, and at the first
 * call: an earlier version of the product planned nothing, or otherwise.
 */
export function createReplanning(unitOfWork: UnitOfWork): (now: string) => Promise<void> {
  let planned: string | undefined;
  return async (now) => {
    const { revision, ids } = await unitOfWork.run(async ({ directory, demandes }) => {
      const current = await directory.revision();
      if (current === planned) return { revision: current, ids: [] };
      const found: string[] = [];
      for (const { code } of await directory.circonscriptions()) {
        found.push(...(await demandes.openIn(code)).map(({ id }) => id));
      }
      return { revision: current, ids: found };
    });
    // One at a time: whoever works on a demande waits for none but it.
    for (const id of ids) {
      await unitOfWork.run(async (tx) => {
        const demande = await tx.demandes.lock(id);
        if (demande) await planDemande(tx, demande, now);
      });
    }
    planned = revision;
  };
}
