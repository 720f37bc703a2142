import assert from 'node:assert/strict';
import { before } from 'mocha';
import type { Address } from '../../src/app/ports/inbound.ts';
import { type Homeserver, requireHomeserver } from '../support/homeserver.ts';
import { startProxy } from '../support/tchap/matrix-proxy.ts';
import { type MatrixUser, until } from '../support/tchap/matrix-user.ts';
import { echo } from '../support/tchap/tchap-bot.ts';
import { World } from '../support/tchap/world.ts';
import { type ChannelUnderTest, describeChannel } from './channel-contract.ts';

let hs: Homeserver;

const place = (conversationId: string, kind: Address['kind']): Address => ({
  channel: 'tchap',
  conversationId,
  kind,
  opaque: {},
});

/** An encrypted room that others share, with the bot in it. */
async function sharedRoom(owner: MatrixUser, botId: string, invited: string[]): Promise<string> {
  const { room_id: roomId } = await owner.client.createRoom({
    preset: 'private_chat' as never,
    name: 'Analyse',
    invite: [botId, ...invited],
    initial_state: [{ type: 'm.room.encryption', state_key: '', content: { algorithm: 'm.megolm.v1.aes-sha2' } }],
  });
  const isIn = () => owner.client.getRoom(roomId)?.getMember(botId)?.membership === 'join';
  await until(isIn, 'the bot is in the room');
  return roomId;
}

const setup = async (): Promise<ChannelUnderTest> => {
  const world = new World(hs);
  const name = 'contrat';
  const botId = await hs.register(name);
  const ana = await world.user('contrat-ana');
  const eva = await world.user('contrat-eva');
  const proxy = await startProxy(hs.url);
  const { opened } = await world.database();
  const people = {
    emailsOf: async (userId: string) => (userId === ana.userId ? ['Ana.Martin@Exemple.fr'] : []),
    userIdsOf: async (email: string) => (email === 'eva@exemple.fr' ? [eva.userId] : []),
    mayInvite: async () => true,
  };
  const settings = { homeserverUrl: proxy.url };
  const bot = world.bot({ name, store: opened.matrixStore, settings, deps: { people } });
  await bot.tchap.start(echo(bot));
  const analyse = await sharedRoom(ana, botId, []);
  const silent = await sharedRoom(ana, botId, []);
  await ana.client.setPowerLevel(silent, ana.userId, 100);
  await ana.client.sendStateEvent(
    silent,
    'm.room.power_levels' as never,
    {
      events_default: 50,
      users: { [ana.userId]: 100 },
    } as never,
  );
  eva.client.on(
    'RoomMember.membership' as never,
    ((_: unknown, member: { userId: string; membership: string; roomId: string }) => {
      if (member.userId === eva.userId && member.membership === 'invite') eva.client.joinRoom(member.roomId);
    }) as never,
  );
  await until(
    async () =>
      (await bot.tchap.state()).rooms === 2 &&
      bot.inbound.filter(({ payload }) => payload.kind === 'installed').length === 2,
    'the bot knows both rooms',
  );
  return {
    channel: bot.tchap.channel,
    address: place(analyse, 'channel'),
    present: { externalId: ana.userId, email: 'Ana.Martin@Exemple.fr' },
    absent: { externalId: eva.userId },
    reachable: { email: 'eva@exemple.fr' },
    unreachable: { externalId: '@ailleurs:autre.exemple' },
    closed: place(silent, 'channel'),
    async readConversation({ conversationId, kind }) {
      const reader = kind === 'personal' ? eva : ana;
      await reader.upToDate(conversationId);
      return reader
        .messages(conversationId)
        .filter(({ sender, redacted }) => sender === botId && !redacted)
        .map(({ id, body, html }) => ({ remoteId: id, text: body, card: html }));
    },
    throttleNext: proxy.throttleNext,
    async close() {
      await world.end();
      await proxy.close();
    },
  };
};

describe('the contract of the channel port', function () {
  this.timeout(60_000);
  before(async function () {
    hs = await requireHomeserver(this);
    assert.ok(hs);
  });
  describeChannel('Tchap', setup, { throttles: true });
});
