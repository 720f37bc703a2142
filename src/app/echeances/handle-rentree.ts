import { schoolYear } from '../../core/form/calendar-day.ts';
import { parisDay, parisInstant } from '../../core/form/format-date.ts';
import { nextWorkingInstant, type SchoolCalendar, schoolDayFrom } from '../../core/pole/school-calendar.ts';
import { rentreeRows } from '../demande/tell-rentree.ts';
import type { Echeance } from '../ports/echeance-store.ts';
import type { Transaction, UnitOfWork } from '../ports/unit-of-work.ts';
import { reglesOf } from './plan-demande.ts';
import type { Settlement } from './runner.ts';

/**
 * What is still open from an earlier school year, said once; later when the holidays imported since say so, or when
 * nobody is at work now.
 */
export async function handleRentree(tx: Transaction, echeance: Echeance, now: string): Promise<Settlement> {
  const { circonscription, payload } = echeance;
  const { calendar } = await reglesOf(tx, circonscription);
  const first = firstMorning(calendar, Number(payload.annee));
  const due = nextWorkingInstant(calendar, first > now ? first : now);
  if (due > now) return { kind: 'later', due };
  await tx.outbox.enqueue(await rentreeRows(tx, circonscription, parisDay(now)));
  return { kind: 'done' };
}

/** Plans that of the next school year in every circonscription. @param now ISO 8601 */
export async function planRentrees(unitOfWork: UnitOfWork, now: string): Promise<void> {
  const annee = schoolYear(parisDay(now)) + 1;
  for (const { code } of await unitOfWork.run((tx) => tx.directory.circonscriptions())) {
    await unitOfWork.run(async (tx) => {
      const { calendar } = await reglesOf(tx, code);
      const due = firstMorning(calendar, annee);
      const cle = `rentree ${code} ${annee}`;
      await tx.echeances.plan([{ cle, circonscription: code, genre: 'rentree', due, payload: { annee } }]);
    });
  }
}

/** When people come to work on the first school day of a school year, named by the year in which it begins. */
function firstMorning(calendar: SchoolCalendar, annee: number): string {
  return parisInstant(schoolDayFrom(calendar, `${annee}-09-01`), calendar.heures.debut);
}
