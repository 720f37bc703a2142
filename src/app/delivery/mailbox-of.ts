import type { CourrielDestination, OutboxRow } from '../ports/outbox-store.ts';
import type { Transaction } from '../ports/unit-of-work.ts';

/** Where the person of a row can be written to by mail: the directory's address, or one that their account proved. */
export async function mailboxOf(
  tx: Transaction,
  { destination }: Pick<OutboxRow, 'destination'>,
): Promise<CourrielDestination | undefined> {
  if (destination.to === 'membre') return { ...destination, to: 'courriel' };
  if (destination.to !== 'identite') return undefined;
  const email = (await tx.directory.identiteById(destination.identiteId))?.emails[0];
  return email === undefined ? undefined : { to: 'courriel', email };
}
