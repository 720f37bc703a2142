import { setTimeout as delay } from 'node:timers/promises';
import { DeliveryError, type PersonToReach } from '../../../app/ports/channel.ts';
import type { Address } from '../../../app/ports/inbound.ts';
import type { DirectRooms } from '../direct-rooms.ts';
import { type CallHomeserver, path } from '../homeserver-call.ts';
import type { PacedQueue } from '../paced-queue.ts';
import type { Gate, TchapPeople } from '../people.ts';
import type { RoomKnown } from '../room-known.ts';
import { isObject, textIn } from '../sync/raw-event.ts';

export type OpenPersonal = (person: PersonToReach) => Promise<Address>;

export interface OpenPersonalParts {
  call: CallHomeserver;
  queue: PacedQueue;
  people: TchapPeople;
  gate: Gate;
  direct: DirectRooms;
  /** How long to wait for somebody to come in. */
  joinWaitMs: number;
  roomKnown: RoomKnown;
}

const LOOK_EVERY_MS = 500;

/**
 * Finds or opens the encrypted conversation with a person, who must come in before anything is said.
 * One at a time for a person: two rows for them must not open two rooms.
 */
export function createOpenPersonal(parts: OpenPersonalParts): OpenPersonal {
  const opening = new Map<string, Promise<Address>>();
  return async (person) => {
    const userId = await userIdOf(parts, person);
    const already = opening.get(userId);
    if (already) return already;
    const mine = open(parts, userId).finally(() => opening.delete(userId));
    opening.set(userId, mine);
    return mine;
  };
}

async function userIdOf({ people, gate }: OpenPersonalParts, person: PersonToReach): Promise<string> {
  const known = person.externalId === undefined ? [] : [person.externalId];
  const candidates = known.length > 0 || person.email === undefined ? known : await people.userIdsOf(person.email);
  const userId = candidates.find((id) => gate.admits(id));
  if (userId === undefined) {
    throw new DeliveryError('unreachable', candidates.length > 0 ? 'homeserver_not_allowed' : 'unknown_account');
  }
  return userId;
}

async function open(parts: OpenPersonalParts, userId: string): Promise<Address> {
  const rooms = await Promise.all(
    parts.direct.with(userId).map(async (id) => ({ id, membership: await membershipOf(parts.call, id, userId) })),
  );
  const joined = rooms.find(({ membership }) => membership === 'join');
  if (joined) return addressOf(joined.id);
  // Whoever left or refused has said no; they can still write to the bot.
  if (rooms.some(({ membership }) => membership === 'leave' || membership === 'ban')) {
    throw new DeliveryError('unreachable', 'invite_refused');
  }
  const invited = rooms.find(({ membership }) => membership === 'invite');
  const roomId = invited?.id ?? (await createRoom(parts, userId));
  await waitForJoin(parts, roomId, userId);
  await parts.roomKnown(roomId);
  return addressOf(roomId);
}

const addressOf = (conversationId: string): Address => ({
  channel: 'tchap',
  conversationId,
  kind: 'personal',
  opaque: {},
});

async function createRoom({ call, queue, direct }: OpenPersonalParts, userId: string): Promise<string> {
  const body = {
    preset: 'trusted_private_chat',
    is_direct: true,
    invite: [userId],
    initial_state: [
      { type: 'm.room.encryption', state_key: '', content: { algorithm: 'm.megolm.v1.aes-sha2' } },
      { type: 'm.room.guest_access', state_key: '', content: { guest_access: 'forbidden' } },
    ],
  };
  const answer = await queue.run(() => call({ method: 'POST', path: '/createRoom', body }));
  const roomId = isObject(answer) ? textIn(answer, 'room_id') : undefined;
  if (roomId === undefined) throw new DeliveryError('transient', 'no_room_id');
  await direct.add(userId, roomId);
  return roomId;
}

async function waitForJoin({ call, joinWaitMs }: OpenPersonalParts, roomId: string, userId: string): Promise<void> {
  for (let waited = 0; ; waited += LOOK_EVERY_MS) {
    const membership = await membershipOf(call, roomId, userId);
    if (membership === 'join') return;
    if (membership !== 'invite') throw new DeliveryError('unreachable', 'invite_refused');
    if (waited >= joinWaitMs) throw new DeliveryError('unreachable', 'invited_not_joined');
    await delay(LOOK_EVERY_MS);
  }
}

/** Of somebody in a room the bot is in; undefined when it is not, or they never were. */
async function membershipOf(call: CallHomeserver, roomId: string, userId: string): Promise<string | undefined> {
  try {
    const answer = await call({ method: 'GET', path: path`/rooms/${roomId}/state/m.room.member/${userId}` });
    return isObject(answer) ? textIn(answer, 'membership') : undefined;
  } catch (error) {
    if (error instanceof DeliveryError && error.failure === 'unreachable') return undefined;
    throw error;
  }
}
