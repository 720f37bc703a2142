import assert from 'node:assert/strict';
import { afterEach, before, beforeEach, describe, it } from 'mocha';
import { type Homeserver, requireHomeserver } from '../../support/homeserver.ts';
import { type MatrixUser, until } from '../../support/tchap/matrix-user.ts';
import { asks, invited, ReachPlay, roomsOf } from '../../support/tchap/reach-play.ts';
import { World } from '../../support/tchap/world.ts';

const WAITS = 'attente invited_not_joined';

describe('reaching a member in Tchap, on a real homeserver', function () {
  this.timeout(90_000);
  let hs: Homeserver;
  let world: World;
  let play: ReachPlay;
  let zoe: MatrixUser;
  let rank = 0;
  before(async function () {
    hs = await requireHomeserver(this);
  });
  beforeEach(async () => {
    rank++;
    world = new World(hs);
    zoe = await world.user(`joindre-zoe${rank}`);
  });
  afterEach(async () => {
    await play?.stop();
    await world.end();
  });
  const open = async (mail: boolean) => {
    play = await ReachPlay.open(world, `joindre${rank}`, { mail });
    return play.member('Zoe', zoe.userId);
  };
  /** Zoé has been asked, and has answered in the conversation that was opened with her. */
  const talked = async () => {
    const member = await open(true);
    await play.sollicit(member);
    const room = await invited(zoe);
    await zoe.client.joinRoom(room);
    await asks(zoe, room);
    await zoe.say(room, 'bonjour');
    await zoe.waitFor(room, ({ body }) => body.startsWith('Bonjour'));
    return { member, room };
  };
  const waits = (...expected: string[]) =>
    until(
      async () => JSON.stringify(await play.rows()) === JSON.stringify(expected),
      expected.join(),
      15_000,
      () => '',
    );
  const cardsIn = (room: string) => zoe.messages(room).filter(({ html }) => html.includes('sollicite'));

  it('waits for somebody who is away, holds nobody else up, and gives them their card as they come in', async () => {
    const member = await open(true);
    const eva = await world.user(`joindre-eva${rank}`);
    const other = await play.member('Eva', eva.userId);
    await play.sollicit(member);
    const room = await invited(zoe);
    await waits(WAITS);
    await play.pass(1);
    await play.sollicit(other);
    const place = await invited(eva);
    await eva.client.joinRoom(place);
    assert.equal((await asks(eva, place)).encrypted, true);
    await waits(WAITS, 'envoye');
    await play.db.sql("UPDATE outbox SET not_before = now() + interval '1 hour' WHERE etat = 'attente'");
    await zoe.client.joinRoom(room);
    await asks(zoe, room);
    assert.deepEqual([play.mails, play.notices('Zoe')], [[], []]);
    assert.deepEqual(await play.db.sql('SELECT * FROM invitation'), []);
  });

  it('reminds by mail once, then gives up by mail, and the card still awaits whoever comes in later', async () => {
    const member = await open(true);
    await play.sollicit(member);
    const room = await invited(zoe);
    await waits(WAITS);
    await play.pass(4);
    await until(() => play.mails.length === 1 && play.notices('Zoe').length === 1, 'a reminder');
    assert.match(play.mails[0]!.subject, /invitation vous attend dans Tchap/);
    assert.deepEqual(play.mails[0]!.to, member.email);
    assert.match(play.notices('Zoe')[0]!, /n’a pas encore accepté mon invitation/);
    await play.pass(19);
    await waits(WAITS);
    assert.deepEqual([play.mails.length, play.notices('Zoe').length], [1, 1]);
    await play.pass(1);
    await until(() => play.mails.length === 2 && play.notices('Zoe').length === 2, 'the mail in place of the card');
    assert.match(play.notices('Zoe')[1]!, /un courriel vient de lui être envoyé/);
    await until(async () => (await play.rows()).join() === 'mort invited_not_joined', 'the card is given up');
    // Who did not come in for a day is not waited for again.
    await play.sollicit(member);
    await until(() => play.mails.length === 3, 'the next one goes by mail at once');
    await zoe.client.joinRoom(room);
    await until(() => cardsIn(room).length === 2, 'both cards');
    await until(async () => (await play.db.outboxQueue.depth()).waiting === 0, 'nothing waits');
    assert.deepEqual([cardsIn(room).length, play.mails.length], [2, 3]);
  });

  it('invites again where there is no mail, which notifies, and stays a direct conversation', async () => {
    const member = await open(false);
    await play.sollicit(member);
    const room = await invited(zoe);
    await waits(WAITS);
    const notified = async () => {
      const answer = await zoe.client.http.authedRequest<{ notifications: { event: { type: string } }[] }>(
        'GET' as never,
        '/notifications',
      );
      return answer.notifications.filter(({ event }) => event.type === 'm.room.member').length;
    };
    await until(async () => (await notified()) === 1, 'they are notified');
    await play.pass(5);
    const invitation = () => zoe.client.getRoom(room)!.getMember(zoe.userId)!.events.member!.getContent();
    await until(() => typeof invitation().reason === 'string', 'the invitation comes again');
    assert.match(String(invitation().reason), /Rappel/);
    assert.equal(invitation().is_direct, true);
    await until(async () => (await notified()) === 2, 'they are notified again');
    await until(() => play.notices('Zoe').length > 0, 'the team is told');
    await play.look();
    await waits(WAITS);
    assert.deepEqual([await notified(), play.notices('Zoe').length], [2, 1]);
    await zoe.client.joinRoom(room);
    await asks(zoe, room);
  });

  it('falls back at once when the invitation is refused', async () => {
    const member = await open(true);
    await play.sollicit(member);
    const room = await invited(zoe);
    await waits(WAITS);
    await play.db.sql("UPDATE outbox SET not_before = now() + interval '1 hour' WHERE etat = 'attente'");
    await zoe.client.leave(room);
    await until(() => play.mails.length === 1 && play.notices('Zoe').length === 1, 'a mail and a notice', 15_000);
    await until(async () => (await play.rows()).join() === 'mort invite_refused', 'the card is given up');
  });

  it('writes by mail to somebody who left the conversation after having talked there', async () => {
    const { member, room } = await talked();
    await zoe.client.leave(room);
    const left = async () => (await play.db.sql('SELECT 1 FROM identite WHERE personal IS NOT NULL')).length === 0;
    await until(left, 'the bot sees them leave');
    await play.sollicit(member);
    await until(() => play.mails.length === 1 && play.notices('Zoe').length === 1, 'a mail and a notice', 15_000);
    await until(async () => (await play.rows()).join() === 'envoye,mort invite_refused', 'the card is given up');
    // They can still write first.
    const own = await zoe.openDirect(`@joindre${rank}:hs.test`);
    await asks(zoe, own);
  });

  it('writes in another room of two to somebody whose conversation was opened to a third person', async () => {
    const { member, room } = await talked();
    const third = await world.user(`joindre-tiers${rank}`);
    await zoe.client.invite(room, third.userId);
    await third.client.joinRoom(room);
    await third.upToDate(room);
    const said = third.client.getRoom(room)!.getLiveTimeline().getEvents().length;
    await play.sollicit(member);
    const ofTwo = await invited(zoe);
    await waits('envoye', WAITS);
    await zoe.client.joinRoom(ofTwo);
    await asks(zoe, ofTwo);
    await play.sollicit(member);
    await until(() => cardsIn(ofTwo).length === 2, 'the next one too');
    await third.upToDate(room);
    assert.equal(third.client.getRoom(room)!.getLiveTimeline().getEvents().length, said);
    assert.deepEqual([play.mails, play.notices('Zoe')], [[], []]);
  });

  it('tells the team at once of an account that does not exist', async () => {
    await open(true);
    const ghost = await play.member('Fantome', '@personne-de-ce-nom:hs.test');
    await play.sollicit(ghost);
    await until(() => play.mails.length === 1 && play.notices('Fantome').length === 1, 'a mail and a notice', 15_000);
    await until(async () => (await play.rows()).join() === 'mort unknown_account', 'the card is given up');
  });

  it('writes to the account that may be written to, when the directory names one of elsewhere', async () => {
    await open(true);
    const member = await play.member('Zoe', '@zoe:ailleurs.exemple');
    const emails = [member.email];
    const { unitOfWork } = play.db;
    await unitOfWork.run((tx) =>
      tx.directory.saveIdentite({ channel: 'tchap', externalId: zoe.userId, nom: 'Zoé', emails }),
    );
    await play.sollicit(member);
    const room = await invited(zoe);
    await zoe.client.joinRoom(room);
    await asks(zoe, room);
  });

  it('asks nothing for a demande that was withdrawn meanwhile, and greets whoever comes in all the same', async () => {
    const member = await open(true);
    const id = await play.sollicit(member);
    const room = await invited(zoe);
    await waits(WAITS);
    await play.withdraw(id);
    await play.pass(5);
    await waits('envoye');
    await zoe.client.joinRoom(room);
    await zoe.waitFor(room, ({ body }) => body.startsWith('Bonjour'));
    assert.deepEqual([cardsIn(room), play.mails, play.notices('Zoe')], [[], [], []]);
  });

  it('finds the same room again after a restart, and who came in meanwhile', async () => {
    const member = await open(true);
    await play.sollicit(member);
    const room = await invited(zoe);
    await waits(WAITS);
    await play.stop();
    await play.start();
    await play.look();
    await waits(WAITS);
    assert.deepEqual(roomsOf(zoe, 'invite'), [room]);
    await play.stop();
    await zoe.client.joinRoom(room);
    await play.db.sql("UPDATE outbox SET not_before = now() + interval '1 hour' WHERE etat = 'attente'");
    await play.start();
    await asks(zoe, room);
    assert.deepEqual([roomsOf(zoe, 'invite'), roomsOf(zoe, 'join'), play.mails], [[], [room], []]);
  });

  it('finds it again too when it died before it wrote down whose room that is', async () => {
    const member = await open(true);
    await play.sollicit(member);
    const room = await invited(zoe);
    await waits(WAITS);
    await play.stop();
    await forgetDirectRooms(hs, `joindre${rank}`);
    await play.start();
    await play.look();
    await zoe.client.joinRoom(room);
    await asks(zoe, room);
    assert.deepEqual([roomsOf(zoe, 'invite'), roomsOf(zoe, 'join')], [[], [room]]);
  });
});

async function forgetDirectRooms(hs: Homeserver, name: string): Promise<void> {
  const { userId, accessToken } = await hs.logIn(name);
  const path = `/_matrix/client/v3/user/${encodeURIComponent(userId)}/account_data/m.direct`;
  const headers = { authorization: `Bearer ${accessToken}` };
  const { status } = await fetch(`${hs.url}${path}`, { method: 'PUT', headers, body: '{}' });
  assert.equal(status, 200);
}
