import assert from 'node:assert/strict';
import type { PoleFiles } from '../support/pole-files.ts';
import { hasPostgres, POSTGRES_COMMAND } from '../support/postgres.ts';
import { requirePart } from '../support/require-part.ts';
import { choicesOf } from '../support/shown-card.ts';
import type { FakeBlock, FakePerson } from '../support/teams/fake-world.ts';
import { BRUME, type Cast, castOf, chooseChannel, sendDemande } from '../support/teams-cast.ts';
import { TeamsPlay } from '../support/teams-play.ts';

/** Members whom the bot cannot write to, and why. */
const UNREACHABLE: { [nom: string]: FakeBlock | 'absent' | 'failing' } = {
  Bloqué: 'MessageWritesBlocked',
  Fermé: 'ConversationBlockedByUser',
  Sorti: 'BotNotInConversationRoster',
  Désactivé: 'BotDisabledByAdmin',
  Inconnu: 'absent',
  Muet: 'failing',
};
const emailOf = (nom: string) => `${nom.normalize('NFD').replace(/\W/g, '').toLowerCase()}@brume.example`;
const POLE: PoleFiles = {
  ...BRUME,
  membres: [...BRUME.membres, ...Object.keys(UNREACHABLE).map((nom) => `Jean;${nom};${emailOf(nom)};ERUN;;membre`)],
};

