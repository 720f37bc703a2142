import assert from 'node:assert/strict';
import { requireHomeserver } from '../support/homeserver.ts';
import type { PoleFiles } from '../support/pole-files.ts';
import { hasPostgres, POSTGRES_COMMAND } from '../support/postgres.ts';
import { requirePart } from '../support/require-part.ts';
import { hasNio, NIO_COMMAND, NioUser } from '../support/tchap/nio-user.ts';
import { TchapPlay } from '../support/tchap/tchap-play.ts';

const POLE: PoleFiles = {
  code: 'val-de-brume',
  nom: 'Val-de-Brume',
  ecoles: ['9990008E;École élémentaire Jules Vernois;Brumeval'],
  membres: ['Hélène;Castelnoir;helene@brume.example;IEN;;pilote'],
};
const PUPIL = 'Zéphyrin Trucmuche';
const WORDS = 'Il quitte sa chaise toutes les cinq minutes, et « < & > » s’écrivent comme ils se lisent.';

describe('A teacher whose client shares no code with the bot’s (matrix-nio and libolm)', function () {
  this.timeout(120_000);
  let play: TchapPlay;
  let claire: NioUser;
  let room: string;

  before(async function () {
    requirePart(this, 'PostgreSQL', hasPostgres, POSTGRES_COMMAND);
    requirePart(this, 'matrix-nio', hasNio(), NIO_COMMAND);
    play = await TchapPlay.open(await requireHomeserver(this), POLE);
    claire = await NioUser.start(play.hs, 'nio-claire');
  });
  after(async () => {
    await claire?.stop();
    await play?.close();
  });

  it('is welcomed in an encrypted direct conversation that their client made', async () => {
    room = await claire.open(play.botId);
    await claire.say(room, 'bonjour');
    const welcome = await claire.reads(/Demande pour un élève/);
    assert.deepEqual([welcome.sender, welcome.room], [play.botId, room]);
  });

  it('is led from the first question to the number of a demande', async () => {
    const steps: [said: string, then: RegExp][] = [
      ['demande pour un élève', /Quelle est votre école/],
      ['jule vernoi brumeval', /Est-ce bien cette école/],
      ['1', /Quels sont le nom et le prénom/],
      [PUPIL, /date de naissance/],
      ['le 12 mars 2018', /niveau de classe/],
      ['CE2', /Qui est l’enseignant/],
      ['1.', /en situation de handicap/],
      ['Non', /AVS/],
      ['2', /Qui fait cette demande/],
      ['moi', /une aide ou un accompagnement/],
      ['Une aide', /Quelles difficultés/],
      [WORDS, /Continuer/],
      ['continuer', /Quels aménagements/],
      ['passer', /L’essentiel est rempli/],
      ['passer tout', /Relisez votre demande/],
    ];
    for (const [said, then] of steps) {
      await claire.say(room, said);
      await claire.reads(then);
    }
    const summary = await claire.reads(/Relisez votre demande/);
    assert(summary.body.includes(PUPIL) && summary.body.includes(WORDS), summary.body);
    await claire.say(room, 'envoyer');
    await claire.reads(/Votre demande 2\d{3}-0001 est envoyée/);
  });

  it('has read every word of the bot encrypted, and none was without its key', () => {
    assert.deepEqual(claire.unreadable, []);
    assert.deepEqual(
      claire.heard.filter(({ encrypted }) => !encrypted),
      [],
    );
  });
});
