import type { Address, InboundPayload } from '../../../app/ports/inbound.ts';
import { readReply } from '../replies/read-reply.ts';
import type { LastChoices } from '../sending/last-choices.ts';
import type { RawEvent } from '../sync/raw-event.ts';
import { withoutCall, wordsToBot } from './addressed.ts';
import { choicesOn } from './answers-to.ts';
import { changedMessage, choicesAnswered } from './changed-message.ts';
import { deliver } from './deliver.ts';
import { type ReadMessage, readMessage } from './read-message.ts';
import type { RoomParts } from './room-parts.ts';
import { typingWhenSlow } from './typing.ts';
import { sayNotEncrypted, sayUnreadable } from './unheard.ts';

/** What somebody said: words, a file, a change of what they said before. */
export async function takeMessage(parts: RoomParts, address: Address, event: RawEvent): Promise<void> {
  const take = () => readAndTake(parts, address, event);
  return address.kind === 'personal' ? typingWhenSlow(parts, address.conversationId, take) : take();
}

async function readAndTake(parts: RoomParts, address: Address, event: RawEvent): Promise<void> {
  const clear = event.type === 'm.room.encrypted' ? await parts.decrypting.read(address.conversationId, event) : event;
  const unread = `illisible ${address.conversationId}`;
  if (clear === undefined) return sayUnreadable(parts, address, event, unread);
  if (clear === event) return sayNotEncrypted(parts, address, event);
  if (address.kind === 'personal') await parts.sayOnce.forget(unread);
  const message = readMessage(clear.type, clear.content, event.content);
  if (message === undefined) return;
  if (message.relation.replaces !== undefined) return takeEdit(parts, address, event, message);
  const payload = await messagePayload(parts, address, message);
  if (payload) await deliver(parts, address, event, payload);
}

/** In a private conversation, of their own: a number means what it would have meant there and then. */
async function takeEdit(parts: RoomParts, address: Address, event: RawEvent, message: ReadMessage): Promise<void> {
  const { relation, text, attachments } = message;
  const room = address.conversationId;
  const of = relation.replaces!;
  const changed = address.kind === 'personal' ? await changedMessage(parts, room, event, of) : undefined;
  if (changed === undefined) return;
  const asked = await choicesAnswered(parts, room, changed);
  const reply = asked && attachments.length === 0 ? readReply(text, asked.choices) : undefined;
  const chosen = reply?.kind === 'action' ? { action: reply.action, values: reply.values } : undefined;
  const now = { text: withoutCall(text), attachments, ...(chosen && { chosen }) };
  await deliver(parts, address, event, { kind: 'correction', of, last: changed.last, now });
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
  if (personal) return { kind: 'text', text: withoutCall(text), attachments };
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
