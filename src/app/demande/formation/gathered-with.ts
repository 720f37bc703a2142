import type { ActionName } from '../../../core/action.ts';
import type { Demande } from '../../../core/demande/demande.ts';
import { windowStart } from '../../../core/pole/convergence.ts';
import type { Transaction } from '../../ports/unit-of-work.ts';

const ON_REPONSE: ReadonlySet<ActionName> = new Set<ActionName>([
  'organiser_reponse',
  'realiser_reponse',
  'abandonner_reponse',
]);

/**
 * The demandes that an act changes beside its own, by id. Locks the formations that it changes: these first, then
 * demandes, all by id, so that two who act at once wait for each other and never in a circle.
 * @param now ISO 8601, UTC
 */
export async function gatheredWith(tx: Transaction, id: string, action: ActionName, now: string): Promise<string[]> {
  if (action === 'ouvrir_formation') return convergent(tx, await tx.demandes.get(id), now);
  if (action === 'rejoindre_formation') {
    const demande = await tx.demandes.get(id);
    const open = demande === undefined ? [] : await tx.formations.openIn(demande.circonscription);
    await tx.formations.lock(open.map((formation) => formation.id));
    return [];
  }
  if (!ON_REPONSE.has(action)) return [];
  const gathered = (await tx.demandes.get(id))?.reponses.flatMap(({ formation }) => formation?.id ?? []) ?? [];
  if (gathered.length === 0) return [];
  return (await tx.formations.lock(gathered)).filter(({ ouverte }) => ouverte).flatMap(({ demandes }) => demandes);
}

async function convergent(tx: Transaction, demande: Demande | undefined, now: string): Promise<string[]> {
  if (demande === undefined) return [];
  const { circonscription, problematiques } = demande;
  const known = await tx.directory.circonscription(circonscription);
  if (known === undefined) return [];
  const proches = await tx.formations.proches(circonscription, problematiques, windowStart(now, known.convergence));
  return proches.map((proche) => proche.id);
}
