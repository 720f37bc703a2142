import { dossiersOf, type MonDossier, type WeekSummary, weekSummary } from '../../core/demande/week-summary.ts';
import { parisDay } from '../../core/form/format-date.ts';
import { reglesOf } from '../echeances/plan-demande.ts';
import type { Membre } from '../ports/directory-store.ts';
import type { Transaction } from '../ports/unit-of-work.ts';

/** How the open demandes of a circonscription stand; shown by `weekCard`. @param now ISO 8601 */
export async function loadWeek(tx: Transaction, circonscription: string, now: string): Promise<WeekSummary> {
  const open = await tx.demandes.openIn(circonscription);
  return weekSummary(open, await reglesOf(tx, circonscription), parisDay(now));
}

/** The open dossiers of a member in their circonscription; shown by `dossiersCard`. @param now ISO 8601 */
export async function loadDossiers(tx: Transaction, membre: Membre, now: string): Promise<MonDossier[]> {
  const open = await tx.demandes.openIn(membre.circonscription);
  return dossiersOf(open, membre.id, await reglesOf(tx, membre.circonscription), parisDay(now));
}
