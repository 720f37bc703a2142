import type { Address, Inbound, InboundPayload } from '../../../app/ports/inbound.ts';
import type { RawEvent } from '../sync/raw-event.ts';
import type { RoomParts } from './room-parts.ts';
import { sayPlainly } from './room-sentences.ts';

/** Hands an event to the use cases. Resolves once it is durably taken. */
export async function deliver(
  parts: RoomParts,
  address: Address,
  event: RawEvent,
  payload: InboundPayload,
): Promise<void> {
  const inbound: Inbound = {
    channel: 'tchap',
    eventId: event.id,
    actor: { externalId: event.sender, name: nameOf(parts, address.conversationId, event.sender) },
    address,
    payload,
  };
  const answer = await parts.insist(() => parts.handle(inbound));
  if (answer.kind === 'notice') await sayPlainly(parts, address, answer.text, `réponse ${event.id}`);
}

const LONGEST_NAME = 100;

function nameOf({ client }: RoomParts, roomId: string, userId: string): string {
  const name = client.getRoom(roomId)?.getMember(userId)?.rawDisplayName;
  return (typeof name === 'string' ? name : '').slice(0, LONGEST_NAME);
}
