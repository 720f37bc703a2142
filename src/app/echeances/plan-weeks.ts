import { nextWeek } from '../../core/pole/week.ts';
import type { Transaction, UnitOfWork } from '../ports/unit-of-work.ts';
import { reglesOf } from './plan-demande.ts';

/** Plans the digest of the first week that has not begun. @param now ISO 8601 */
export async function planWeek(tx: Transaction, circonscription: string, now: string): Promise<void> {
  const { calendar } = await reglesOf(tx, circonscription);
  const { lundi, due } = nextWeek(calendar, now);
  const cle = `semaine ${circonscription} ${lundi}`;
  await tx.echeances.plan([{ cle, circonscription, genre: 'semaine', due, payload: { lundi } }]);
}

/** The same for every circonscription: for one that is new, and after a time without any server. */
export async function planWeeks(unitOfWork: UnitOfWork, now: string): Promise<void> {
  const all = await unitOfWork.run((tx) => tx.directory.circonscriptions());
  for (const { code } of all) await unitOfWork.run((tx) => planWeek(tx, code, now));
}
