import assert from 'node:assert/strict';
import { requireHomeserver } from '../support/homeserver.ts';
import type { PoleFiles } from '../support/pole-files.ts';
import { hasPostgres, POSTGRES_COMMAND } from '../support/postgres.ts';
import { requirePart } from '../support/require-part.ts';
import type { MatrixUser } from '../support/tchap/matrix-user.ts';
import { type Place, plain, TchapPlay, threadOf } from '../support/tchap/tchap-play.ts';

const POLE: PoleFiles = {
  code: 'val-de-brume',
  nom: 'Val-de-Brume',
  ecoles: ['9990008E;École élémentaire Jules Vernois;Brumeval', '9990015M;École primaire du Vieux-Lavoir;Brumeval'],
  membres: [
    'Hélène;Castelnoir;helene@brume.example;IEN;;pilote;@eq-helene:hs.test',
    'Bruno;Maréchaux;bruno@brume.example;CPC;;equipe_restreinte,membre;@eq-bruno:hs.test',
    'Nadia;Belhassen;nadia@brume.example;Enseignant spécialisé (RASED);;membre;@eq-nadia:hs.test',
    'Olivier;Quentinois;olivier@brume.example;ERUN;;membre;@eq-olivier:hs.test',
  ],
};
const WORDS = 'Trois classes peinent à se mettre au travail après la récréation.';
const ANSWER = 'Le pôle n’est pas le bon interlocuteur : voyez la coordonnatrice du réseau.';

