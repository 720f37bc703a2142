import { setTimeout as delay } from 'node:timers/promises';
import type { MatrixClient } from 'matrix-js-sdk';
import { DeliveryError } from '../../app/ports/channel.ts';
import { type CallHomeserver, path } from './homeserver-call.ts';
import { isObject, textIn } from './sync/raw-event.ts';

/**
 * Resolves once the account's own view of the room is there and says that it is encrypted. It may be behind what was
 * done: after a room was made or entered, and after a start, when a homeserver may repeat an older sync.
 * @throws DeliveryError `transient` when the view stays behind, `unreachable` when nothing can be said there
 */
export type RoomKnown = (roomId: string) => Promise<void>;

const KNOWN_WITHIN_MS = 10_000;
const LOOK_EVERY_MS = 50;

export function createRoomKnown(client: MatrixClient, call: CallHomeserver): RoomKnown {
  const me = client.getSafeUserId();
  const isKnown = (roomId: string) => {
    const room = client.getRoom(roomId);
    return room?.getMyMembership() === 'join' && room.hasEncryptionStateEvent();
  };
  return async (roomId) => {
    if (isKnown(roomId)) return;
    const member = await call({ method: 'GET', path: path`/rooms/${roomId}/state/m.room.member/${me}` });
    if (!isObject(member) || textIn(member, 'membership') !== 'join')
      throw new DeliveryError('unreachable', 'not_joined');
    await call({ method: 'GET', path: path`/rooms/${roomId}/state/m.room.encryption/` });
    for (let waited = 0; waited < KNOWN_WITHIN_MS; waited += LOOK_EVERY_MS) {
      if (isKnown(roomId)) return;
      await delay(LOOK_EVERY_MS);
    }
    throw new DeliveryError('transient', 'room_not_synced');
  };
}