describe('Delivery over Teams when something is wrong', function () {
  this.timeout(40_000);
  let play: TeamsPlay;
  let cast: Cast;

  before(async function () {
    this.timeout(60_000);
    requirePart(this, 'PostgreSQL', hasPostgres, POSTGRES_COMMAND);
    play = await TeamsPlay.open((cloud) => {
      cast = castOf(cloud);
      return [POLE];
    });
    await chooseChannel(play, cast.helene, cast.canal);
  });
  after(() => play?.close());
  afterEach(() => play?.cloud.mend());

  const chat = (who: FakePerson) => play.cloud.personal(who);
  const cardsOf = (numero: string) =>
    play.cloud.messages(cast.canal.id).filter(({ activity }) => {
      return String(activity.summary).startsWith(`Demande ${numero} au pôle ressources`);
    });
  const take = (numero: string) =>
    play
      .until(() => cardsOf(numero).length > 0, 'the card')
      .then(() => play.click(cast.bruno, cast.canal, 'Prendre en analyse'));

  const faults = {
    'a 429 with Retry-After': { status: 429, retryAfter: '1' },
    'a 412': { status: 412 },
    'a 502': { status: 502 },
    'a reset': { reset: true },
  };
  for (const [what, fault] of Object.entries(faults)) {
    it(`keeps the order of a conversation, and loses and doubles nothing, over ${what}`, async () => {
      const who = play.cloud.user(`Personne ${what}`, `${Math.random()}@ecole.example`);
      play.cloud.fail({ route: 'send', conversationId: chat(who).id, ...fault });
      for (const words of ['bonjour', 'aide', 'mes demandes', 'merci']) await play.say(who, words);
      await play.quiet();
      const read = play.seen(who, chat(who)).map(({ text }) => text.slice(0, 12));
      assert.deepEqual(read, ['Bonjour !\nJe', 'Ce que vous ', 'Mes demandes', 'Avec plaisir']);
    });
  }

  it('leaves one ghost at most after an unclear answer, and turns it into the card when it is clicked', async () => {
    const { canal, claire, bruno } = cast;
    play.cloud.fail({ route: 'send', conversationId: canal.id, status: 504, takesEffect: true });
    const { numero, id } = await sendDemande(play, claire);
    await play.quiet();
    assert.equal(cardsOf(numero).length, 2, 'the ghost and the card');
    const known = await play.sql("SELECT remote_id FROM carte WHERE demande_id = $1 AND genre = 'analyse'", [id]);
    assert.equal(known.length, 1);
    const ghost = cardsOf(numero).find((message) => message.id !== known[0].remote_id)!;
    const click = await play.clickOn(bruno, canal, 'Prendre en analyse', {}, { replyToId: ghost.id });
    assert.match((await play.send(click)).text, /En analyse[\s\S]*Bruno Maréchaux/);
    await play.quiet();
    for (const { activity } of cardsOf(numero)) assert.match(activity.summary, /En analyse/);
    await play.click(bruno, canal, 'Voir le dossier');
    await play.click(bruno, canal, 'Agir sur la demande');
    await play.click(bruno, canal, 'Envoyer la question', { 'complement-question.question': 'Quand ?' });
    await play.quiet();
    for (const { activity } of cardsOf(numero)) assert.match(activity.summary, /Complément demandé/);
    assert.equal(cardsOf(numero).length, 2);
  });

  it('posts the card anew when somebody has deleted it', async () => {
    const { claire, canal } = cast;
    const { numero } = await sendDemande(play, claire);
    await play.quiet();
    play.cloud.fail({ route: 'update', conversationId: canal.id, status: 404, code: 'ActivityNotFoundInConversation' });
    await take(numero);
    await play.quiet();
    const [, anew] = cardsOf(numero);
    assert.match(anew!.activity.summary, /En analyse/);
  });

  it('tells the channel once, within 15 s, of each member who cannot be reached, and the card shows it', async () => {
    const { claire, canal, bruno } = cast;
    for (const [nom, why] of Object.entries(UNREACHABLE)) {
      if (why === 'absent') continue;
      const person = play.cloud.user(`Jean ${nom}`, emailOf(nom));
      canal.members.push(person);
      if (why === 'failing')
        play.cloud.fail({ route: 'send', conversationId: chat(person).id, status: 503, times: 50 });
      else play.cloud.block(person.id, why);
    }
    const { numero, id } = await sendDemande(play, claire);
    await play.quiet();
    await take(numero);
    await play.click(bruno, canal, 'Voir le dossier');
    const { card } = await play.click(bruno, canal, 'Agir sur la demande');
    const all = choicesOf(card!)
      .filter(({ title }) => title.startsWith('Jean '))
      .map(({ value }) => value);
    assert.equal(all.length, 6);
    const began = performance.now();
    await play.click(bruno, canal, 'Envoyer la sollicitation', { 'sollicitation.membres': all.join(',') });
    for (const nom of Object.keys(UNREACHABLE)) {
      await play.reads(bruno, new RegExp(`${numero}[\\s\\S]*Je n’arrive pas à joindre Jean ${nom}`), canal, 15_000);
    }
    assert(performance.now() - began < 15_000);
    await play.quiet();
    const base = JSON.stringify(cardsOf(numero).at(-1)!.activity);
    for (const nom of Object.keys(UNREACHABLE)) {
      const told = play.seen(bruno, canal).filter(({ text }) => text.includes(`joindre Jean ${nom}`));
      assert.equal(told.length, 1, nom);
      assert(base.includes(`Jean ${nom} n’a pas reçu le message`), nom);
    }
    const rows = await play.sql("SELECT tries, etat FROM outbox WHERE demande_id = $1 AND genre = 'sollicitation'", [
      id,
    ]);
    assert(rows.every(({ tries, etat }) => etat === 'mort' && tries <= 3));
    const failing = canal.members.at(-1)!;
    const tried = play.cloud.sent.filter((record) => record.conversationId === chat(failing).id);
    assert(tried.length >= 1 && tried.length <= 3, `${tried.length} tries`);
  });

  it('tells the team that the demandeur has blocked the bot: once, until they write again', async () => {
    const { marc, canal, bruno } = cast;
    const { numero } = await sendDemande(play, marc);
    await play.quiet();
    const told = () =>
      play.seen(bruno, canal).filter(({ text }) => text.includes(numero) && text.includes('être remis au demandeur'));
    const solicit = async (nom: string) => {
      await play.click(bruno, canal, 'Voir le dossier');
      const { card } = await play.click(bruno, canal, 'Agir sur la demande');
      const { value } = choicesOf(card!).find(({ title }) => title.startsWith(nom))!;
      await play.click(bruno, canal, 'Envoyer la sollicitation', { 'sollicitation.membres': value });
      await play.quiet();
    };
    play.cloud.block(marc.id, 'ConversationBlockedByUser');
    await take(numero);
    await play.reads(bruno, new RegExp(`${numero}[\\s\\S]*n’a pas pu être remis au demandeur`), canal);
    await solicit('Nadia');
    assert.equal(told().length, 1);
    play.cloud.block(marc.id, undefined);
    await play.say(marc, 'bonjour');
    await play.quiet();
    play.cloud.block(marc.id, 'ConversationBlockedByUser');
    await solicit('Olivier');
    await play.until(() => told().length === 2, 'told anew');
    play.cloud.block(marc.id, undefined);
  });

  it('sends everything, in order, after it was killed between receipt and sending', async () => {
    const who = play.cloud.user('Lou Martin', 'lou@ecole.example');
    play.cloud.fail({ route: 'send', conversationId: chat(who).id, delayMs: 60_000, reset: true });
    for (const words of ['bonjour', 'aide', 'mes demandes']) await play.say(who, words);
    await play.kill();
    play.cloud.mend();
    assert.deepEqual(play.seen(who, chat(who)), []);
    await play.start();
    await play.quiet();
    const read = play.seen(who, chat(who)).map(({ text }) => text.slice(0, 12));
    assert.deepEqual(read, ['Bonjour !\nJe', 'Ce que vous ', 'Mes demandes']);
  });

  it('keeps a demande whose sending was killed, and shows its card', async () => {
    const { claire, canal } = cast;
    play.cloud.fail({ route: 'send', conversationId: canal.id, delayMs: 60_000, reset: true });
    const sent = await sendDemande(play, claire);
    await play.kill();
    play.cloud.mend();
    await play.start();
    await play.quiet();
    assert.equal(cardsOf(sent.numero).length, 1);
  });
});
