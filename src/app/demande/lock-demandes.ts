import type { ActionName } from '../../core/action.ts';
import type { Demande } from '../../core/demande/demande.ts';
import type { Transaction } from '../ports/unit-of-work.ts';
import { gatheredWith } from './formation/gathered-with.ts';

/**
 * Locks a demande for an act, with those that the act changes too, in the order of their ids: two people who join two
 * demandes to each other wait for one another rather than for ever.
 * @param about.now ISO 8601, UTC
 * @param about.chosen the demande that this one is to be joined to
 */
export async function lockDemandes(
  tx: Transaction,
  id: string,
  act: ActionName,
  { now, chosen }: { now: string; chosen?: string | undefined },
): Promise<Demande | undefined> {
  const linked = act === 'fusionner' && chosen !== undefined ? [chosen] : [];
  linked.push(...(await gatheredWith(tx, id, act, now)));
  const known = act === 'rouvrir' ? await tx.demandes.get(id) : undefined;
  if (known !== undefined) linked.push(...(await mergedInto(tx, known)).map((other) => other.id));
  if (linked.length === 0) return tx.demandes.lock(id);
  let locked: Demande | undefined;
  for (const one of [...new Set([id, ...linked])].sort()) {
    const demande = await tx.demandes.lock(one);
    if (one === id) locked = demande;
  }
  return locked;
}

/** The demandes in which one goes on, each joined to the next. */
export async function mergedInto(tx: Transaction, { fusion }: Demande): Promise<Demande[]> {
  const chain: Demande[] = [];
  for (let next = fusion; next !== undefined; next = chain.at(-1)?.fusion) {
    const demande = await tx.demandes.get(next.demandeId);
    if (demande === undefined || chain.some(({ id }) => id === demande.id)) break;
    chain.push(demande);
  }
  return chain;
}
