import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { RenderedEvent } from '../../../src/adapters/tchap/render/rendered-event.ts';
import { REACTION_KEYS } from '../../../src/adapters/tchap/render/rendered-event.ts';
import type { Address, Inbound, InboundPayload } from '../../../src/app/ports/inbound.ts';
import type { MatrixStore } from '../../../src/app/ports/matrix-store.ts';
import type { Message } from '../../../src/core/view/message.ts';
import { type Homeserver, requireHomeserver } from '../../support/homeserver.ts';
import { type MatrixProxy, startProxy } from '../../support/tchap/matrix-proxy.ts';
import { type MatrixUser, until } from '../../support/tchap/matrix-user.ts';
import { echo, type TestBot } from '../../support/tchap/tchap-bot.ts';
import { World } from '../../support/tchap/world.ts';

const CHOICES = [
  { number: 1, label: 'Accepter', action: { v: 1, action: 'accepter' } },
  { number: 2, label: 'Décliner', action: { v: 1, action: 'decliner' } },
] as const;

/** A text that begins with « choix » has two; « long » comes in two parts. */
function render({ text }: Message): RenderedEvent[] {
  const plain = (body: string): RenderedEvent => ({ body, formattedBody: '', choices: [], reactions: [] });
  if (text.startsWith('long')) return [plain(`${text} (1)`), plain(`${text} (2)`)];
  if (!text.startsWith('choix')) return [plain(text)];
  return [{ ...plain(text), choices: [...CHOICES], reactions: REACTION_KEYS.slice(0, 2) }];
}

