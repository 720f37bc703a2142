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
    'Hélène;Castelnoir;helene@brume.example;IEN;;pilote;@helene:hs.test',
    'Bruno;Maréchaux;bruno@brume.example;CPC;;equipe_restreinte,membre;@bruno:hs.test',
    'Sonia;Delambre;sonia@brume.example;psyEN;;equipe_restreinte,membre;@sonia:hs.test',
    'Nadia;Belhassen;nadia@brume.example;Enseignant spécialisé (RASED);;membre;@nadia:hs.test',
  ],
};
const PUPIL = 'Zéphyrin Trucmuche';
const WORDS = 'Il quitte sa chaise toutes les cinq minutes et ne recopie rien.';
const NUMERO = /2\d{3}-0001/;

describe('The way of a demande in Tchap alone', function () {
  this.timeout(120_000);
  let play: TchapPlay;
  let people: { [name in 'claire' | 'helene' | 'bruno' | 'sonia' | 'nadia']: MatrixUser };
  let claire: Place;
  let bruno: Place;
  let nadia: Place;
  /** The demande's thread in the team's room, as Bruno sees it. */
  let fil: Place;

  before(async function () {
    requirePart(this, 'PostgreSQL', hasPostgres, POSTGRES_COMMAND);
    const hs = await requireHomeserver(this);
    play = await TchapPlay.open(hs, POLE);
    const names = ['claire', 'helene', 'bruno', 'sonia', 'nadia'] as const;
    const started = await Promise.all(names.map(async (name) => [name, await play.person(name)] as const));
    people = Object.fromEntries(started) as typeof people;
  });
  after(() => play?.close());
  afterEach(function () {
    if (this.currentTest?.state === 'failed') process.stderr.write(play.logs.slice(-8_000));
  });

  it('leads a teacher through cas 1, by numbers, labels and words, to a number', async () => {
    claire = await play.talk(people.claire);
    await play.reads(claire, /^Bonjour !/);
    await play.say(claire, 'bonjour');
    await play.choose(claire, 'Demande pour un élève');
    const steps: [said: string, then: RegExp][] = [
      ['jule vernoi brumeval', /Est-ce bien cette école/],
      ['1', /Quels sont le nom et le prénom/],
      [PUPIL, /date de naissance/],
      ['le 12 mars 2018', /niveau de classe/],
    ];
    await play.reads(claire, /Quelle est votre école/);
    for (const [said, then] of steps) {
      await play.say(claire, said);
      await play.reads(claire, then);
    }
    await play.choose(claire, 'CE2');
    await play.reads(claire, /Qui est l’enseignant/);
    await play.choose(claire, 'Moi', (number) => `${number}.`);
    await play.reads(claire, /en situation de handicap/);
    await play.say(claire, 'Non');
    await play.reads(claire, /AVS/);
    await play.say(claire, '2.');
    await play.reads(claire, /Qui fait cette demande/);
    await play.choose(claire, 'Un enseignant');
    await play.reads(claire, /une aide ou un accompagnement/);
    await play.say(claire, 'Une aide');
    await play.reads(claire, /Quelles difficultés/);
    await play.say(claire, WORDS);
    await play.choose(claire, 'Continuer');
    await play.reads(claire, /Quels aménagements/);
    await play.say(claire, 'passer');
    await play.reads(claire, /L’essentiel est rempli/);
    await play.say(claire, 'passer tout');
    const summary = await play.reads(claire, /Relisez votre demande/);
    assert.match(plain(summary), new RegExp(PUPIL));
    await play.say(claire, 'envoyer');
    await play.reads(claire, NUMERO);
    await play.reads(claire, /L’équipe restreinte du pôle ressources va la lire/);
  });

  it('shows the demande in a thread of the team’s private room, without the pupil’s name', async () => {
    const { helene, bruno: analyst, sonia } = people;
    const { room } = await play.team(helene, [analyst, sonia]);
    const card = await play.reads({ who: analyst, room }, /^Demande 2\d{3}-0001[\s\S]*Envoyée, à lire/);
    assert.match(plain(card), /Jules Vernois[\s\S]*pour un élève[\s\S]*CE2[\s\S]*Z\. T\./);
    assert.doesNotMatch(JSON.stringify(card), /Trucmuche|2018/);
    assert.equal(card.encrypted, true);
    fil = { who: analyst, room, thread: card.id };
  });

  it('is taken by a number in its thread, its card changed in place, and the teacher told', async () => {
    await play.choose(fil, 'Prendre en analyse');
    const card = await play.reads(fil, /En analyse[\s\S]*Bruno Maréchaux/);
    assert.equal(card.id, fil.thread);
    assert.equal(card.edited, true);
    const told = await play.reads(claire, /a été lue par l’équipe restreinte/);
    assert.match(plain(told).split('\n')[0]!, NUMERO);
    // Clients never notify of a notice.
    assert.deepEqual([told.content.msgtype, card.content.msgtype], ['m.text', 'm.text']);
    bruno = await play.opened(people.bruno);
    await play.reads(bruno, /Vous avez pris cette demande en analyse[\s\S]*1\. Voir le dossier/);
    assert.equal(people.bruno.messages(bruno.room).length, 1, 'and not the card of the room once more');
  });

  it('shows the dossier to the analyst in private, and to nobody else', async () => {
    await play.choose(fil, 'Voir le dossier');
    const dossier = await play.reads(bruno, /Dossier de la demande 2\d{3}-0001/);
    assert.match(plain(dossier), new RegExp(`${PUPIL}[\\s\\S]*${WORDS}`));
    await people.sonia.upToDate(fil.room);
    assert.doesNotMatch(JSON.stringify(people.sonia.messages(fil.room)), /Trucmuche/);
  });

  it('asks the teacher for a precision, question by question, and gets the answer', async () => {
    await play.choose(bruno, 'Agir sur la demande');
    await play.choose(bruno, 'Demander un complément');
    await play.reads(bruno, /précision/);
    const question = await play.say(bruno, 'Depuis quand ?');
    await play.reads(bruno, /Depuis quand \?/);
    await play.edit(bruno, question, 'Depuis quand est-ce ainsi ?');
    await play.choose(bruno, 'Continuer');
    await play.reads(bruno, /votre question est envoyée/);
    await play.reads(claire, /Depuis quand est-ce ainsi/);
    await play.choose(claire, 'Répondre');
    await play.reads(claire, /Que répondez-vous/);
    await play.say(claire, 'Depuis la rentrée.');
    await play.choose(claire, 'Continuer');
    await play.reads(claire, /votre réponse est jointe à la demande/);
    const told = await play.reads(fil, /Le complément est arrivé/);
    assert.equal(threadOf(told), fil.thread);
    assert.equal(told.content.msgtype, 'm.text');
  });

  it('solicits a member by questions, who accepts with a number, and the teacher learns who comes', async () => {
    await play.choose(fil, 'Voir le dossier');
    await play.choose(bruno, 'Agir sur la demande');
    await play.choose(bruno, 'Solliciter des membres');
    await play.choose(bruno, 'Nadia Belhassen');
    await play.reads(bruno, /quelques mots/);
    await play.say(bruno, 'Peux-tu passer lundi ?');
    await play.choose(bruno, 'Continuer');
    await play.reads(bruno, /accord des parents/);
    await play.say(bruno, 'passer');
    await play.reads(bruno, /la sollicitation est envoyée/);
    nadia = await play.opened(people.nadia);
    const card = await play.reads(nadia, /Le pôle ressources vous sollicite[\s\S]*Peux-tu passer lundi/);
    assert.doesNotMatch(plain(card), /Trucmuche/);
    await play.say(nadia, '1');
    await play.reads(claire, /Nadia Belhassen \(Enseignant spécialisé, RASED\) va prendre contact avec vous/);
    const accepted = await play.reads(nadia, /Vous avez accepté : Intervention acceptée/);
    assert.equal(accepted.id, card.id);
    await play.reads(nadia, /Vous avez accepté cette intervention/);
    assert.equal(people.nadia.messages(nadia.room).length, 3, 'the card, the answer, a sentence');
  });

  it('notes the prise d’attache by questions; the teacher and the team’s card say so', async () => {
    await play.choose(nadia, 'Voir le dossier');
    await play.choose(nadia, 'Noter la prise d’attache');
    await play.reads(nadia, /À quelle date/);
    await play.say(nadia, 'hier');
    await play.reads(nadia, /courte note/);
    await play.say(nadia, 'Vue avec la collègue.');
    await play.choose(nadia, 'Continuer');
    await play.reads(nadia, /Qui pourra lire cette note/);
    await play.choose(nadia, 'Le pôle et le demandeur');
    await play.reads(nadia, /Qui était présent/);
    await play.say(nadia, 'passer');
    await play.reads(claire, /Premier contact noté[\s\S]*Vue avec la collègue/);
    const card = await play.reads(fil, /Première intention/);
    assert.equal(card.id, fil.thread);
  });

  it('proposes dates that the teacher chooses by a number, and carries messages both ways', async () => {
    await play.choose(nadia, 'Voir le dossier');
    await play.choose(nadia, 'Agir sur la demande');
    await play.choose(nadia, 'Proposer des dates');
    await play.reads(nadia, /Quel est l’objet de ce rendez-vous/);
    await play.choose(nadia, 'Observation en classe');
    await play.reads(nadia, /Quelles dates proposez-vous/);
    await play.say(nadia, 'lundi de 14 h à 15 h');
    await play.reads(nadia, /seulement l’heure du début/);
    await play.say(nadia, 'lundi 14 h ou mardi 9h30');
    await play.reads(nadia, /Dates proposées : (?=.*lundi [^,]* à 14 h)(?=.*mardi [^,]* à 9 h 30)[\s\S]*passer tout/);
    await play.say(nadia, 'passer tout');
    await play.reads(nadia, /vos dates sont proposées/);
    await play.choose(claire, 'mardi');
    await play.reads(claire, /Vous avez rendez-vous avec Nadia Belhassen, mardi/);
    await play.reads(nadia, /a choisi : mardi/);
    await play.say(claire, 'mes demandes');
    await play.choose(claire, 'Suivre la demande');
    const suivi = await play.reads(claire, /Rendez-vous fixé[\s\S]*Vue avec la collègue/);
    assert.doesNotMatch(plain(suivi), /Aucune ne convient/);
    await play.choose(claire, 'Écrire au pôle');
    await play.reads(claire, /Que souhaitez-vous écrire au pôle/);
    await play.say(claire, 'Faut-il préparer son cahier ?');
    await play.choose(claire, 'Continuer');
    await play.reads(nadia, /Un message du demandeur[\s\S]*Faut-il préparer son cahier/);
    await play.choose(nadia, 'Répondre');
    await play.reads(nadia, /Que souhaitez-vous écrire au demandeur/);
    await play.say(nadia, 'Oui, merci.');
    await play.choose(nadia, 'Continuer');
    await play.reads(claire, /Nadia Belhassen vous a écrit[\s\S]*Oui, merci/);
  });

  it('proposes and organises an answer by questions; a colleague accepts an échange with a number', async () => {
    const inDossier = async (title: string) => {
      await play.choose(nadia, 'Voir le dossier');
      await play.choose(nadia, 'Agir sur la demande');
      await play.choose(nadia, title);
    };
    await inDossier('Proposer une réponse');
    await play.reads(nadia, /Quelle réponse souhaitez-vous proposer/);
    await play.say(nadia, 'cmpp');
    await play.reads(nadia, /Quelle structure/);
    await play.choose(nadia, 'Une autre structure');
    await play.say(nadia, 'CMPP du Parc');
    await play.reads(nadia, /accord des parents est-il recueilli/);
    await play.say(nadia, 'oui');
    await play.reads(nadia, /préciser ce qui est prévu/);
    await play.say(nadia, 'passer');
    await play.reads(claire, /Une réponse est proposée[\s\S]*CMPP du Parc/);
    await inDossier('Organiser une réponse');
    await play.reads(nadia, /À quelle date est-ce prévu/);
    await play.say(nadia, 'demain');
    await play.say(nadia, 'passer');
    await play.say(nadia, 'passer');
    await play.reads(claire, /Une réponse est prévue/);
    await inDossier('Noter une réponse réalisée');
    await play.say(nadia, 'hier');
    await play.say(nadia, 'passer');
    await play.reads(claire, /Une réponse a eu lieu/);

    await inDossier('Proposer une réponse');
    await play.say(nadia, 'mutualisation');
    await play.reads(nadia, /À quel collègue/);
    await play.choose(nadia, 'Sonia Delambre');
    await play.say(nadia, 'passer');
    await play.reads(nadia, /la réponse est proposée/);
    const sonia = await play.opened(people.sonia);
    const asked = await play.reads(sonia, /Un échange d’expérience vous est demandé[\s\S]*Jules Vernois/);
    assert.doesNotMatch(JSON.stringify(asked), /Trucmuche|claire/i);
    await play.say(sonia, '1');
    await play.reads(sonia, /Vous avez accepté[\s\S]*claire/);
    await play.reads(claire, /Sonia Delambre accepte de partager son expérience avec vous/);
  });
});
