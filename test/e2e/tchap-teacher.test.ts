import assert from 'node:assert/strict';
import { REACTION_KEYS } from '../../src/adapters/tchap/render/rendered-event.ts';
import { requireHomeserver } from '../support/homeserver.ts';
import type { PoleFiles } from '../support/pole-files.ts';
import { hasPostgres, POSTGRES_COMMAND } from '../support/postgres.ts';
import { requirePart } from '../support/require-part.ts';
import { until } from '../support/tchap/matrix-user.ts';
import { type Place, plain, TchapPlay } from '../support/tchap/tchap-play.ts';

const POLE: PoleFiles = {
  code: 'val-de-brume',
  nom: 'Val-de-Brume',
  ecoles: ['9990008E;École élémentaire Jules Vernois;Brumeval', '9990015M;École primaire du Vieux-Lavoir;Brumeval'],
  membres: ['Bruno;Maréchaux;bruno@brume.example;CPC;;equipe_restreinte,membre;@teacher-bruno:hs.test'],
};

describe('What a teacher does in Tchap besides answering', function () {
  this.timeout(60_000);
  let play: TchapPlay;
  let claire: Place;
  /** The last answer. */
  let answer: string;
  let enseignant: string;

  before(async function () {
    requirePart(this, 'PostgreSQL', hasPostgres, POSTGRES_COMMAND);
    play = await TchapPlay.open(await requireHomeserver(this), POLE);
    claire = await play.talk(await play.person('teacher-claire'));
    await play.reads(claire, /^Bonjour !/);
  });
  after(() => play?.close());
  afterEach(function () {
    if (this.currentTest?.state === 'failed') process.stderr.write(play.logs.slice(-8_000));
  });

  const say = async (text: string, then: RegExp) => {
    answer = await play.say(claire, text);
    return play.reads(claire, then);
  };
  const edit = async (text: string, then: RegExp, id = answer) => {
    await play.edit(claire, id, text);
    return play.reads(claire, then);
  };
  const remove = async (id: string, then: RegExp) => {
    await play.remove(claire, id);
    return play.reads(claire, then);
  };
  const count = (words: RegExp) => claire.who.messages(claire.room).filter((one) => words.test(plain(one))).length;

  it('edits what was not understood: it is read anew', async () => {
    await say('bonjout', /pas compris/);
    await edit('bonjour', /^Bonjour !/);
    await say('9', /Il n’y a pas de choix 9/);
    await edit('1', /Quelle est votre école/);
  });

  it('edits a number: it corrects the answer, by the choices of the question that it answered', async () => {
    await say('2', /Noté – École : École primaire du Vieux-Lavoir/);
    await edit('1', /Noté – École : École élémentaire Jules Vernois[\s\S]*le nom et le prénom/);
  });

  it('edits words: they correct the answer, or the question is asked again', async () => {
    await say('Zéphirin', /Noté – Nom et prénom de l’élève : Zéphirin/);
    await edit('Zéphyrin Trucmuche', /Noté – Nom et prénom de l’élève : Zéphyrin Trucmuche[\s\S]*date de naissance/);
    await say('12 mars 2017', /Noté – Date de naissance : 12 mars 2017/);
    await edit('31 février', /À revoir[\s\S]*date de naissance/);
    await edit('12 mars 2018', /Noté – Date de naissance : 12 mars 2018[\s\S]*niveau de classe/);
  });

  it('removes an answer, or a reaction: the question is asked again', async () => {
    await say('CE2', /Noté – Niveau de classe : CE2/);
    await remove(answer, /Noté – votre dernière réponse est retirée\.[\s\S]*Quel est le niveau de classe/);
    const { id } = await say('CE2', /Qui est l’enseignant/);
    const relation = { rel_type: 'm.annotation', event_id: id, key: REACTION_KEYS[0] };
    const reaction = await play.send(claire, 'm.reaction', { 'm.relates_to': relation });
    await play.reads(claire, /en situation de handicap/);
    await remove(reaction, /réponse est retirée\.[\s\S]*Qui est l’enseignant/);
    await say('1', /en situation de handicap/);
    enseignant = answer;
  });

  it('sends a photo, a voice, a sticker, a poll, a call or a place: asked for words, and the question again', async () => {
    const others: [type: string, content: object][] = [
      ['m.room.message', { msgtype: 'm.image', body: 'photo.jpg', url: 'mxc://hs.test/x' }],
      ['m.room.message', { msgtype: 'm.audio', body: 'voix.ogg', 'org.matrix.msc3245.voice': {} }],
      ['m.room.message', { msgtype: 'm.location', body: 'ici', geo_uri: 'geo:1,2' }],
      ['m.sticker', { body: 'bravo', url: 'mxc://hs.test/x', info: {} }],
      ['org.matrix.msc3381.poll.start', { 'org.matrix.msc1767.text': 'Sondage' }],
      ['m.call.invite', { call_id: '1', version: '1', lifetime: 1, offer: {} }],
    ];
    const asked = count(/en situation de handicap/);
    for (const [index, [type, content]] of others.entries()) {
      await play.send(claire, type, content);
      await until(() => count(/Je ne lis que les messages écrits/) === index + 1, type);
      await until(() => count(/en situation de handicap/) === asked + index + 1, `${type}: the question again`);
    }
  });

  it('calls, quotes and acts out: their words are understood all the same', async () => {
    for (const command of ['/aide', '!pole aide']) await say(command, /Ce que vous pouvez m’écrire/);
    const question = await play.reads(claire, /en situation de handicap/);
    const quoted = '> <@pole:hs.test> L’élève est-il en situation de handicap ?\n\nnon';
    const relation = { 'm.in_reply_to': { event_id: question.id } };
    await play.send(claire, 'm.room.message', { msgtype: 'm.text', body: quoted, 'm.relates_to': relation });
    await play.reads(claire, /AVS/);
    await say('retour', /en situation de handicap/);
    await play.send(claire, 'm.room.message', { msgtype: 'm.emote', body: 'non' });
    await play.reads(claire, /AVS/);
    await say('retour', /en situation de handicap/);
  });

  it('edits a command or an older message: nothing changes, and they are told once what to do', async () => {
    const older = enseignant;
    await say('aide', /Ce que vous pouvez m’écrire/);
    await edit('annuler', /envoyez-moi plutôt un nouveau message/);
    await say('non', /AVS/);
    await edit('Une autre personne', /je ne reprends ainsi que votre dernière réponse/, older);
    await play.remove(claire, older);
    await say('non', /Qui fait cette demande/);
    await edit('oui', /Noté – Présence d’AVS \(AESH\) : Oui[\s\S]*Qui fait cette demande/);
    assert.equal(count(/je ne reprends ainsi/), 1);
  });

  it('edits the last addition to a long text, before it is ended and after', async () => {
    await say('moi', /une aide ou un accompagnement/);
    await say('une aide', /Quelles difficultés/);
    await say('Il se lève souvent.', /Déjà écrit : Il se lève souvent\./);
    await say('Il ne recopi rien.', /recopi rien/);
    await edit('Il ne recopie rien.', /Déjà écrit :\s+Il se lève souvent\.\nIl ne recopie rien\.$/m);
    const added = answer;
    await say('terminé', /Quels aménagements/);
    await edit('Il ne copie rien.', /37 caractères[\s\S]*Quels aménagements/, added);
    await say('passer', /L’essentiel est rempli/);
    const summary = await say('passer tout', /Relisez votre demande/);
    assert.match(plain(summary), /Il se lève souvent\.\nIl ne copie rien\.\n/);
    assert.match(plain(summary), /Niveau de classe : CE2[\s\S]*Présence d’AVS \(AESH\) : Oui/);
  });

  it('edits a message once the demande is sent: nothing changes, and they are told how to complete it', async () => {
    await say('envoyer', /Votre demande 2\d{3}-0001 est envoyée/);
    await edit('Il ne copie plus rien.', /ne change rien à ce qui est déjà fait[\s\S]*« mes demandes »/);
    await say('mes demandes', /2\d{3}-0001/);
  });
});
