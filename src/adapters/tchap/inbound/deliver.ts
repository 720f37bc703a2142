import type { Address, Inbound, InboundPayload } from '../../../app/ports/inbound.ts';
import type { RawEvent } from '../sync/raw-event.ts';
import type { RoomParts } from './room-parts.ts';
import { sayPlainly } from './room-sentences.ts';

/**
 * Hands an event to the use cases. Resolves once it is durably taken.
 * @param options.silent what is answered at once, rather than through the outbox, is not said
 */
export async function deliver(
  parts: RoomParts,
  address: Address,
  event: RawEvent,
  payload: InboundPayload,
  { silent = false } = {},
): Promise<void> {
  const inbound: Inbound = {
    channel: 'tchap',
    eventId: event.id,
    actor: { externalId: event.sender, name: nameOf(parts, address.conversationId, event.sender) },
    address,
    payload,
  };
  const answer = await parts.insist(() => parts.handle(inbound));
  const unheeded = `sans effet ${address.conversationId}`;
  const say = (text: string) => sayPlainly(parts, address, text, `réponse ${event.id}`);
  if (payload.kind !== 'correction') {
    await parts.sayOnce.forget(unheeded);
    if (answer.kind === 'notice') await say(answer.text);
  } else if (answer.kind === 'notice' && !silent) {
    // Somebody who tidies up a conversation is told once.
    await parts.sayOnce.once(unheeded, () => say(answer.text));
  }
}

const LONGEST_NAME = 100;

function nameOf({ client }: RoomParts, roomId: string, userId: string): string {
  const name = client.getRoom(roomId)?.getMember(userId)?.rawDisplayName;
  return (typeof name === 'string' ? name : '').slice(0, LONGEST_NAME);
}
