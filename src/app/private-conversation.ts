import type { Answer } from '../core/view/message.ts';
import { welcome } from './dialogue/begin.ts';
import { sendMissedCards } from './dialogue/missed-cards.ts';
import type { Identite } from './ports/directory-store.ts';
import type { Address } from './ports/inbound.ts';
import type { Destination } from './ports/outbox-store.ts';
import type { Transaction } from './ports/unit-of-work.ts';
import type { Turn } from './turn.ts';

/** Somebody came into the private conversation that they were invited into: what waited for them leaves now. */
export async function enteredPrivately(turn: Turn): Promise<Answer> {
  const { tx, identite, inbound } = turn;
  const invited = await tx.invitations.end(inbound.address);
  const waiting = await tx.outbox.wake(await destinationsOf(tx, identite));
  await sendMissedCards(turn);
  // What was meant for them is no more: they are not left in an empty room.
  if (invited && !waiting && turn.out.length === 0) return welcome(turn);
  return { kind: 'none' };
}

/** Somebody left a conversation, or refused to enter: nothing is said to them there any more, nor waits for them. */
export async function leftConversation(tx: Transaction, address: Address, externalId: string): Promise<void> {
  const { channel, conversationId } = address;
  await tx.directory.forgetPersonal(channel, externalId, conversationId);
  if (address.kind === 'channel') return;
  const known = await tx.directory.identite(channel, externalId);
  await tx.invitations.end(address);
  await tx.outbox.wake(await destinationsOf(tx, known ?? { id: '', channel, externalId, nom: '', emails: [] }));
}

/** As whom they may be written to. */
async function destinationsOf({ directory }: Transaction, identite: Identite): Promise<Destination[]> {
  const membres = await directory.membresOf(identite);
  return [
    { to: 'identite', identiteId: identite.id },
    ...membres.map(({ circonscription, id }) => ({ to: 'membre' as const, circonscription, membreId: id })),
  ];
}
