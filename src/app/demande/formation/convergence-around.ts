import { type Convergence, convergences, windowStart } from '../../../core/pole/convergence.ts';
import type { Transaction } from '../../ports/unit-of-work.ts';

/**
 * The convergences of a circonscription on some problématiques.
 * @param now ISO 8601, UTC
 */
export async function convergencesOn(
  tx: Transaction,
  circonscription: string,
  problematiques: string[],
  now: string,
): Promise<Convergence[]> {
  const known = problematiques.length > 0 ? await tx.directory.circonscription(circonscription) : undefined;
  if (known === undefined) return [];
  const since = windowStart(now, known.convergence);
  const proches = await tx.formations.proches(circonscription, problematiques, since);
  const found = convergences(proches, known.convergence, now);
  return found.filter(({ problematique }) => problematiques.includes(problematique));
}
