import './short-timers.ts';
import { setTimeout as delay } from 'node:timers/promises';
import {
  MatrixClient as Client,
  ClientEvent,
  type MatrixClient,
  type MatrixEvent,
  MemoryStore,
  Method,
  RelationType,
  type Room,
  SyncState,
} from 'matrix-js-sdk';
import { quietLogger, silenceSdk } from '../../../src/adapters/tchap/quiet-logger.ts';
import { passwordOf, userIdOf } from '../homeserver-accounts.ts';
import type { Homeserver } from '../homeserver-server.ts';

/** What a person sees of one message. */
export interface SeenMessage {
  id: string;
  sender: string;
  body: string;
  html: string;
  /** Of the newest version. */
  content: { [key: string]: unknown };
  edited: boolean;
  redacted: boolean;
  encrypted: boolean;
}

/**
 * A person with an ordinary client: the SDK as it is, its keys in memory, cross-signed, in no way the bot's own code.
 */
export interface MatrixUser {
  client: MatrixClient;
  userId: string;
  /** An encrypted direct room, in which the other has been invited. */
  openDirect(otherId: string, timeoutMs?: number): Promise<string>;
  say(roomId: string, text: string): Promise<string>;
  /** Oldest first, without what is not a message. */
  messages(roomId: string): SeenMessage[];
  /** Waits for a message of somebody else that fits. */
  waitFor(roomId: string, fits: (message: SeenMessage) => boolean, timeoutMs?: number): Promise<SeenMessage>;
  /** Resolves when everything that is in the room by now has been seen, and read where there is a key. */
  upToDate(roomId: string): Promise<void>;
  stop(): void;
}

export interface UserOptions {
  /** Default: true. */
  crossSigned?: boolean;
  /** Register the account first. Default: true. */
  register?: boolean;
}

export async function startUser(hs: Homeserver, name: string, options: UserOptions = {}): Promise<MatrixUser> {
  silenceSdk();
  if (options.register !== false) await hs.register(name);
  const session = await hs.logIn(name);
  const client = new Client({
    baseUrl: hs.url,
    ...session,
    logger: quietLogger,
    store: new MemoryStore(),
    disableVoip: true,
  });
  await client.initRustCrypto({ useIndexedDB: false });
  const ready = new Promise<void>((resolve) => {
    client.on(ClientEvent.Sync, (state) => state === SyncState.Prepared && resolve());
  });
  await client.startClient({ initialSyncLimit: 100 });
  await ready;
  if (options.crossSigned !== false) await crossSign(client, name);
  return userOf(client);
}

async function crossSign(client: MatrixClient, name: string): Promise<void> {
  await client.getCrypto()!.bootstrapCrossSigning({
    authUploadDeviceSigningKeys: async (send) => {
      const auth = { type: 'm.login.password', identifier: { type: 'm.id.user', user: userIdOf(name) } };
      await send({ ...auth, password: passwordOf(name) });
    },
  });
}

function userOf(client: MatrixClient): MatrixUser {
  const messages = (roomId: string) => (client.getRoom(roomId) ? seenIn(client.getRoom(roomId)!) : []);
  return {
    client,
    userId: client.getSafeUserId(),
    async openDirect(otherId, timeoutMs = 20_000) {
      const { room_id: roomId } = await client.createRoom({
        preset: 'trusted_private_chat' as never,
        is_direct: true,
        invite: [otherId],
        initial_state: [{ type: 'm.room.encryption', state_key: '', content: { algorithm: 'm.megolm.v1.aes-sha2' } }],
      });
      await until(() => client.getRoom(roomId)?.hasEncryptionStateEvent() === true, 'the room is synced');
      await until(
        () => client.getRoom(roomId)?.getMember(otherId)?.membership === 'join',
        'the other is in the room',
        timeoutMs,
      );
      return roomId;
    },
    async say(roomId, text) {
      const { event_id: id } = await client.sendTextMessage(roomId, text);
      return id;
    },
    messages,
    async waitFor(roomId, fits, timeoutMs = 20_000) {
      const me = client.getSafeUserId();
      const find = () => messages(roomId).find((message) => message.sender !== me && fits(message));
      await until(
        () => find() !== undefined,
        'the message comes',
        timeoutMs,
        () => JSON.stringify(messages(roomId).map(({ sender, body }) => [sender, body])),
      );
      return find()!;
    },
    upToDate: (roomId) => upToDate(client, roomId),
    stop: () => client.stopClient(),
  };
}

/** Asks the homeserver for the newest event there, since a sync says nothing when there is nothing new. */
async function upToDate(client: MatrixClient, roomId: string): Promise<void> {
  const path = `/rooms/${encodeURIComponent(roomId)}/messages`;
  const answer = await client.http.authedRequest<{ chunk: { event_id: string; type: string }[] }>(
    Method.Get,
    path,
    { dir: 'b', limit: '1' },
    undefined,
    { priority: undefined },
  );
  const newest = answer.chunk[0]!.event_id;
  const event = () => client.getRoom(roomId)?.findEventById(newest);
  await until(() => event() !== undefined, 'the newest event is there');
  const events = client.getRoom(roomId)!.getLiveTimeline().getEvents();
  await Promise.all(events.map((one) => client.decryptEventIfNeeded(one)));
  await until(() => !events.some((one) => one.isBeingDecrypted()), 'all is read');
}

function seenIn(room: Room): SeenMessage[] {
  return room
    .getLiveTimeline()
    .getEvents()
    .filter((event) => isMessage(event))
    .map(seen);
}

function isMessage(event: MatrixEvent): boolean {
  return (
    ['m.room.message', 'm.room.encrypted', 'm.sticker'].includes(event.getType()) &&
    !event.isRelation(RelationType.Replace)
  );
}

function seen(event: MatrixEvent): SeenMessage {
  const content = event.getContent();
  return {
    id: event.getId()!,
    sender: event.getSender()!,
    body: event.isDecryptionFailure() ? '(illisible)' : textOf(content.body),
    html: textOf(content.formatted_body),
    content,
    edited: event.replacingEventId() !== undefined,
    redacted: event.isRedacted(),
    encrypted: event.isEncrypted(),
  };
}

/** What others send may be anything. */
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

export async function until(
  done: () => boolean | Promise<boolean>,
  what: string,
  timeoutMs = 20_000,
  detail: () => string = () => '',
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await done())) {
    if (Date.now() > deadline) throw new Error(`too late: ${what} ${detail()}`);
    await delay(50);
  }
}
