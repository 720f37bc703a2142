import type { Address } from '../../../app/ports/inbound.ts';
import { addressOf } from '../direct-rooms.ts';
import { readReaction } from '../replies/read-reply.ts';
import { objectIn, type RawEvent, textIn } from '../sync/raw-event.ts';
import type { RoomBatch } from '../sync/sync-tap.ts';
import { choicesOn } from './answers-to.ts';
import { changedMessage } from './changed-message.ts';
import { deliver } from './deliver.ts';
import { memberPayload } from './members.ts';
import type { RoomParts } from './room-parts.ts';
import { takeMessage } from './take-message.ts';
import { refuseOutsider } from './unheard.ts';

/** One event of a room, in its order. Resolves once it is durably taken, or is nothing to the bot. */
export async function takeEvent(parts: RoomParts, room: RoomBatch, event: RawEvent): Promise<void> {
  const me = parts.client.getSafeUserId();
  if (event.sender === me && event.type !== 'm.room.member') return takeOwn(parts, room.roomId, event);
  if (event.type === 'm.room.member') return takeMember(parts, room, event, me);
  if (!isHeard(event)) return;
  const address = addressOf(parts, room);
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

/** What people have before them when they answer; changes and parts of messages are not messages of their own. */
function takeOwn({ lastChoices }: RoomParts, roomId: string, { id, type, content }: RawEvent): void {
  const relation = objectIn(content, 'm.relates_to')?.rel_type;
  if (type === 'm.room.encrypted' && relation === undefined) lastChoices.saw(roomId, id);
}

async function takeMember(parts: RoomParts, room: RoomBatch, event: RawEvent, me: string): Promise<void> {
  if (event.stateKey === me) return;
  const payload = memberPayload(event);
  const address = addressOf(parts, room);
  if (payload) await deliver(parts, address, event, payload);
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

/** Something of theirs taken back, words or a reaction. */
async function takeRedaction(parts: RoomParts, address: Address, event: RawEvent): Promise<void> {
  const { redacts } = event;
  if (address.kind !== 'personal' || redacts === undefined) return;
  const changed = await changedMessage(parts, address.conversationId, event, redacts);
  if (changed === undefined) return;
  const { last, isReaction } = changed;
  await deliver(parts, address, event, { kind: 'correction', of: redacts, last }, { silent: isReaction });
}
