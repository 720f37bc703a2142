import { ClientEvent, MatrixClient, MatrixEventEvent, MemoryStore, MsgType, RoomMemberEvent } from 'matrix-js-sdk';
import { silenceSdk } from '../../src/adapters/tchap/quiet-logger.ts';
import type { Session } from '../support/homeserver-server.ts';

/**
 * The least an encrypted bot on matrix-js-sdk can be: it says again what it hears, with its keys in memory and nothing
 * durable. What the product is held against. Says « prêt » once it has synced.
 */
silenceSdk();
const { url, ...session } = JSON.parse(process.argv[2]!) as Session & { url: string };
const client = new MatrixClient({ baseUrl: url, ...session, store: new MemoryStore(), disableVoip: true });
await client.initRustCrypto({ useIndexedDB: false });

client.on(RoomMemberEvent.Membership, async (_event, member) => {
  if (member.userId === session.userId && member.membership === 'invite') await client.joinRoom(member.roomId);
});
client.on(MatrixEventEvent.Decrypted, async (event) => {
  if (event.getSender() === session.userId || event.getType() !== 'm.room.message') return;
  const content = { msgtype: MsgType.Notice as const, body: `Vous avez dit : ${event.getContent().body}` };
  await client.sendMessage(event.getRoomId()!, content);
});
client.once(ClientEvent.Sync, () => process.stdout.write('prêt\n'));
await client.startClient();
