import type { Demande } from '../../core/demande/demande.ts';
import type { DemandeEvent } from '../../core/demande/events.ts';
import { isOfficialEvent, officialMail } from '../../core/view/official-mail.ts';
import type { NewOutboxRow } from '../ports/outbox-store.ts';
import type { Transaction } from '../ports/unit-of-work.ts';

/**
 * The note's own way: the Annexe 1 at the circonscription's address, the CPC's in copy. None where the directory has
 * no such address.
 */
export async function officialMails(
  tx: Transaction,
  events: readonly DemandeEvent[],
  after: Demande,
): Promise<NewOutboxRow[]> {
  const told = events.map(({ type }) => type).filter(isOfficialEvent);
  if (told.length === 0) return [];
  const { circonscription, id: demandeId } = after;
  const known = await tx.directory.circonscription(circonscription);
  if (known?.adresses.circonscription === undefined) return [];
  return told.map((type) => ({
    circonscription,
    demandeId,
    destination: { to: 'courriel', circonscription, officielle: true },
    content: { op: 'mail', mail: officialMail(type, after) },
  }));
}
