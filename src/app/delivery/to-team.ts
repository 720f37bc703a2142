import type { Demande } from '../../core/demande/demande.ts';
import type { Notice } from '../../core/demande/notice.ts';
import { messageCard } from '../../core/view/message-card.ts';
import type { NewOutboxRow } from '../ports/outbox-store.ts';

/** A row for the analysis channel, under the card of the demande. */
export function toTeam(demande: Demande, { title, paragraphs, buttons }: Notice): NewOutboxRow {
  const { circonscription, id: thread } = demande;
  // Without the demande's id: a notice that cannot be posted either is logged, not told about in turn.
  return {
    circonscription,
    destination: { to: 'analyse', circonscription },
    content: { op: 'send', message: { ...messageCard({ title, paragraphs, buttons }), thread, unprompted: true } },
  };
}
