import type { Address, Inbound, InboundPayload } from '../../../app/ports/inbound.ts';
import { tchapTexts } from '../../../core/texts.fr.ts';
import { addressOf } from '../direct-rooms.ts';
import { readReaction, readReply } from '../replies/read-reply.ts';
import type { LastChoices } from '../sending/last-choices.ts';
import { objectIn, type RawContent, type RawEvent, textIn } from '../sync/raw-event.ts';
import { wordsToBot } from './addressed.ts';
import { choicesOn } from './answers-to.ts';
import { wasLastMessage } from './last-message.ts';
import { memberPayload } from './members.ts';
import { type ReadMessage, readMessage } from './read-message.ts';
import type { RoomParts } from './room-parts.ts';
import { sayPlainly } from './room-sentences.ts';

/** One event of a room, in its order. Resolves once it is durably taken, or is nothing to the bot. */
export async function takeEvent(parts: RoomParts, roomId: string, event: RawEvent): Promise<void> {
  const me = parts.client.getSafeUserId();
  if (event.sender === me && event.type !== 'm.room.member') return;
  if (event.type === 'm.room.member') return takeMember(parts, roomId, event, me);
  if (!isHeard(event)) return;
  const address = addressOf(parts.client.getRoom(roomId), roomId, parts.direct);
  if (!parts.gate.admits(event.sender)) return refuseOutsider(parts, address, event);
  switch (event.type) {
    case 'm.reaction':
      return takeReaction(parts, address, event);
    case 'm.room.redaction':
      return takeRedaction(parts, address, event);
    default:
      return takeMessage(parts, address, event);
  }
}

const HEARD =
  /^(m\.reaction|m\.room\.(redaction|encrypted|message)|m\.sticker|(m|org\.matrix\.msc3381)\.poll\.start|m\.call\.invite)$/;
const isHeard = ({ type, stateKey }: RawEvent): boolean => stateKey === undefined && HEARD.test(type);

async function takeMember(parts: RoomParts, roomId: string, event: RawEvent, me: string): Promise<void> {
  if (event.stateKey === me) return;
  const payload = memberPayload(event);
  const address = addressOf(parts.client.getRoom(roomId), roomId, parts.direct);
  if (payload) await deliver(parts, address, event, payload);
}

async function takeMessage(parts: RoomParts, address: Address, event: RawEvent): Promise<void> {
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
  const isLast = await parts
    .insist(() => wasLastMessage(parts.call, address.conversationId, event.sender, relation.replaces!, event.id))
    .catch(unlessStopped);
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
  const asked: LastChoices | undefined = named ?? (personal ? await parts.lastChoices.get(room) : undefined);
  const reply = asked && attachments.length === 0 ? readReply(text, asked.choices) : undefined;
  if (asked && reply?.kind === 'action') {
    const { action, values } = reply;
    return { kind: 'action', action, values, style: 'submit', remoteId: asked.remoteId };
  }
  if (reply?.kind === 'out_of_range') {
    // Said at once, where the number was typed: the numbers are this channel's own.
    await sayPlainly(parts, address, reply.message, `hors bornes ${room} ${text}`);
    return undefined;
  }
  if (personal) return { kind: 'text', text, attachments };
  const me = parts.client.getSafeUserId();
  const name = parts.client.getRoom(room)?.getMember(me)?.rawDisplayName ?? '';
  const words = wordsToBot(message, me, name);
  return words === undefined ? undefined : { kind: 'text', text: words, attachments };
}

async function takeReaction(parts: RoomParts, address: Address, event: RawEvent): Promise<void> {
  const relates = objectIn(event.content, 'm.relates_to') ?? {};
  const target = textIn(relates, 'event_id');
  const key = textIn(relates, 'key');
  if (relates.rel_type !== 'm.annotation' || target === undefined || key === undefined || key.length > 40) return;
  const asked = await choicesOn(parts, address.conversationId, target);
  const chosen = asked && readReaction(key, asked.choices);
  if (!asked || !chosen) return;
  const { action, values } = chosen;
  await deliver(parts, address, event, { kind: 'action', action, values, style: 'submit', remoteId: asked.remoteId });
}

/** The last answer taken back: one step back. */
async function takeRedaction(parts: RoomParts, address: Address, event: RawEvent): Promise<void> {
  const { redacts } = event;
  if (address.kind !== 'personal' || redacts === undefined) return;
  const isLast = await parts
    .insist(() => wasLastMessage(parts.call, address.conversationId, event.sender, redacts, event.id))
    .catch(unlessStopped);
  if (!isLast) return;
  await deliver(parts, address, event, {
    kind: 'action',
    action: { v: 1, action: 'retour' },
    values: {},
    style: 'submit',
  });
}

/** What the homeserver does not know cannot have been the last message. */
function unlessStopped(error: unknown): false {
  if (error instanceof Error && error.name === 'DeliveryError') return false;
  throw error;
}

async function deliver(parts: RoomParts, address: Address, event: RawEvent, payload: InboundPayload): Promise<void> {
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

/** Once, until something could be read again. */
async function sayUnreadable(parts: RoomParts, address: Address, event: RawEvent, about: string): Promise<void> {
  parts.log.warn({ kind: address.kind }, 'tchap_unreadable');
  if (address.kind !== 'personal') return;
  await parts.sayOnce.once(about, () => sayPlainly(parts, address, tchapTexts.illisible, `illisible ${event.id}`));
}

/**
 * In an encrypted room, words in clear may be anybody's who runs a homeserver. In another one the bot says, once, why
 * it does not listen.
 */
async function sayNotEncrypted(parts: RoomParts, address: Address, event: RawEvent): Promise<void> {
  const { conversationId: room, kind } = address;
  parts.log.warn({ kind }, 'tchap_in_clear');
  if (kind === 'channel' && wordsToBot(clearWords(event), parts.client.getSafeUserId(), '') === undefined) return;
  const say = () => sayPlainly(parts, address, tchapTexts.nonChiffre, `en clair ${room}`);
  await parts.sayOnce.once(`en clair ${room}`, say);
}

function clearWords({ type, content }: RawEvent): ReadMessage {
  const none = { text: '', attachments: [], relation: { fallback: false }, mentions: [] };
  return readMessage(type, content, content as RawContent) ?? none;
}

/** Once to each: what they send is not even decrypted. */
async function refuseOutsider(parts: RoomParts, address: Address, event: RawEvent): Promise<void> {
  if (address.kind !== 'personal' || event.type === 'm.reaction' || event.type === 'm.room.redaction') return;
  const say = () => sayPlainly(parts, address, tchapTexts.horsPerimetre, `hors périmètre ${event.sender}`);
  await parts.sayOnce.once(`hors périmètre ${event.sender}`, say);
}
