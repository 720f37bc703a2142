import { parisDay } from '../../core/form/format-date.ts';
import { digestTime } from '../../core/pole/week.ts';
import type { CardMessage } from '../../core/view/message.ts';
import { dossiersCard, weekCard } from '../../core/view/week-card.ts';
import type { Echeance } from '../ports/echeance-store.ts';
import type { Destination, NewOutboxRow } from '../ports/outbox-store.ts';
import type { Transaction } from '../ports/unit-of-work.ts';
import { loadWeek } from '../week/load-week.ts';
import { reglesOf } from './plan-demande.ts';
import { planWeek } from './plan-weeks.ts';
import type { Settlement } from './runner.ts';

/**
 * The digests of a week, to the équipe restreinte and to each member, in one transaction with the planning of the next.
 * A week that was missed as a whole is not caught up.
 */
export async function handleWeek(tx: Transaction, echeance: Echeance, now: string): Promise<Settlement> {
  const { circonscription, payload } = echeance;
  const { calendar } = await reglesOf(tx, circonscription);
  const at = digestTime(calendar, String(payload.lundi), now);
  if (at !== undefined && at > now) return { kind: 'later', due: at };
  await planWeek(tx, circonscription, now);
  if (at === undefined) return { kind: 'done' };
  const { week, dossiers } = await loadWeek(tx, circonscription, now);
  if (week.ouvertes === 0) return { kind: 'done' };
  const today = parisDay(now);
  const rows = [row(circonscription, { to: 'analyse', circonscription }, weekCard(week))];
  const away = await tx.absences.during(circonscription, { du: today, au: today });
  for (const { id } of await tx.directory.membres(circonscription)) {
    const card = away.has(id) ? undefined : dossiersCard(dossiers(id));
    if (card) rows.push(row(circonscription, { to: 'membre', circonscription, membreId: id }, card));
  }
  await tx.outbox.enqueue(rows);
  return { kind: 'done' };
}

function row(circonscription: string, destination: Destination, card: CardMessage): NewOutboxRow {
  return { circonscription, destination, content: { op: 'send', message: { ...card, unprompted: true } } };
}
