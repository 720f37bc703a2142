import type { Address, InboundPayload } from '../../../app/ports/inbound.ts';
import { readReply } from '../replies/read-reply.ts';
import type { LastChoices } from '../sending/last-choices.ts';
import type { RawEvent } from '../sync/raw-event.ts';
import { wordsToBot } from './addressed.ts';
import { choicesOn } from './answers-to.ts';
import { deliver } from './deliver.ts';
import { wasLastMessage } from './last-message.ts';
import { type ReadMessage, readMessage } from './read-message.ts';
import type { RoomParts } from './room-parts.ts';
import { sayNotEncrypted, sayUnreadable } from './unheard.ts';

/** What somebody said: words, a file, a change of what they said last. */
export async function takeMessage(parts: RoomParts, address: Address, event: RawEvent): Promise<void> {
  const clear = event.type === 'm.room.encrypted' ? await parts.decrypting.read(address.conversationId, event) : event;
  const unread = `illisible ${address.conversationId}`;
  if (clear === undefined) return sayUnreadable(parts, address, event, unread);
  if (clear === event) return sayNotEncrypted(parts, address, event);
  if (address.kind === 'personal') await parts.sayOnce.forget(unread);
  const message = readMessage(clear.type, clear.content, event.content);
  if (message === undefined) return;
  const payload = message.relation.replaces
    ? await editedPayload(parts, address, event, message)
    : await messagePayload(parts, address, message);
  if (payload) await deliver(parts, address, event, payload);
}

/** In a private conversation, and only their own last message: what came before it has been answered since. */
async function editedPayload(
  parts: RoomParts,
  address: Address,
  event: RawEvent,
  { relation, text, attachments }: ReadMessage,
): Promise<InboundPayload | undefined> {
  if (address.kind !== 'personal') return undefined;
  const isLast = await wasLastMessage(parts, address.conversationId, event, relation.replaces!);
  return isLast ? { kind: 'text', text, attachments, edited: true } : undefined;
}

async function messagePayload(
  parts: RoomParts,
  address: Address,
  message: ReadMessage,
): Promise<InboundPayload | undefined> {
  const { text, attachments, relation } = message;
  const room = address.conversationId;
  const personal = address.kind === 'personal';
  const named = relation.answers === undefined ? undefined : await choicesOn(parts, room, relation.answers);
  const asked = named ?? (personal ? await lastAsked(parts, room) : undefined);
  const reply = asked && attachments.length === 0 ? readReply(text, asked.choices) : undefined;
  if (asked && reply?.kind === 'action') {
    const { action, values } = reply;
    return { kind: 'action', action, values, style: 'submit', remoteId: asked.remoteId };
  }
  // Through the inbox as well: an event that comes again after a crash may find other choices than it answered.
  if (reply?.kind === 'out_of_range') return { kind: 'aside', text: reply.message };
  if (personal) return { kind: 'text', text, attachments };
  const me = parts.client.getSafeUserId();
  const name = parts.client.getRoom(room)?.getMember(me)?.rawDisplayName ?? '';
  const words = wordsToBot(message, me, name);
  return words === undefined ? undefined : { kind: 'text', text: words, attachments };
}

/** The choices of the last message that stood before this one. */
function lastAsked(parts: RoomParts, room: string): Promise<LastChoices | undefined> {
  const unkept = parts.lastChoices.unkept(room);
  return unkept === undefined ? parts.lastChoices.get(room) : choicesOn(parts, room, unkept);
}
