import { ofPastYears, rentreeMessage, rentreeNotice } from '../../core/demande/rentree.ts';
import type { NewOutboxRow } from '../ports/outbox-store.ts';
import type { Transaction } from '../ports/unit-of-work.ts';
import { noticeRows } from './apply-command.ts';

/**
 * What is said on the first school day of a new school year of the demandes that are still open from an earlier one:
 * a list for the équipe restreinte, a question for each référent. To be said once a year and circonscription.
 * @param today YYYY-MM-DD in Paris
 */
export async function rentreeRows(tx: Transaction, circonscription: string, today: string): Promise<NewOutboxRow[]> {
  const past = ofPastYears(await tx.demandes.openIn(circonscription), today);
  if (past.length === 0) return [];
  const list: NewOutboxRow = {
    circonscription,
    destination: { to: 'analyse', circonscription },
    content: { op: 'send', message: { ...rentreeMessage(past), unprompted: true } },
  };
  return [list, ...past.flatMap((demande) => rentreeNotice(demande).flatMap((notice) => noticeRows(notice, demande)))];
}
