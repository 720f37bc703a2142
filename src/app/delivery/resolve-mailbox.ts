import { DeliveryError } from '../ports/channel.ts';
import type { OutboxRow } from '../ports/outbox-store.ts';
import type { UnitOfWork } from '../ports/unit-of-work.ts';

/**
 * The e-mail that a mail goes to at this moment.
 * @throws DeliveryError when the member is no longer one
 */
export function createMailboxResolver(unitOfWork: UnitOfWork) {
  return async ({ destination }: Pick<OutboxRow, 'destination'>): Promise<string> => {
    if (destination.to !== 'courriel') throw new DeliveryError('rejected', 'not_a_mailbox');
    if ('email' in destination) return destination.email;
    const { circonscription, membreId } = destination;
    const membre = await unitOfWork.run((tx) => tx.directory.membre(circonscription, membreId));
    if (membre === undefined || !membre.actif) throw new DeliveryError('unreachable', 'inactive_member');
    return membre.email;
  };
}