describe('The way of the demandes of an équipe (cas 2) in Tchap alone', function () {
  this.timeout(120_000);
  let play: TchapPlay;
  let people: { [name in 'marc' | 'helene' | 'bruno' | 'nadia' | 'olivier']: MatrixUser };
  let marc: Place;
  let helene: Place;
  let nadia: Place;
  let olivier: Place;
  /** The team's private room, as the pilot sees it. */
  let salon: Place;
  /** The first demande's thread there. */
  let fil: Place;

  before(async function () {
    requirePart(this, 'PostgreSQL', hasPostgres, POSTGRES_COMMAND);
    play = await TchapPlay.open(await requireHomeserver(this), POLE);
    const names = ['marc', 'helene', 'bruno', 'nadia', 'olivier'] as const;
    const started = await Promise.all(names.map(async (name) => [name, await play.person(`eq-${name}`)] as const));
    people = Object.fromEntries(started) as typeof people;
    salon = await play.team(people.helene, [people.bruno]);
    marc = await play.talk(people.marc);
  });
  after(() => play?.close());
  afterEach(function () {
    if (this.currentTest?.state === 'failed') process.stderr.write(play.logs.slice(-8_000));
  });

  /** Each message, once the bot has answered the one before. */
  const dialogue = async (place: Place, steps: [said: string, then: RegExp][]): Promise<void> => {
    for (const [said, then] of steps) {
      await play.say(place, said);
      await play.reads(place, then);
    }
  };
  const cardOf = (numero: string) =>
    play.reads({ who: people.bruno, room: salon.room }, new RegExp(`^Demande 2\\d{3}-${numero}`));

  it('asks the équipe question by question, goes back, and corrects one answer alone', async () => {
    await dialogue(marc, [
      ['nouvelle demande pour notre équipe', /Quelle est votre école/],
      ['9990015m', /enseignant, ou pour une équipe/],
    ]);
    await play.choose(marc, 'Une équipe d’école');
    await play.reads(marc, /Qui fait cette demande/);
    await play.choose(marc, 'Une équipe');
    await dialogue(marc, [
      ['3 novembre', /une aide ou un accompagnement/],
      ['retour', /À quelle date le conseil/],
      ['retour', /Qui fait cette demande/],
    ]);
    await play.choose(marc, 'L’école');
    await dialogue(marc, [
      ['4 novembre', /une aide ou un accompagnement/],
      ['une aide', /Pour qui précisément/],
    ]);
    await play.choose(marc, 'Une classe');
    await dialogue(marc, [
      ['corriger la référence', /Quelle est la référence de l’école/],
      ['École primaire du Vieux-Lavoir, cycle 3', /Quelles difficultés/],
    ]);
  });

  it('keeps what was written when it is cancelled, and goes on from there days later', async () => {
    await play.say(marc, 'annuler');
    await play.reads(marc, /Le brouillon est abandonné/);
    await play.choose(marc, 'Rétablir ce brouillon');
    await play.reads(marc, /Quelles difficultés/);
    await dialogue(marc, [
      [WORDS, /Continuer/],
      ['bonjour', /Déjà écrit[\s\S]*après la récréation/],
      ['où en suis-je ?', /Où vous en êtes[\s\S]*cycle 3/],
    ]);
    await play.restart();
    await dialogue(marc, [
      ['reprendre', /Déjà écrit[\s\S]*après la récréation/],
      ['c’est tout', /Quels aménagements/],
      ['Emplois du temps revus, décloisonnements.', /Continuer/],
      ['continuer', /L’essentiel est rempli/],
    ]);
  });

  it('asks what is optional and does not concern a pupil, then sends what was read again', async () => {
    await play.choose(marc, 'Compléter');
    await play.reads(marc, /Quelles aides ont déjà été essayées/);
    await dialogue(marc, [
      ['passer', /Qu’attendez-vous du pôle/],
      ['Une observation en classe.', /Continuer/],
      ['continuer', /À quels moments peut-on vous joindre/],
      ['le mardi après 16 h 30', /Relisez votre demande/],
      ['corriger la date du conseil', /À quelle date le conseil/],
      ['5 novembre', /Relisez votre demande/],
    ]);
    const summary = plain(await play.reads(marc, /Relisez votre demande/));
    for (const kept of [
      /cycle 3/,
      /L’école \(conseil d’école\)/,
      /5 novembre/,
      /Une classe/,
      /le mardi après 16 h 30/,
    ]) {
      assert.match(summary, kept);
    }
    assert.doesNotMatch(summary, /[34] novembre|Une équipe \(conseil|élève en situation/);
    await play.say(marc, 'envoyer');
    await play.reads(marc, /Votre demande 2\d{3}-0001 est envoyée/);
    const card = await cardOf('0001');
    assert.match(plain(card), /Vieux-Lavoir[\s\S]*pour un enseignant ou une équipe/);
    fil = { who: people.helene, room: salon.room, thread: card.id };
  });

  it('lets the demandeur complete it before it is read, in place of what was sent', async () => {
    await play.say(marc, 'mes demandes');
    await play.choose(marc, 'Suivre la demande 2\\d{3}-0001');
    await play.choose(marc, 'Compléter ma demande');
    await play.reads(marc, /Relisez votre demande/);
    await dialogue(marc, [
      ['corriger l’objet', /Pour qui précisément/],
      ['l’école', /Relisez votre demande[\s\S]*Envoyer la modification/],
    ]);
    await play.choose(marc, 'Envoyer la modification');
    await play.reads(marc, /Votre demande 2\d{3}-0001 est modifiée/);
  });

  it('lets the pilot take it, read it in private and name what it is about', async () => {
    await play.choose(fil, 'Prendre en analyse');
    await play.reads(marc, /0001 a été lue par l’équipe restreinte/);
    await play.choose(fil, 'Voir le dossier');
    helene = await play.opened(people.helene);
    const dossier = plain(await play.reads(helene, /Dossier de la demande 2\d{3}-0001/));
    assert.match(dossier, /L’école[\s\S]*après la récréation[\s\S]*Demande modifiée par eq-marc/);
    await play.choose(helene, 'Agir sur la demande');
    await play.choose(helene, 'Nommer la problématique');
    await play.reads(helene, /Quelles problématiques/);
    await play.choose(helene, 'Climat de classe');
    await play.reads(helene, /Souhaitez-vous ajouter une note/);
    await dialogue(helene, [
      ['À relier au projet d’école.', /Continuer/],
      ['continuer', /C’est fait/],
    ]);
    const card = await play.reads({ ...fil, who: people.bruno }, /Climat de classe/);
    assert.equal(card.id, fil.thread);
    await people.bruno.upToDate(salon.room);
    assert.doesNotMatch(JSON.stringify(people.bruno.messages(salon.room)), /projet d’école|récréation/);
  });

  it('tells the team at once when the member it asked declines and proposes a colleague', async () => {
    await play.choose(helene, 'Voir le dossier');
    await solicit('Nadia Belhassen');
    nadia = await play.opened(people.nadia);
    await play.choose(nadia, 'Je ne suis pas disponible');
    await play.reads(nadia, /Pour quelle raison/);
    await play.choose(nadia, 'Emploi du temps complet');
    await play.reads(nadia, /Souhaitez-vous préciser/);
    await play.say(nadia, 'passer');
    await play.reads(nadia, /une collègue qui pourrait intervenir/);
    await play.choose(nadia, 'Olivier Quentinois');
    const card = await play.reads(nadia, /Vous avez décliné/);
    assert.match(plain(card), /Le pôle ressources vous sollicite : demande/);
    const told = await play.reads({ ...fil, who: people.bruno }, /Toutes les personnes sollicitées ont décliné/);
    assert.equal(threadOf(told), fil.thread);
    await play.choose(fil, 'Voir le dossier');
    const dossier = plain(await play.reads(helene, /Dossier de la demande/));
    assert.match(dossier, /Emploi du temps complet[\s\S]*Olivier Quentinois/);
  });

  it('goes on with the colleague, who accepts by a reaction and notes the prise d’attache', async () => {
    await solicit('Olivier Quentinois');
    olivier = await play.opened(people.olivier);
    const asked = await play.reads(olivier, /Le pôle ressources vous sollicite/);
    await people.olivier.client.sendEvent(
      olivier.room,
      'm.reaction' as never,
      {
        'm.relates_to': { rel_type: 'm.annotation', event_id: asked.id, key: '1️⃣' },
      } as never,
    );
    await play.reads(marc, /Olivier Quentinois \(ERUN\) va prendre contact avec vous/);
    await play.say(olivier, 'dossier');
    await play.choose(olivier, 'Noter la prise d’attache');
    await play.reads(olivier, /À quelle date/);
    await dialogue(olivier, [
      ['hier', /courte note[\s\S]*passer tout/],
      ['passer tout', /C’est fait/],
    ]);
    await play.reads(marc, /Premier contact noté pour votre demande 2\d{3}-0001/);
    const card = await play.reads(fil, /Première intention[\s\S]*Olivier Quentinois/);
    assert.equal(card.id, fil.thread);
  });

  it('fixes a bilan in words, takes it back, hears the demandeur and closes with a word', async () => {
    for (const round of [1, 2]) {
      await play.say(olivier, 'dossier');
      await play.choose(olivier, 'Agir sur la demande');
      await play.choose(olivier, 'Fixer la date du bilan');
      await play.reads(olivier, /À quelle date le bilan/);
      await dialogue(olivier, [['dans 6 semaines', /la date du bilan est fixée/]]);
      await play.reads(marc, /Il aura lieu le/);
      if (round === 2) break;
      await dialogue(olivier, [['annuler ma dernière action', /C’est annulé/]]);
      await play.reads(marc, /ne tenez pas compte du message précédent/);
    }
    await play.choose(marc, 'Suivre ma demande');
    await play.choose(marc, 'Donner mon avis pour le bilan');
    await play.reads(marc, /comment va la situation/);
    await play.choose(marc, 'La situation va un peu mieux');
    await play.reads(marc, /pour la suite/);
    await play.choose(marc, 'S’arrêter là');
    await play.reads(marc, /ajouter quelques mots/);
    await dialogue(marc, [['passer', /votre avis est joint/]]);
    await play.say(olivier, 'dossier');
    await play.choose(olivier, 'Agir sur la demande');
    await play.choose(olivier, 'Clore la demande');
    await play.reads(olivier, /Pour quel motif/);
    await play.choose(olivier, 'Objectif atteint');
    await dialogue(olivier, [
      ['Merci à toute l’équipe.', /Continuer/],
      ['continuer', /la demande est close/],
    ]);
    await play.reads(marc, /Merci à toute l’équipe/);
    await play.reads(fil, /Close/);
  });

  it('lets a teacher withdraw a demande of their own before it is read, asked once more', async () => {
    await sendForTeacher('0002');
    await play.say(marc, 'mes demandes');
    await play.choose(marc, 'Suivre la demande 2\\d{3}-0002');
    await play.choose(marc, 'Retirer ma demande');
    await play.reads(marc, /Voulez-vous retirer la demande 2\d{3}-0002/);
    await play.choose(marc, 'Oui, retirer ma demande');
    await play.reads(marc, /Votre demande 2\d{3}-0002 est retirée/);
    const card = await cardOf('0002');
    const late: Place = { who: people.bruno, room: salon.room, thread: card.id };
    await play.reads(late, /Retirée par le demandeur/);
  });

  it('answers in writing a demande that the pôle does not take', async () => {
    await sendForTeacher('0003');
    const card = await cardOf('0003');
    const third: Place = { who: people.bruno, room: salon.room, thread: card.id };
    await play.say(third, 'prendre');
    await play.reads(marc, /0003 a été lue/);
    await play.say(third, 'dossier');
    const bruno = await play.opened(people.bruno);
    await play.choose(bruno, 'Agir sur la demande');
    await play.choose(bruno, 'Réorienter');
    await play.reads(bruno, /Que répondez-vous au demandeur/);
    await dialogue(bruno, [
      [ANSWER, /Continuer/],
      ['continuer', /C’est fait/],
    ]);
    const told = await play.reads(marc, /L’équipe restreinte a répondu à votre demande 2\d{3}-0003/);
    assert(plain(told).includes(ANSWER));
    await play.say(marc, 'mes demandes');
    const mine = plain(await play.reads(marc, /^Mes demandes/));
    assert.match(mine, /-0003[\s\S]*vous a répondu[\s\S]*-0002[\s\S]*Vous l’avez retirée[\s\S]*-0001[\s\S]*Terminée/);
  });

  it('wrote nothing in the clear, and nobody was left with a message they could not read', async () => {
    const places = [marc, helene, nadia, olivier, { ...salon, who: people.bruno }];
    for (const { who, room } of places) {
      await who.upToDate(room);
      const said = who.messages(room).filter(({ sender }) => sender === play.botId);
      assert(said.length > 0);
      assert(said.every(({ encrypted, body }) => encrypted && body !== '(illisible)'));
    }
  });

  /** The pilot, from the dossier that they have just opened. */
  async function solicit(member: string): Promise<void> {
    await play.choose(helene, 'Agir sur la demande');
    await play.choose(helene, 'Solliciter des membres');
    await play.choose(helene, member);
    await dialogue(helene, [
      ['passer', /accord des parents/],
      ['passer', /C’est fait/],
    ]);
  }

  /** A demande for one teacher, in few words. */
  async function sendForTeacher(numero: string): Promise<void> {
    await dialogue(marc, [
      ['nouvelle demande pour un enseignant', /école/],
      ['9990008E', /enseignant, ou pour une équipe/],
      ['un enseignant', /nom et le prénom de l’enseignant/],
      ['Marc Petit', /niveau de classe/],
      ['CM1 et CM2', /Qui fait cette demande/],
      ['moi', /une aide ou un accompagnement/],
      ['un accompagnement', /Pour qui précisément/],
      ['un enseignant', /Quelles difficultés/],
      ['Je manque d’outils pour ma classe à deux niveaux.', /Continuer/],
      ['continuer', /Quels aménagements/],
      ['passer', /L’essentiel est rempli/],
      ['passer tout', /Relisez votre demande/],
      ['envoyer', new RegExp(`Votre demande 2\\d{3}-${numero} est envoyée`)],
    ]);
  }
});
