import { DeliveryError } from '../../../app/ports/channel.ts';
import type { InboundPayload } from '../../../app/ports/inbound.ts';
import { addressOf } from '../direct-rooms.ts';
import { path } from '../homeserver-call.ts';
import type { RawEvent } from '../sync/raw-event.ts';
import { readGap, sinceEntry } from '../sync/room-gap.ts';
import type { RoomBatch } from '../sync/sync-tap.ts';
import { ClientStopped } from './insist.ts';
import { answerInvitation } from './invitations.ts';
import { inviterOf } from './members.ts';
import { takeEvent } from './room-events.ts';
import type { RoomParts } from './room-parts.ts';

/** All that one sync brought about one room. Resolves once it is durably taken. */
export async function takeRoom(parts: RoomParts, room: RoomBatch, since: string | undefined): Promise<void> {
  switch (room.membership) {
    case 'invite':
      return answerInvitation(parts, room);
    case 'leave':
      return takeExit(parts, room);
    case 'join':
      return takeEvents(parts, room, since);
  }
}

async function takeEvents(parts: RoomParts, room: RoomBatch, since: string | undefined): Promise<void> {
  // At its very first sync the account is told what was said before it ran: that is nobody's question any more.
  if (since === undefined) return;
  const me = parts.client.getSafeUserId();
  const missing = await parts.insist(() => readGap(parts.call, room, since, me)).catch(none);
  const { entry, after } = sinceEntry([...missing, ...room.events], me);
  if (entry) await takeEntry(parts, room, entry, me);
  for (const event of after) {
    // Whoever sends a thousand events has no other room wait for all of them.
    await parts.lanes.outside(async () => undefined);
    try {
      await parts.insist(() => takeEvent(parts, room, event));
    } catch (error) {
      if (error instanceof ClientStopped) throw error;
      // One event must not hold up all that comes after it, here and at each start.
      parts.log.error({ type: typeOf(event) }, 'tchap_event_not_taken', error);
    }
  }
  await acknowledge(
    parts,
    room.roomId,
    after.findLast(({ sender }) => sender !== me),
  );
}

/** What the homeserver refuses to tell is not there to be answered. */
function none(error: unknown): RawEvent[] {
  if (error instanceof DeliveryError) return [];
  throw error;
}

/** A type may be anybody's words. */
const typeOf = ({ type }: RawEvent): string => (/^m\.[a-z._]{1,40}$/.test(type) ? type : 'other');

/** The bot came into a room at somebody's invitation. */
async function takeEntry(parts: RoomParts, room: RoomBatch, entry: RawEvent, me: string): Promise<void> {
  const by = inviterOf(entry, me);
  if (by === undefined || !parts.gate.admits(by)) return;
  await encryptDirect(parts, room.roomId);
  await tell(parts, room, entry, by, { kind: 'installed' });
}

/** Clients encrypt a direct conversation by themselves; one that was not is, before anything is said in it. */
async function encryptDirect({ client, direct, call, queue, insist, log }: RoomParts, roomId: string): Promise<void> {
  if (!direct.has(roomId) || client.getRoom(roomId)?.hasEncryptionStateEvent()) return;
  const body = { algorithm: 'm.megolm.v1.aes-sha2' };
  const put = () => call({ method: 'PUT', path: path`/rooms/${roomId}/state/m.room.encryption/`, body });
  try {
    await insist(() => queue.run(put));
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    log.warn({ code: error.code }, 'tchap_direct_not_encrypted');
  }
}

/** Sent away or gone: nothing more can be said there. An invitation that was refused or withdrawn was no place. */
async function takeExit(parts: RoomParts, room: RoomBatch): Promise<void> {
  const me = parts.client.getSafeUserId();
  const exit = room.events.findLast(({ type, stateKey }) => type === 'm.room.member' && stateKey === me);
  if (exit === undefined || exit.sender === me) return;
  await tell(parts, room, exit, exit.sender, { kind: 'uninstalled' });
}

async function tell(parts: RoomParts, room: RoomBatch, event: RawEvent, by: string, payload: InboundPayload) {
  const name = String(parts.client.getRoom(room.roomId)?.getMember(by)?.rawDisplayName ?? '').slice(0, 100);
  const address = addressOf(parts, room);
  const actor = { externalId: by, name };
  await parts.insist(() => parts.handle({ channel: 'tchap', eventId: event.id, actor, address, payload }));
}

/** People see that the bot has what they sent. Nothing hangs on it, so nothing waits for it. */
async function acknowledge({ call }: RoomParts, roomId: string, last: RawEvent | undefined): Promise<void> {
  if (last === undefined) return;
  const under = path`/rooms/${roomId}/receipt/m.read/${last.id}`;
  call({ method: 'POST', path: under, body: {} }).catch(() => undefined);
}
