import { type MatrixClient, MatrixEvent } from 'matrix-js-sdk';
import type { CryptoBackend } from 'matrix-js-sdk/lib/common-crypto/CryptoBackend.js';
import { DeliveryError } from '../../app/ports/channel.ts';
import type { DeviceTrust } from './device-trust.ts';
import { isObject, type RawContent, type RawEvent } from './sync/raw-event.ts';

export interface RoomCrypto {
  /** @throws DeliveryError */
  encrypt(roomId: string, type: string, content: object): Promise<object>;
  /** The clear type and content; undefined while there is no key that opens it. */
  decrypt(roomId: string, event: RawEvent): Promise<{ type: string; content: RawContent } | undefined>;
}

const ENCRYPT_MS = 40_000;

/**
 * Encrypts and decrypts by the SDK, without its timelines and local echoes: these keep every event in memory.
 * The isolation mode is read by the SDK when it is called, so it is set for each call in the same breath.
 */
export function createRoomCrypto(client: MatrixClient, trust: DeviceTrust): RoomCrypto {
  const backend = client.getCrypto() as CryptoBackend;
  const me = client.getSafeUserId();
  return {
    async encrypt(roomId, type, content) {
      const room = client.getRoom(roomId);
      if (room?.getMyMembership() !== 'join') throw new DeliveryError('unreachable', 'not_joined');
      if (!room.hasEncryptionStateEvent()) throw new DeliveryError('unreachable', 'not_encrypted');
      const members = await room.getEncryptionTargetMembers();
      const mode = await trust.modeFor(members.map(({ userId }) => userId).filter((userId) => userId !== me));
      const event = new MatrixEvent({ type, content, room_id: roomId, sender: me });
      backend.setDeviceIsolationMode(mode);
      await inTime(backend.encryptEvent(event, room));
      return event.getWireContent();
    },
    async decrypt(roomId, { source, sender }) {
      const event = new MatrixEvent({ ...structuredClone(source), room_id: roomId });
      const mode = await trust.modeFor(sender === me ? [] : [sender]);
      backend.setDeviceIsolationMode(mode);
      try {
        const { clearEvent } = await backend.decryptEvent(event);
        const { type, content } = clearEvent as { type?: unknown; content?: unknown };
        return typeof type === 'string' && isObject(content) ? { type, content } : undefined;
      } catch {
        return undefined;
      }
    },
  };
}

/** Sharing keys asks the homeserver, which may not answer. */
async function inTime(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DeliveryError('transient', 'encryption_slow')), ENCRYPT_MS);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
