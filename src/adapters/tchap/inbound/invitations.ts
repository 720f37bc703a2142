import { DeliveryError } from '../../../app/ports/channel.ts';
import { tchapTexts } from '../../../core/texts.fr.ts';
import { path } from '../homeserver-call.ts';
import { isObject, objectIn, type RawContent, textIn } from '../sync/raw-event.ts';
import type { RoomBatch } from '../sync/sync-tap.ts';
import type { RoomParts } from './room-parts.ts';

interface Invitation {
  roomId: string;
  by: string;
  direct: boolean;
}

/** Goes where it may: into anybody's direct conversation, into a room at the word of those who may. */
export async function answerInvitation(parts: RoomParts, room: RoomBatch): Promise<void> {
  const invitation = readInvitation(room, parts.client.getSafeUserId());
  if (invitation === undefined) return refuse(parts, room.roomId, tchapTexts.invitationRefusee);
  const { by, direct, roomId } = invitation;
  if (!parts.gate.admits(by)) return refuse(parts, roomId, tchapTexts.invitationRefusee);
  if (!direct && !(await parts.people.mayInvite(by))) return refuse(parts, roomId, tchapTexts.salonRefuse);
  // Before the entry, which is told of as the beginning of a conversation of this kind.
  if (direct) await parts.insist(() => parts.direct.add(by, roomId));
  await answer(parts, roomId, 'join', {});
  parts.log.info({ direct }, 'tchap_invitation_accepted');
}

function readInvitation({ roomId, inviteState }: RoomBatch, me: string): Invitation | undefined {
  const state = inviteState.filter(isObject);
  const own = state.find((event) => event.type === 'm.room.member' && event.state_key === me);
  const by = own && textIn(own, 'sender');
  const content: RawContent = (own && objectIn(own, 'content')) ?? {};
  if (by === undefined || content.membership !== 'invite') return undefined;
  return { roomId, by, direct: content.is_direct === true };
}

async function refuse(parts: RoomParts, roomId: string, reason: string): Promise<void> {
  await answer(parts, roomId, 'leave', { reason });
  parts.log.info({}, 'tchap_invitation_refused');
}

async function answer({ call, queue, insist, log }: RoomParts, roomId: string, what: 'join' | 'leave', body: object) {
  const under = what === 'join' ? path`/rooms/${roomId}/join` : path`/rooms/${roomId}/leave`;
  try {
    await insist(() => queue.run(() => call({ method: 'POST', path: under, body }), 'entry'));
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    // Taken back meanwhile, or of a room that nobody can enter.
    log.warn({ code: error.code }, 'tchap_invitation_void');
  }
}
