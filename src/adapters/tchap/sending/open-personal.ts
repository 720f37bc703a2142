import { setTimeout as delay } from 'node:timers/promises';
import { DeliveryError, NotJoined, type Patience, type PersonToReach } from '../../../app/ports/channel.ts';
import type { Address } from '../../../app/ports/inbound.ts';
import { tchapTexts } from '../../../core/texts.fr.ts';
import type { DirectRooms } from '../direct-rooms.ts';
import { type CallHomeserver, path } from '../homeserver-call.ts';
import type { PacedQueue } from '../paced-queue.ts';
import type { Gate, TchapPeople } from '../people.ts';
import type { RoomKnown } from '../room-known.ts';
import { isObject, listIn, type RawEvent, readRawEvent, textIn } from '../sync/raw-event.ts';

export type OpenPersonal = (person: PersonToReach, patience: Patience) => Promise<Address>;

export interface OpenPersonalParts {
  call: CallHomeserver;
  queue: PacedQueue;
  people: TchapPeople;
  gate: Gate;
  direct: DirectRooms;
  /** How long to wait for somebody to come in, when the caller waits. */
  joinWaitMs: number;
  roomKnown: RoomKnown;
}

interface Found {
  roomId: string;
  joined: boolean;
}

const LOOK_EVERY_MS = 500;

/**
 * Finds or opens the encrypted conversation with a person, who must come in before anything is said.
 * One at a time for a person: two rows for them must not open two rooms.
 */
export function createOpenPersonal(parts: OpenPersonalParts): OpenPersonal {
  const opening = new Map<string, Promise<Found>>();
  const findAlone = (userId: string): Promise<Found> => {
    const already = opening.get(userId);
    if (already) return already;
    const mine = findOrOpen(parts, userId).finally(() => opening.delete(userId));
    opening.set(userId, mine);
    return mine;
  };
  return async (person, patience) => {
    const userId = await userIdOf(parts, person);
    const { roomId, joined } = await findAlone(userId);
    await parts.direct.add(userId, roomId);
    if (!joined) await untilJoined(parts, roomId, userId, patience);
    await parts.roomKnown(roomId);
    return addressOf(roomId);
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

async function findOrOpen(parts: OpenPersonalParts, userId: string): Promise<Found> {
  const rooms = await Promise.all(
    parts.direct.with(userId).map(async (id) => ({ id, ...(await standingIn(parts.call, id, userId)) })),
  );
  // Who was brought in besides would read what is meant for one person.
  const ofTwo = rooms.filter(({ others }) => others === 0);
  const joined = ofTwo.find(({ membership }) => membership === 'join');
  if (joined) return { roomId: joined.id, joined: true };
  // Whoever left or refused has said no; they can still write to the bot.
  if (rooms.some(({ membership }) => membership === 'leave' || membership === 'ban')) {
    throw new DeliveryError('unreachable', 'invite_refused');
  }
  const invited = ofTwo.find(({ membership }) => membership === 'invite');
  return { roomId: invited?.id ?? (await createRoom(parts, userId)), joined: false };
}

/** A homeserver lets accounts be invited that nobody has: they would be waited for in vain. */
async function refuseUnknown(call: CallHomeserver, userId: string): Promise<void> {
  try {
    await call({ method: 'GET', path: path`/profile/${userId}` });
  } catch (error) {
    // Any other answer may be a rule of the homeserver about profiles.
    if (error instanceof DeliveryError && error.code.startsWith('404')) {
      throw new DeliveryError('unreachable', 'unknown_account');
    }
    if (!(error instanceof DeliveryError)) throw error;
  }
}

/** @throws NotJoined, DeliveryError when they refused */
async function untilJoined(parts: OpenPersonalParts, roomId: string, userId: string, patience: Patience) {
  if (patience === 'invite_again') await inviteAgain(parts, roomId, userId);
  const patienceMs = patience === 'wait' ? parts.joinWaitMs : 0;
  for (let waited = 0; ; waited += LOOK_EVERY_MS) {
    const { membership } = await standingIn(parts.call, roomId, userId);
    if (membership === 'join') return;
    if (membership !== 'invite') throw new DeliveryError('unreachable', 'invite_refused');
    if (waited >= patienceMs) throw new NotJoined(addressOf(roomId));
    await delay(LOOK_EVERY_MS);
  }
}

/** Written as state, which unlike a plain invitation keeps that it is direct; new words make it notify again. */
async function inviteAgain({ call, queue }: OpenPersonalParts, roomId: string, userId: string): Promise<void> {
  const body = { membership: 'invite', is_direct: true, reason: tchapTexts.rappelInvitation };
  await queue.run(
    () => call({ method: 'PUT', path: path`/rooms/${roomId}/state/m.room.member/${userId}`, body }),
    'room',
  );
}

const addressOf = (conversationId: string): Address => ({
  channel: 'tchap',
  conversationId,
  kind: 'personal',
  opaque: {},
});

async function createRoom({ call, queue }: OpenPersonalParts, userId: string): Promise<string> {
  await refuseUnknown(call, userId);
  const body = {
    preset: 'trusted_private_chat',
    is_direct: true,
    invite: [userId],
    initial_state: [
      { type: 'm.room.encryption', state_key: '', content: { algorithm: 'm.megolm.v1.aes-sha2' } },
      { type: 'm.room.guest_access', state_key: '', content: { guest_access: 'forbidden' } },
    ],
  };
  const answer = await queue.run(() => call({ method: 'POST', path: '/createRoom', body }), 'room');
  const roomId = isObject(answer) ? textIn(answer, 'room_id') : undefined;
  if (roomId === undefined) throw new DeliveryError('transient', 'no_room_id');
  return roomId;
}

interface Standing {
  /** Undefined when the bot is not there, or they never were. */
  membership: string | undefined;
  /** People there or invited, besides them and the bot. */
  others: number;
}

/** How somebody stands in a room, as the homeserver sees it now. */
async function standingIn(call: CallHomeserver, roomId: string, userId: string): Promise<Standing> {
  try {
    const answer = await call({ method: 'GET', path: path`/rooms/${roomId}/members` });
    const members = listIn(isObject(answer) ? answer : {}, 'chunk').flatMap((event) => readRawEvent(event) ?? []);
    const of = ({ content }: RawEvent) => textIn(content, 'membership');
    const mine = members.find(({ stateKey }) => stateKey === userId);
    const there = members.filter((one) => one !== mine && PRESENT.includes(of(one) ?? ''));
    return { membership: mine && of(mine), others: Math.max(there.length - 1, 0) };
  } catch (error) {
    if (error instanceof DeliveryError && error.failure === 'unreachable') return { membership: undefined, others: 0 };
    throw error;
  }
}

const PRESENT = ['join', 'invite'];
