import { EventType, type MatrixClient, type Room } from 'matrix-js-sdk';
import type { Address } from '../../app/ports/inbound.ts';
import { type CallHomeserver, path } from './homeserver-call.ts';
import { isObject, type RawContent } from './sync/raw-event.ts';
import type { RoomBatch } from './sync/sync-tap.ts';

/** The rooms that are conversations with one person, as the account's own data on the homeserver says. */
export interface DirectRooms {
  with(userId: string): string[];
  has(roomId: string): boolean;
  /** Whom a room is a conversation with. */
  personIn(roomId: string): string | undefined;
  /** Durable when it resolves. @throws DeliveryError */
  add(userId: string, roomId: string): Promise<void>;
}

const DIRECT = EventType.Direct;

export async function openDirectRooms(client: MatrixClient, call: CallHomeserver): Promise<DirectRooms> {
  const me = client.getSafeUserId();
  const known = roomsByPerson(await client.getAccountDataFromServer(DIRECT));
  const personIn = (roomId: string) => [...known].find(([, rooms]) => rooms.includes(roomId))?.[0];
  let writing: Promise<unknown> = Promise.resolve();
  return {
    with: (userId) => known.get(userId) ?? madeFor(client, userId),
    has: (roomId) => personIn(roomId) !== undefined,
    personIn,
    async add(userId, roomId) {
      const rooms = known.get(userId) ?? [];
      if (rooms.includes(roomId)) return;
      known.set(userId, [...rooms, roomId]);
      const write = () =>
        call({ method: 'PUT', path: path`/user/${me}/account_data/${DIRECT}`, body: Object.fromEntries(known) });
      const mine = writing.then(write);
      writing = mine.catch(() => undefined);
      await mine;
    },
  };
}

/**
 * A room that was made for somebody, and not yet written down as theirs: the process died in between, or never had the
 * homeserver's answer. It must not be made twice.
 */
function madeFor(client: MatrixClient, userId: string): string[] {
  const me = client.getSafeUserId();
  const invitedDirectly = (room: Room): boolean => {
    const member = room.getMember(userId)?.events.member;
    return [member?.getContent(), member?.getPrevContent()].some((content) => content?.is_direct === true);
  };
  const made = client.getRooms().filter((room) => room.getCreator() === me && invitedDirectly(room));
  return made.map(({ roomId }) => roomId);
}

function roomsByPerson(content: unknown): Map<string, string[]> {
  const entries = Object.entries(isObject(content) ? content : ({} as RawContent));
  return new Map(
    entries.map(([userId, rooms]) => [
      userId,
      Array.isArray(rooms) ? rooms.filter((room): room is string => typeof room === 'string') : [],
    ]),
  );
}

/**
 * A direct room that a third person was brought into is private no more. Of the people what the sync in hand says: the
 * SDK may not have taken it yet.
 */
export function addressOf(
  { client, direct }: { client: MatrixClient; direct: DirectRooms },
  { roomId, joined, invited }: Pick<RoomBatch, 'roomId' | 'joined' | 'invited'>,
): Address {
  const kind = !direct.has(roomId) ? 'channel' : isShared(client, { roomId, joined, invited }) ? 'group' : 'personal';
  return { channel: 'tchap', conversationId: roomId, kind, opaque: {} };
}

type People = { roomId: string; joined?: number | undefined; invited?: number | undefined };

/** Whether somebody is there, or invited, besides the bot and one person. */
export function isShared(client: MatrixClient, { roomId, joined, invited }: People): boolean {
  const room = client.getRoom(roomId);
  return (joined ?? room?.getJoinedMemberCount() ?? 0) + (invited ?? room?.getInvitedMemberCount() ?? 0) > 2;
}
