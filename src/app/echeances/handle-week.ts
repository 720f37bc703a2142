import { dossiersOf, weekSummary } from '../../core/demande/week-summary.ts';
import { parisDay } from '../../core/form/format-date.ts';
import { digestTime } from '../../core/pole/week.ts';
import type { CardMessage } from '../../core/view/message.ts';
import { dossiersCard, weekCard } from '../../core/view/week-card.ts';
import type { Echeance } from '../ports/echeance-store.ts';
import type { Destination, NewOutboxRow } from '../ports/outbox-store.ts';
import type { Transaction } from '../ports/unit-of-work.ts';
import { reglesOf } from './plan-demande.ts';
import { planWeek } from './plan-weeks.ts';
import type { Settlement } from './runner.ts';

/**
 * The digests of a week, to the équipe restreinte and to each member, in one transaction with the planning of the next.
 * A week that was missed as a whole is not caught up.
 */
export async function handleWeek(tx: Transaction, echeance: Echeance, now: string): Promise<Settlement> {
  const { circonscription, payload } = echeance;
  const regles = await reglesOf(tx, circonscription);
  const at = digestTime(regles.calendar, String(payload.lundi), now);
  if (at !== undefined && at > now) return { kind: 'later', due: at };
  await planWeek(tx, circonscription, now);
  if (at === undefined) return { kind: 'done' };
  const today = parisDay(now);
  const open = await tx.demandes.openIn(circonscription);
  if (open.length === 0) return { kind: 'done' };
  const rows = [row(circonscription, { to: 'analyse', circonscription }, weekCard(weekSummary(open, regles, today)))];
  const away = await tx.absences.during(circonscription, { du: today, au: today });
  for (const { id } of await tx.directory.membres(circonscription)) {
    const card = away.has(id) ? undefined : dossiersCard(dossiersOf(open, id, regles, today));
    if (card) rows.push(row(circonscription, { to: 'membre', circonscription, membreId: id }, card));
  }
  await tx.outbox.enqueue(rows);
  return { kind: 'done' };
}

function row(circonscription: string, destination: Destination, card: CardMessage): NewOutboxRow {
  return { circonscription, destination, content: { op: 'send', message: { ...card, unprompted: true } } };
}
