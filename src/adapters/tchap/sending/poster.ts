import { createHash } from 'node:crypto';
import { DeliveryError } from '../../../app/ports/channel.ts';
import { type CallHomeserver, path } from '../homeserver-call.ts';
import type { PacedQueue } from '../paced-queue.ts';
import type { RoomCrypto } from '../room-crypto.ts';
import type { RoomKnown } from '../room-known.ts';
import { isObject, textIn } from '../sync/raw-event.ts';

/** Writes to rooms, at the account's pace. Each call may be repeated with the same key: it then posts nothing more. */
export interface Poster {
  /** Encrypted. @returns the event's id @throws DeliveryError */
  message(roomId: string, content: object, key: string): Promise<string>;
  /** In clear, as reactions are, once nothing else is to be written. @throws DeliveryError */
  reaction(roomId: string, content: object, key: string): Promise<string>;
  /** In clear, for the one sentence that says why nothing else is said here. @throws DeliveryError */
  clearMessage(roomId: string, content: object, key: string): Promise<string>;
  /** Succeeds when it is gone already. @throws DeliveryError */
  redact(roomId: string, eventId: string): Promise<void>;
}

export function createPoster(
  call: CallHomeserver,
  queue: PacedQueue,
  crypto: RoomCrypto,
  roomKnown: RoomKnown,
): Poster {
  const put = async (roomId: string, type: string, content: object, key: string): Promise<string> => {
    const answer = await call({
      method: 'PUT',
      path: path`/rooms/${roomId}/send/${type}/${transactionId(key)}`,
      body: content,
    });
    const id = isObject(answer) ? textIn(answer, 'event_id') : undefined;
    if (id === undefined) throw new DeliveryError('transient', 'no_event_id');
    return id;
  };
  const inOrder = createRoomOrder();
  return {
    async message(roomId, content, key) {
      // Before its turn: others need not wait for this room.
      await roomKnown(roomId);
      return queue.run(() =>
        inOrder(roomId, async () => {
          const encrypted = await crypto.encrypt(roomId, 'm.room.message', content);
          return put(roomId, 'm.room.encrypted', encrypted, key);
        }),
      );
    },
    reaction: (roomId, content, key) => queue.spare(() => put(roomId, 'm.reaction', content, key)),
    clearMessage: (roomId, content, key) =>
      queue.run(() => inOrder(roomId, () => put(roomId, 'm.room.message', content, key))),
    redact: (roomId, eventId) =>
      queue.run(() =>
        inOrder(roomId, async () => {
          const under = path`/rooms/${roomId}/redact/${eventId}/${transactionId(`redact ${eventId}`)}`;
          await call({ method: 'PUT', path: under, body: {} }).catch(unlessGone);
        }),
      ),
  };
}

/** The calls of the queue may overlap; those of one room must not, or they would arrive in another order. */
function createRoomOrder() {
  const lanes = new Map<string, Promise<unknown>>();
  return <T>(roomId: string, work: () => Promise<T>): Promise<T> => {
    const mine = (lanes.get(roomId) ?? Promise.resolve()).then(work);
    const settled: Promise<unknown> = mine
      .catch(() => undefined)
      .finally(() => {
        if (lanes.get(roomId) === settled) lanes.delete(roomId);
      });
    lanes.set(roomId, settled);
    return mine;
  };
}

function unlessGone(error: unknown): void {
  if (error instanceof DeliveryError && error.code.startsWith('404')) return;
  throw error;
}

/** The homeserver keeps it with the event: it says nothing of what it stands for. */
function transactionId(key: string): string {
  return createHash('sha256').update(`pole ${key}`).digest('base64url');
}
