import { setTimeout as delay } from 'node:timers/promises';
import { Direction, EventType, type MatrixClient, type Room } from 'matrix-js-sdk';
import { DeliveryError } from '../../../app/ports/channel.ts';
import type { CallHomeserver } from '../homeserver-call.ts';

const JOIN_MS = 20_000;
const LOOK_EVERY_MS = 100;
const PAGE = 100;

/** The encrypted conversation with the bot: the one that was used last, if there are several. */
export function conversationWith(client: MatrixClient, botId: string): Room | undefined {
  return client
    .getRooms()
    .filter((room) => room.getMyMembership() === 'join' && room.hasEncryptionStateEvent())
    .filter((room) => room.getInvitedAndJoinedMemberCount() === 2)
    .filter((room) => ['join', 'invite'].includes(room.getMember(botId)?.membership ?? ''))
    .sort((a, b) => b.getLastActiveTimestamp() - a.getLastActiveTimestamp())[0];
}

/** Opened as Tchap opens a direct conversation, where there is none yet. Resolves when the bot is in it. @throws DeliveryError */
export async function openConversation(client: MatrixClient, call: CallHomeserver, botId: string): Promise<Room> {
  if (conversationWith(client, botId) === undefined) {
    const encryption = { type: 'm.room.encryption', state_key: '', content: { algorithm: 'm.megolm.v1.aes-sha2' } };
    const body = { preset: 'trusted_private_chat', is_direct: true, invite: [botId], initial_state: [encryption] };
    await call({ method: 'POST', path: '/createRoom', body });
  }
  for (let waited = 0; waited < JOIN_MS; waited += LOOK_EVERY_MS) {
    const room = conversationWith(client, botId);
    if (room?.getMember(botId)?.membership === 'join') return room;
    await delay(LOOK_EVERY_MS);
  }
  throw new DeliveryError('unreachable', 'bot_not_joined');
}

/** Loads the conversation from its beginning on. Resolves when all that can be read of it is. */
export async function loadWhole(client: MatrixClient, room: Room): Promise<void> {
  const timeline = room.getLiveTimeline();
  // A homeserver may offer to go on from there, and give the same again.
  const isWhole = () => timeline.getEvents()[0]?.getType() === EventType.RoomCreate;
  while (!isWhole() && timeline.getPaginationToken(Direction.Backward) !== null) await client.scrollback(room, PAGE);
  await Promise.all(timeline.getEvents().map((event) => client.decryptEventIfNeeded(event)));
}
