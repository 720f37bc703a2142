import { dossiersOf, type MonDossier, type WeekSummary, weekSummary } from '../../core/demande/week-summary.ts';
import { parisDay } from '../../core/form/format-date.ts';
import { reglesOf } from '../echeances/plan-demande.ts';
import type { Transaction } from '../ports/unit-of-work.ts';

export interface LoadedWeek {
  /** Shown by `weekCard`. */
  week: WeekSummary;
  /** Of a member of the circonscription, by id; shown by `dossiersCard`. */
  dossiers(membreId: string): MonDossier[];
}

/** How the open demandes of a circonscription stand, as a whole and for each member. @param now ISO 8601 */
export async function loadWeek(tx: Transaction, circonscription: string, now: string): Promise<LoadedWeek> {
  const open = await tx.demandes.openIn(circonscription);
  const regles = await reglesOf(tx, circonscription);
  const today = parisDay(now);
  return {
    week: weekSummary(open, regles, today),
    dossiers: (membreId) => dossiersOf(open, membreId, regles, today),
  };
}
