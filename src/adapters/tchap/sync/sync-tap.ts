import {
  isObject,
  listIn,
  member,
  objectIn,
  type RawContent,
  type RawEvent,
  readRawEvent,
  textIn,
} from './raw-event.ts';

/** What one sync brought about a room. */
export interface RoomBatch {
  roomId: string;
  membership: 'invite' | 'join' | 'leave';
  /** Oldest first. */
  events: RawEvent[];
  /** Of an invitation: what the homeserver tells of the room, and by whom one is invited. */
  inviteState: unknown[];
  /** Events are missing before these, from this token backwards. */
  gapBefore?: string;
  /** How many people are in the room, and how many invited, where this sync changed it. */
  joined?: number;
  invited?: number;
}

export interface SyncBatch {
  /** Absent at the very first sync of an account. */
  since?: string;
  next: string;
  rooms: RoomBatch[];
}

type Fetch = typeof globalThis.fetch;

/**
 * Takes the messages out of each sync before the SDK sees it: the SDK keeps its rooms' state and the keys, and none of
 * what people send, which would stay in its memory, and whose form is not to be trusted.
 * @param onBatch called before the SDK is given its part
 */
export function createSyncTap(onBatch: (batch: SyncBatch) => void, fetch: Fetch = globalThis.fetch): Fetch {
  return async (resource, init) => {
    const response = await fetch(resource, init);
    const url = new URL(resource instanceof Request ? resource.url : resource);
    if (!response.ok || !url.pathname.endsWith('/_matrix/client/v3/sync')) return response;
    const answer: unknown = await response.json();
    if (isObject(answer) && textIn(answer, 'next_batch') !== undefined) {
      const since = url.searchParams.get('since') ?? undefined;
      onBatch(takeBatch(answer, since));
    }
    return new Response(JSON.stringify(answer), { status: 200, headers: { 'Content-Type': 'application/json' } });
  };
}

/** @param answer loses what is taken */
function takeBatch(answer: RawContent, since: string | undefined): SyncBatch {
  const rooms = objectIn(answer, 'rooms') ?? {};
  const of = (membership: RoomBatch['membership']) =>
    Object.entries(objectIn(rooms, membership) ?? {})
      .filter((entry): entry is [string, RawContent] => isObject(entry[1]))
      .map(([roomId, room]) => takeRoom(roomId, membership, room));
  return {
    ...(since !== undefined && { since }),
    next: textIn(answer, 'next_batch') ?? '',
    rooms: [...of('invite'), ...of('join'), ...of('leave')],
  };
}

function takeRoom(roomId: string, membership: RoomBatch['membership'], room: RawContent): RoomBatch {
  const timeline = objectIn(room, 'timeline') ?? {};
  const gap = member(timeline, 'limited') === true ? textIn(timeline, 'prev_batch') : undefined;
  const events = listIn(timeline, 'events');
  const batch: RoomBatch = {
    roomId,
    membership,
    events: events.map(readRawEvent).filter((event) => event !== undefined),
    inviteState: listIn(objectIn(room, 'invite_state') ?? {}, 'events'),
    ...(gap !== undefined && { gapBefore: gap }),
    ...peopleIn(objectIn(room, 'summary') ?? {}),
  };
  leaveState(room, timeline);
  return batch;
}

function peopleIn(summary: RawContent): Pick<RoomBatch, 'joined' | 'invited'> {
  const [joined, invited] = [member(summary, 'm.joined_member_count'), member(summary, 'm.invited_member_count')];
  return { ...(typeof joined === 'number' && { joined }), ...(typeof invited === 'number' && { invited }) };
}

/**
 * Of an event the SDK makes an object twenty times its size, and keeps it in a timeline for ever: it is left the few
 * that the encryption needs, as the state of the room they are.
 */
function leaveState(room: RawContent, timeline: RawContent): void {
  const state = [...listIn(objectIn(room, 'state') ?? {}, 'events'), ...listIn(timeline, 'events')];
  Object.assign(room, {
    state: { events: state.filter(isRoomState) },
    timeline: { events: [], prev_batch: textIn(timeline, 'prev_batch') ?? '' },
  });
}

const STATE: ReadonlySet<unknown> = new Set([
  'm.room.create',
  'm.room.member',
  'm.room.encryption',
  'm.room.history_visibility',
]);

function isRoomState(value: unknown): boolean {
  return isObject(value) && STATE.has(value.type) && readRawEvent(value)?.stateKey !== undefined;
}