describe('Tchap conversations, on a real homeserver', function () {
  this.timeout(90_000);
  let hs: Homeserver;
  let world: World;
  let proxy: MatrixProxy;
  let bot: TestBot;
  let ana: MatrixUser;
  let room: string;
  let address: Address;
  const entitled = new Set<string>();
  let endSlow = () => {};
  const slow = new Promise<void>((resolve) => {
    endSlow = resolve;
  });
  let notesChoices = true;

  before(async function () {
    hs = await requireHomeserver(this);
    world = new World(hs);
    proxy = await startProxy(hs.url);
    await hs.register('conversations');
    const { opened } = await world.database();
    const people = {
      emailsOf: async () => [],
      userIdsOf: async () => [],
      mayInvite: async (userId: string) => entitled.has(userId),
    };
    const deps = { render, people, joinWaitMs: 1_500, keyWaitMs: 500 };
    const set: MatrixStore['set'] = async (name, value) => {
      if (!notesChoices && name.startsWith('choix ')) throw new Error('as if it had died');
      await opened.matrixStore.set(name, value);
    };
    const store = { ...opened.matrixStore, set };
    const settings = { homeserverUrl: proxy.url };
    bot = world.bot({ name: 'conversations', store, settings, deps });
    await bot.tchap.start(async (inbound) => {
      const { payload } = inbound;
      if (payload.kind === 'text' && payload.text === 'lentement') await slow;
      return echo(bot)(inbound);
    });
    ana = await world.user('conversations-ana');
    room = await ana.openDirect(bot.userId);
    address = place(room, 'personal');
    await until(() => payloads(room).some(({ kind }) => kind === 'installed'), 'the bot is told that it came in');
  });
  after(async () => {
    await world?.end();
    await proxy?.close();
  });

  const place = (conversationId: string, kind: Address['kind']): Address => ({
    channel: 'tchap',
    conversationId,
    kind,
    opaque: {},
  });
  const payloads = (roomId: string): InboundPayload[] =>
    bot.inbound.filter(({ address: at }) => at.conversationId === roomId).map(({ payload }) => payload);
  const lastOf = (roomId: string) => payloads(roomId).at(-1);
  const comes = async (roomId: string, work: () => Promise<unknown>): Promise<Inbound> => {
    const before = bot.inbound.length;
    await work();
    const news = () => bot.inbound.slice(before).find(({ address: at }) => at.conversationId === roomId);
    await until(() => news() !== undefined, 'the bot takes it');
    return news()!;
  };
  /** Resolves when the bot has taken all that was sent before. */
  const barrier = async (roomId: string, from = ana) => {
    const words = `!pole barrière ${Math.random()}`;
    await from.say(roomId, words);
    const taken = (payload: InboundPayload) =>
      payload.kind === 'text' && words.endsWith(payload.text.replace('!pole ', ''));
    await until(() => payloads(roomId).some(taken), 'the bot takes the last message');
  };
  let keys = 0;
  const send = (text: string, at = address) => bot.tchap.channel.send(at, { text }, `clé ${++keys}`);

  describe('in private', () => {
    it('answers an encrypted message with an encrypted notice that mentions nobody', async () => {
      const inbound = await comes(room, () => ana.say(room, 'bonjour'));
      assert.deepEqual(inbound.payload, { kind: 'text', text: 'bonjour', attachments: [] });
      assert.deepEqual([inbound.actor.externalId, inbound.address.kind], [ana.userId, 'personal']);
      const answer = await ana.waitFor(room, ({ body }) => body === 'écho bonjour');
      assert.equal(answer.encrypted, true);
      assert.equal(answer.content.msgtype, 'm.notice');
      assert.deepEqual(answer.content['m.mentions'], {});
    });

    it('takes a number, a label and a reaction for the choice they stand for', async () => {
      const id = await send('choix : que faites-vous ?');
      await ana.waitFor(room, ({ body }) => body.startsWith('choix'));
      const byNumber = await comes(room, () => ana.say(room, '2.'));
      const expected = { kind: 'action', values: {}, style: 'submit', remoteId: id };
      assert.deepEqual(byNumber.payload, { ...expected, action: { v: 1, action: 'decliner' } });
      assert.equal((await comes(room, () => ana.say(room, 'accepter'))).payload.kind, 'action');
      const react = () => ana.client.sendEvent(room, 'm.reaction' as never, reaction(id, REACTION_KEYS[0]) as never);
      assert.deepEqual((await comes(room, react)).payload, { ...expected, action: { v: 1, action: 'accepter' } });
      await ana.say(room, '7');
      await ana.waitFor(room, ({ body }) => body.includes('pas de choix 7'));
      assert.equal((await comes(room, () => ana.say(room, 'autre chose'))).payload.kind, 'text');
    });

    it('reads a number by the message that people see, also when its choices were not noted', async () => {
      await send('choix : avant');
      notesChoices = false;
      await assert.rejects(send('choix : après, que faites-vous ?'), /as if it had died/);
      notesChoices = true;
      const { id } = await ana.waitFor(room, ({ body }) => body.startsWith('choix : après'));
      const { payload } = await comes(room, () => ana.say(room, '2'));
      assert.equal(payload.kind === 'action' && payload.remoteId, id);
    });

    it('takes a number for words once another message without choices was said', async () => {
      await send('choix : encore');
      await send('et maintenant, écrivez');
      assert.deepEqual((await comes(room, () => ana.say(room, '2'))).payload, {
        kind: 'text',
        text: '2',
        attachments: [],
      });
    });

    it('takes an edit for a correction of that message, and says whether it was the last one', async () => {
      const first = await ana.say(room, 'première');
      const last = await ana.say(room, 'dernière');
      await barrierOf('dernière');
      const correction = (of: string, text: string, isLast: boolean) => ({
        kind: 'correction',
        of,
        last: isLast,
        now: { text, attachments: [] },
      });
      assert.deepEqual((await comes(room, () => edit(last, 'oui'))).payload, correction(last, 'oui', true));
      assert.deepEqual((await comes(room, () => edit(first, 'non'))).payload, correction(first, 'non', false));
      assert.deepEqual((await comes(room, () => edit(last, 'si'))).payload, correction(last, 'si', true));
    });

    it('takes a number in an edit for the choice of the question that the message answered', async () => {
      await send('choix : lequel ?');
      const answer = await ana.say(room, '2');
      await until(() => lastOf(room)?.kind === 'action', 'the choice is taken');
      await send('et ensuite ?');
      const { payload } = await comes(room, () => edit(answer, '1'));
      const chosen = { action: CHOICES[0].action, values: {} };
      assert.deepEqual(payload.kind === 'correction' && payload.now?.chosen, chosen);
    });

    it('takes the removal of a message, or of a reaction, for a correction without words', async () => {
      const last = await ana.say(room, 'à retirer');
      await barrierOf('à retirer');
      const removed = await comes(room, () => ana.client.redactEvent(room, last));
      assert.deepEqual(removed.payload, { kind: 'correction', of: last, last: true });
      const id = await send('choix : d’accord ?');
      const content = reaction(id, REACTION_KEYS[0]) as never;
      const { event_id: of } = await ana.client.sendEvent(room, 'm.reaction' as never, content);
      await until(() => lastOf(room)?.kind === 'action', 'the reaction is taken');
      const { payload } = await comes(room, () => ana.client.redactEvent(room, of));
      assert.deepEqual(payload, { kind: 'correction', of, last: true });
    });

    it('ignores the edit and the removal of what somebody else said', async () => {
      const id = await send('à moi');
      await edit(id, 'à toi');
      await ana.client.redactEvent(room, id);
      const before = payloads(room).length;
      await barrier(room);
      assert.deepEqual(
        payloads(room)
          .slice(before)
          .map(({ kind }) => kind),
        ['text'],
      );
    });

    it('names what is not words', async () => {
      const kinds = {
        'm.image': 'image',
        'm.audio': 'audio',
        'm.video': 'video',
        'm.file': 'file',
        'm.location': 'other',
      };
      for (const [msgtype, kind] of Object.entries(kinds)) {
        const content = { msgtype, body: 'photo.jpg', url: 'mxc://hs.test/x' };
        const { payload } = await comes(room, () => ana.client.sendMessage(room, content as never));
        assert.deepEqual(payload, { kind: 'text', text: '', attachments: [kind] });
      }
      const { payload } = await comes(room, () =>
        ana.client.sendEvent(room, 'm.sticker' as never, { body: 'x', url: 'mxc://x/y', info: {} } as never),
      );
      assert.deepEqual(payload, { kind: 'text', text: '', attachments: ['image'] });
    });

    it('shows that it is writing while an answer takes its time, and that it has read once it was taken', async () => {
      const member = () => ana.client.getRoom(room)?.getMember(bot.userId);
      const id = await ana.say(room, 'lentement');
      await until(() => member()?.typing === true, 'the bot is seen to write');
      assert.notEqual(ana.client.getRoom(room)?.getEventReadUpTo(bot.userId), id);
      endSlow();
      await until(() => member()?.typing === false, 'it writes no more');
      await ana.waitFor(room, ({ body }) => body === 'écho lentement');
      await until(() => ana.client.getRoom(room)?.getEventReadUpTo(bot.userId, true) === id, 'it has read');
    });

    it('ignores notices of other bots', async () => {
      await ana.client.sendNotice(room, 'je suis un autre bot');
      await barrier(room);
      assert.equal(
        payloads(room).some((payload) => payload.kind === 'text' && payload.text.includes('autre bot')),
        false,
      );
    });

    it('says once that it could not read, until it can read again', async () => {
      const unreadable = async (session: string) => {
        const content = {
          algorithm: 'm.megolm.v1.aes-sha2',
          ciphertext: 'AwgAEn',
          session_id: session,
          sender_key: 'x',
          device_id: 'x',
        };
        const path = `/rooms/${encodeURIComponent(room)}/send/m.room.encrypted/${Math.random()}`;
        await ana.client.http.authedRequest('PUT' as never, path, undefined, content, { priority: undefined });
      };
      const said = () => ana.messages(room).filter(({ body }) => body.includes('pas pu lire')).length - saidBefore;
      const { unreadable: before = 0 } = await bot.tchap.state();
      await ana.upToDate(room);
      const saidBefore = ana.messages(room).filter(({ body }) => body.includes('pas pu lire')).length;
      for (const session of ['a', 'a', 'b']) await unreadable(session);
      await until(() => said() === 1, 'it is said');
      await barrier(room);
      await ana.upToDate(room);
      assert.equal(said(), 1);
      await unreadable('c');
      await until(() => said() === 2, 'it is said again');
      assert.equal((await bot.tchap.state()).unreadable, before + 4);
      assert.equal(JSON.stringify(bot.events).includes('bonjour'), false, 'the log holds no words');
    });

    const reaction = (id: string, key: string) => ({ 'm.relates_to': { rel_type: 'm.annotation', event_id: id, key } });
    const edit = (id: string, text: string) =>
      ana.client.sendMessage(room, {
        msgtype: 'm.text',
        body: `* ${text}`,
        'm.new_content': { msgtype: 'm.text', body: text },
        'm.relates_to': { rel_type: 'm.replace', event_id: id },
      } as never);
    const barrierOf = (text: string) =>
      until(() => {
        const last = lastOf(room);
        return last?.kind === 'text' && last.text === text;
      }, text);
  });

  describe('what goes out', () => {
    it('is posted once when the answer to the first try is lost', async () => {
      proxy.loseNextAnswer();
      const post = () => bot.tchap.channel.send(address, { text: 'une seule fois' }, 'clé perdue');
      await assert.rejects(post(), { failure: 'transient' });
      const id = await post();
      assert.equal(await post(), id);
      await ana.upToDate(room);
      assert.equal(ana.messages(room).filter(({ body }) => body === 'une seule fois').length, 1);
    });

    it('is erased with every edit and reaction', async () => {
      const id = await send('choix à effacer');
      await bot.tchap.channel.update(address, id, { text: 'choix secret un' });
      await bot.tchap.channel.update(address, id, { text: 'choix secret deux' });
      await until(async () => (await relatedTo(id)).length === 4, 'two edits and two reactions are there');
      const related = await relatedTo(id);
      await bot.tchap.channel.erase(address, id);
      for (const eventId of [id, ...related]) {
        const event = await ana.client.fetchRoomEvent(room, eventId);
        assert.ok(event.unsigned?.redacted_because, eventId);
        assert.deepEqual(
          Object.keys(event.content ?? {}).filter((key) => key !== 'm.relates_to'),
          [],
        );
      }
    });

    it('keeps the parts of a long message together', async () => {
      const id = await send('long dossier');
      assert.equal(id.split(' ').length, 2);
      await bot.tchap.channel.update(address, id, { text: 'court' });
      await ana.upToDate(room);
      const shown = ana.messages(room).filter((message) => id.split(' ').includes(message.id) && !message.redacted);
      assert.deepEqual(
        shown.map(({ body }) => body),
        ['court'],
      );
      await bot.tchap.channel.erase(address, id);
    });

    it('is told to be gone when somebody removed it', async () => {
      const id = await send('disparaît');
      await bot.tchap.channel.erase(address, id);
      await assert.rejects(bot.tchap.channel.update(address, id, { text: 'x' }), { failure: 'unreachable' });
    });

    const relatedTo = async (id: string) => {
      const answer = await ana.client.http.authedRequest<{ chunk: { event_id: string }[] }>(
        'GET' as never,
        `/rooms/${encodeURIComponent(room)}/relations/${encodeURIComponent(id)}`,
        undefined,
        undefined,
        { prefix: '/_matrix/client/v1', priority: undefined },
      );
      return answer.chunk.map((event) => event.event_id);
    };
  });

  describe('in a room that others share', () => {
    let analyse: string;
    let shared: Address;
    before(async () => {
      entitled.add(ana.userId);
      analyse = await sharedRoom(ana);
      await until(() => payloads(analyse).some(({ kind }) => kind === 'installed'), 'the bot is told that it came in');
      shared = place(analyse, 'channel');
    });

    const sharedRoom = async (owner: MatrixUser, encrypted = true) => {
      const encryption = { type: 'm.room.encryption', state_key: '', content: { algorithm: 'm.megolm.v1.aes-sha2' } };
      const { room_id: roomId } = await owner.client.createRoom({
        preset: 'private_chat' as never,
        name: 'Analyse',
        invite: [bot.userId],
        ...(encrypted ? { initial_state: [encryption] } : { preset: 'public_chat' as never }),
      });
      return roomId;
    };
    const isIn = (owner: MatrixUser, roomId: string, membership: string) =>
      until(() => owner.client.getRoom(roomId)?.getMember(bot.userId)?.membership === membership, membership);

    it('hears what is said to it alone', async () => {
      await ana.say(analyse, 'on en parle demain');
      const called = await comes(analyse, () => ana.say(analyse, '!pole canal d’analyse'));
      assert.deepEqual(called.payload, { kind: 'text', text: 'canal d’analyse', attachments: [] });
      assert.equal(called.address.kind, 'channel');
      const mention = { msgtype: 'm.text', body: 'et toi ?', 'm.mentions': { user_ids: [bot.userId] } };
      const mentioned = await comes(analyse, () => ana.client.sendMessage(analyse, mention as never));
      assert.deepEqual(mentioned.payload, { kind: 'text', text: 'et toi ?', attachments: [] });
    });

    it('keeps what is about one demande in its thread, where a number answers its card', async () => {
      const post = (text: string, thread: string) => bot.tchap.channel.send(shared, { text, thread }, `fil ${text}`);
      const root = await post('choix demande 1', 'demande-1');
      const other = await post('choix demande 2', 'demande-2');
      const news = await post('du nouveau', 'demande-1');
      await ana.upToDate(analyse);
      const shown = (id: string) => ana.client.getRoom(analyse)!.findEventById(id)!.getWireContent()['m.relates_to'];
      assert.deepEqual(shown(root), undefined);
      assert.deepEqual(shown(other), undefined);
      assert.deepEqual([shown(news)?.rel_type, shown(news)?.event_id], ['m.thread', root]);
      const reply = {
        msgtype: 'm.text',
        body: '1',
        'm.relates_to': {
          rel_type: 'm.thread',
          event_id: root,
          is_falling_back: true,
          'm.in_reply_to': { event_id: news },
        },
      };
      const { payload } = await comes(analyse, () => ana.client.sendMessage(analyse, reply as never));
      assert.deepEqual(payload, {
        kind: 'action',
        action: { v: 1, action: 'accepter' },
        values: {},
        style: 'submit',
        remoteId: root,
      });
      await bot.tchap.channel.update(shared, root, { text: 'plus rien à choisir' });
      const before = payloads(analyse).length;
      await ana.client.sendMessage(analyse, reply as never);
      await barrier(analyse);
      assert.equal(
        payloads(analyse)
          .slice(before)
          .some(({ kind }) => kind === 'action'),
        false,
        'the newest version counts',
      );
    });

    it('tells who comes and goes', async () => {
      const bob = await world.user('conversations-bob');
      await ana.client.invite(analyse, bob.userId);
      const came = await comes(analyse, () => bob.client.joinRoom(analyse));
      assert.deepEqual(came.payload, { kind: 'joined', externalIds: [bob.userId] });
      const member = await bot.tchap.channel.rosterMember(shared, bob.userId);
      assert.deepEqual([member?.externalId, member?.name], [bob.userId, 'conversations-bob']);
      const left = await comes(analyse, () => bob.client.leave(analyse));
      assert.deepEqual(left.payload, { kind: 'left', externalIds: [bob.userId] });
      assert.equal(await bot.tchap.channel.rosterMember(shared, bob.userId), undefined);
    });

    it('goes there only at the word of those who may bring it', async () => {
      const eve = await world.user('conversations-eve');
      const roomId = await sharedRoom(eve);
      await isIn(eve, roomId, 'leave');
      assert.deepEqual(payloads(roomId), []);
    });

    it('says once, in a room that is not encrypted, why it does not listen', async () => {
      const clear = await sharedRoom(ana, false);
      await isIn(ana, clear, 'join');
      await ana.say(clear, '!pole bonjour');
      await ana.waitFor(clear, ({ body }) => body.includes('pas chiffrée'));
      await ana.say(clear, '!pole bonjour ?');
      await barrierIn(clear);
      assert.equal(ana.messages(clear).filter(({ body }) => body.includes('pas chiffrée')).length, 1);
      assert.equal(
        payloads(clear).some(({ kind }) => kind === 'text'),
        false,
      );
      const refused = bot.tchap.channel.send(place(clear, 'channel'), { text: 'x' }, 'en clair');
      await assert.rejects(refused, { failure: 'unreachable' });
    });

    it('does not believe words in clear in an encrypted room', async () => {
      const path = `/rooms/${encodeURIComponent(room)}/send/m.room.message/${Math.random()}`;
      const content = { msgtype: 'm.text', body: 'en clair' };
      await ana.client.http.authedRequest('PUT' as never, path, undefined, content, { priority: undefined });
      await barrier(room);
      assert.equal(
        payloads(room).some((payload) => payload.kind === 'text' && payload.text === 'en clair'),
        false,
      );
    });

    /** The bot reads receipts of its own to tell how far it is. */
    const barrierIn = async (roomId: string) => {
      const last = ana.client
        .getRoom(roomId)!
        .getLiveTimeline()
        .getEvents()
        .findLast((event) => event.getSender() === ana.userId)!;
      await until(
        () => ana.client.getRoom(roomId)!.hasUserReadEvent(bot.userId, last.getId()!),
        'the bot has read the last message',
      );
      await ana.upToDate(roomId);
    };
  });

  describe('with people it writes to first', () => {
    const open = (externalId: string) => bot.tchap.channel.openPersonal({ externalId }, undefined);

    it('waits a while for them to come in, and finds the same conversation again', async () => {
      const carl = await world.user('conversations-carl');
      await assert.rejects(open(carl.userId), { failure: 'unreachable', code: 'invited_not_joined' });
      await until(() => carl.client.getRooms().length === 1, 'the invitation comes');
      const [invited] = carl.client.getRooms();
      await carl.client.joinRoom(invited!.roomId);
      const opened = await open(carl.userId);
      assert.equal(opened.conversationId, invited!.roomId);
      await bot.tchap.channel.send(opened, { text: 'bonjour Carl' }, 'clé carl');
      const seen = await carl.waitFor(invited!.roomId, ({ body }) => body === 'bonjour Carl');
      assert.equal(seen.encrypted, true);
      const answer = await comes(invited!.roomId, () => carl.say(invited!.roomId, 'bonjour'));
      assert.equal(answer.address.kind, 'personal');
      assert.equal(carl.client.getRooms().length, 1);
    });

    it('finds the conversation that they opened', async () => {
      assert.equal((await open(ana.userId)).conversationId, room);
    });

    it('takes no for an answer', async () => {
      const dora = await world.user('conversations-dora');
      await assert.rejects(open(dora.userId), { code: 'invited_not_joined' });
      await until(() => dora.client.getRooms().length === 1, 'the invitation comes');
      await dora.client.leave(dora.client.getRooms()[0]!.roomId);
      await assert.rejects(open(dora.userId), { failure: 'unreachable', code: 'invite_refused' });
    });

    it('is private no more when a third person comes in', async () => {
      const fred = await world.user('conversations-fred');
      const gina = await world.user('conversations-gina');
      const direct = await fred.openDirect(bot.userId);
      await fred.client.invite(direct, gina.userId);
      await gina.client.joinRoom(direct);
      const { address: at } = await comes(direct, () => fred.say(direct, 'nous sommes trois'));
      assert.equal(at.kind, 'group');
      // As the bot keeps it from before.
      const before = { ...at, kind: 'personal' as const };
      const { channel } = bot.tchap;
      const code = 'no_longer_private';
      await assert.rejects(channel.send(before, { text: 'pour Fred' }, 'clé fred'), { failure: 'transient', code });
      await assert.rejects(channel.update(before, '$x', { text: 'pour Fred' }), { failure: 'unreachable', code });
      await assert.rejects(open(fred.userId), { failure: 'unreachable', code: 'invited_not_joined' });
      await until(() => fred.client.getRooms().length === 2, 'the invitation comes');
      const alone = fred.client.getRooms().find(({ roomId }) => roomId !== direct)!;
      await fred.client.joinRoom(alone.roomId);
      assert.equal((await open(fred.userId)).conversationId, alone.roomId);
      assert.equal((await channel.stillPrivate!(before)).conversationId, alone.roomId);
      await gina.client.leave(direct);
      await until(async () => (await channel.stillPrivate!(before)).conversationId === direct, 'two again');
    });
  });

  it('goes on after events of every wrong shape', async () => {
    const wrong: [string, unknown][] = [
      ['m.room.message', {}],
      ['m.room.message', { msgtype: 3, body: ['x'] }],
      ['m.room.message', { msgtype: 'm.text', body: { toString: 'x' } }],
      ['m.room.message', { msgtype: '__proto__', body: 'x'.repeat(40_000) }],
      ['m.room.message', { msgtype: 'm.text', body: 'x', 'm.relates_to': { rel_type: 'm.replace', event_id: 5 } }],
      ['m.room.message', { msgtype: 'm.text', body: 'x', 'm.relates_to': 'y', 'm.mentions': { user_ids: 'tous' } }],
      ['m.room.encrypted', {}],
      ['m.room.encrypted', { algorithm: 'm.megolm.v1.aes-sha2', ciphertext: 'A'.repeat(30_000), session_id: '\u0000' }],
      ['m.room.encrypted', { algorithm: ['x'], ciphertext: {}, session_id: 1, 'm.relates_to': { rel_type: {} } }],
      ['m.reaction', { 'm.relates_to': { rel_type: 'm.annotation', event_id: '$inconnu', key: '1️⃣' } }],
      ['m.reaction', { 'm.relates_to': [] }],
      ['m.sticker', { info: null }],
      ['m.call.invite', { version: {} }],
      ['fr.inconnu.type', { a: [[[[]]]] }],
      ['m.poll.start', {}],
    ];
    for (const [type, content] of wrong) {
      const path = `/rooms/${encodeURIComponent(room)}/send/${type}/${Math.random()}`;
      await ana.client.http
        .authedRequest('PUT' as never, path, undefined, content as never, { priority: undefined })
        .catch(() => {});
    }
    await barrier(room);
    assert.deepEqual(bot.ended, []);
    assert.equal(
      bot.events.some(({ name }) => name === 'tchap_batch_not_taken'),
      false,
    );
  });
});
