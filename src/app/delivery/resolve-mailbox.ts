import { DeliveryError } from '../ports/channel.ts';
import type { Mail } from '../ports/mailer.ts';
import type { OutboxRow } from '../ports/outbox-store.ts';
import type { UnitOfWork } from '../ports/unit-of-work.ts';

export type Mailbox = Pick<Mail, 'to' | 'cc'>;

/**
 * The e-mail that a mail goes to at this moment.
 * @throws DeliveryError when the member is no longer one, or the circonscription has no address any more
 */
export function createMailboxResolver(unitOfWork: UnitOfWork) {
  return async ({ destination }: Pick<OutboxRow, 'destination'>): Promise<Mailbox> => {
    if (destination.to !== 'courriel') throw new DeliveryError('rejected', 'not_a_mailbox');
    if ('email' in destination) return { to: destination.email };
    if ('officielle' in destination) return officialMailbox(unitOfWork, destination.circonscription);
    const { circonscription, membreId } = destination;
    const membre = await unitOfWork.run((tx) => tx.directory.membre(circonscription, membreId));
    if (membre === undefined || !membre.actif) throw new DeliveryError('unreachable', 'inactive_member');
    return { to: membre.email };
  };
}

async function officialMailbox(unitOfWork: UnitOfWork, code: string): Promise<Mailbox> {
  const { circonscription: to, cpc: cc } =
    (await unitOfWork.run((tx) => tx.directory.circonscription(code)))?.adresses ?? {};
  if (to === undefined) throw new DeliveryError('unreachable', 'no_address');
  return cc === undefined || cc === to ? { to } : { to, cc };
}
