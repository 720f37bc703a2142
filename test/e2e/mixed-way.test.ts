import assert from 'node:assert/strict';
import { requireHomeserver } from '../support/homeserver.ts';
import type { PoleFiles } from '../support/pole-files.ts';
import { hasPostgres, POSTGRES_COMMAND } from '../support/postgres.ts';
import { requirePart } from '../support/require-part.ts';
import { choicesOf } from '../support/shown-card.ts';
import type { MatrixUser } from '../support/tchap/matrix-user.ts';
import { type Place, plain, TchapPlay, threadOf } from '../support/tchap/tchap-play.ts';
import { startFakeTeams } from '../support/teams/fake-teams.ts';
import type { FakeConversation, FakePerson } from '../support/teams/fake-world.ts';
import { chooseChannel, PUPIL, sendDemande, WORDS } from '../support/teams-cast.ts';
import { TeamsPlay } from '../support/teams-play.ts';

/** Hélène and Bruno have both messengers; Nadia is in Tchap alone, Olivier in Teams alone. */
const POLE: PoleFiles = {
  code: 'val-de-brume',
  nom: 'Val-de-Brume',
  ecoles: ['9990008E;École élémentaire Jules Vernois;Brumeval'],
  membres: [
    'Hélène;Castelnoir;helene@brume.example;IEN;;pilote;@mix-helene:hs.test',
    'Bruno;Maréchaux;bruno@brume.example;CPC;;equipe_restreinte,membre;@mix-bruno:hs.test',
    'Nadia;Belhassen;nadia@brume.example;Enseignant spécialisé (RASED);;membre;@mix-nadia:hs.test',
    'Olivier;Quentinois;olivier@brume.example;ERUN;;membre;',
  ],
};
const PUPIL_WORDS = /Trucmuche|2018/;

describe('One deployment with Teams and Tchap at once', function () {
  this.timeout(120_000);
  let tchap: TchapPlay;
  let teams: TeamsPlay;
  let matrix: { [name in 'claire' | 'helene' | 'bruno' | 'nadia']: MatrixUser };
  let inTeams: { [name in 'marc' | 'helene' | 'bruno' | 'olivier']: FakePerson };
  let canal: FakeConversation;

  before(async function () {
    requirePart(this, 'PostgreSQL', hasPostgres, POSTGRES_COMMAND);
    const hs = await requireHomeserver(this);
    const cloud = await startFakeTeams();
    inTeams = {
      marc: cloud.user('Marc Petit', 'marc.petit@ecole.example'),
      helene: cloud.user('Hélène CASTELNOIR', 'helene@brume.example'),
      bruno: cloud.user('Bruno MARECHAUX', 'bruno@brume.example'),
      olivier: cloud.user('Olivier QUENTINOIS', 'olivier@brume.example'),
    };
    canal = cloud.channel('Équipe restreinte', [inTeams.helene, inTeams.bruno]);
    tchap = await TchapPlay.open(hs, POLE, cloud.settings);
    teams = TeamsPlay.beside(cloud, tchap);
    const names = ['claire', 'helene', 'bruno', 'nadia'] as const;
    const started = await Promise.all(names.map(async (name) => [name, await tchap.person(`mix-${name}`)] as const));
    matrix = Object.fromEntries(started) as typeof matrix;
  });
  after(async () => {
    await tchap?.close();
    await teams?.close();
  });
  afterEach(function () {
    if (this.currentTest?.state === 'failed') process.stderr.write(tchap.logs.slice(-8_000));
  });

  const chat = (who: FakePerson) => teams.cloud.personal(who);
  const dialogue = async (place: Place, steps: [said: string, then: RegExp][]): Promise<void> => {
    for (const [said, then] of steps) {
      await tchap.say(place, said);
      await tchap.reads(place, then);
    }
  };

  describe('with the analysis channel in Teams, a teacher and a member in Tchap', () => {
    let claire: Place;
    let nadia: Place;

    it('brings the teacher’s demande from Tchap to the Teams channel, without the pupil’s name', async () => {
      await chooseChannel(teams, inTeams.helene, canal);
      claire = await tchap.talk(matrix.claire);
      await dialogue(claire, [
        ['nouvelle demande pour un élève', /Quelle est votre école/],
        ['9990008E', /Quels sont le nom et le prénom/],
        [PUPIL.eleve_nom, /date de naissance/],
        [PUPIL.naissance, /niveau de classe/],
        ['CE2', /Qui est l’enseignant/],
        ['Claire Durand', /en situation de handicap/],
        ['non', /AVS/],
        ['non', /Qui fait cette demande/],
        ['moi', /une aide ou un accompagnement/],
        ['une aide', /Quelles difficultés/],
        [WORDS, /Continuer/],
        ['continuer', /Quels aménagements/],
        ['passer', /L’essentiel est rempli/],
        ['passer tout', /Relisez votre demande/],
        ['envoyer', /Votre demande 2\d{3}-0001 est envoyée/],
      ]);
      const card = await teams.reads(inTeams.bruno, /Demande 2\d{3}-0001[\s\S]*Envoyée, à lire/, canal);
      assert.match(card.text, /Jules Vernois[\s\S]*CE2[\s\S]*Z\. T\./);
      assert.doesNotMatch(card.text, PUPIL_WORDS);
    });

    it('tells the teacher in Tchap what the analyst does in Teams, who alone reads the dossier', async () => {
      const { bruno, helene } = inTeams;
      await teams.click(bruno, canal, 'Prendre en analyse');
      await tchap.reads(claire, /0001 a été lue par l’équipe restreinte/);
      const dossier = await teams.click(bruno, canal, 'Voir le dossier');
      assert.match(dossier.text, new RegExp(`${PUPIL.eleve_nom}[\\s\\S]*${WORDS}`));
      assert.doesNotMatch(JSON.stringify(teams.seen(helene, canal)), PUPIL_WORDS);
    });

    it('carries the complément from Teams to Tchap and back', async () => {
      const { bruno } = inTeams;
      await teams.click(bruno, canal, 'Agir sur la demande');
      const question = { 'complement-question.question': 'Depuis quand est-ce ainsi ?' };
      await teams.click(bruno, canal, 'Envoyer la question', question);
      await tchap.reads(claire, /besoin d’une précision[\s\S]*Depuis quand/);
      await tchap.choose(claire, 'Répondre');
      await tchap.reads(claire, /Que répondez-vous/);
      await dialogue(claire, [
        ['Depuis la rentrée.', /Continuer/],
        ['continuer', /votre réponse est jointe/],
      ]);
      await teams.reads(bruno, /Le complément est arrivé/, canal);
    });

    it('solicits in Tchap the member who is there alone; their answer changes the card in Teams', async () => {
      const { bruno } = inTeams;
      await teams.click(bruno, canal, 'Voir le dossier');
      const { card } = await teams.click(bruno, canal, 'Agir sur la demande');
      await teams.click(bruno, canal, 'Envoyer la sollicitation', {
        'sollicitation.membres': membreIn(card!, 'Nadia Belhassen'),
      });
      nadia = await tchap.opened(matrix.nadia);
      const asked = await tchap.reads(nadia, /Le pôle ressources vous sollicite/);
      assert.doesNotMatch(plain(asked), PUPIL_WORDS);
      await tchap.say(nadia, 'oui');
      await tchap.reads(claire, /Nadia Belhassen \(Enseignant spécialisé, RASED\) va prendre contact avec vous/);
      await tchap.choose(nadia, 'Voir le dossier');
      const dossier = plain(await tchap.reads(nadia, /Intervention : demande/));
      assert.match(dossier, new RegExp(PUPIL.eleve_nom));
      await tchap.choose(nadia, 'Noter la prise d’attache');
      await tchap.reads(nadia, /À quelle date/);
      await dialogue(nadia, [
        ['hier', /courte note/],
        ['passer tout', /C’est fait/],
      ]);
      await tchap.reads(claire, /Premier contact noté/);
      await teamsCard(/0001[\s\S]*Première intention[\s\S]*prise d’attache/);
    });
  });

  describe('with the analysis room in Tchap, a teacher and a member in Teams', () => {
    let salon: Place;
    let fil: Place;
    let bruno: Place;

    it('moves from one messenger to the other with what is open, and says so in the old place', async () => {
      salon = await tchap.team(matrix.helene, [matrix.bruno]);
      await tchap.reads({ who: matrix.bruno, room: salon.room }, /^Demande 2\d{3}-0001[\s\S]*Première intention/);
      await teams.reads(inTeams.bruno, /arrivent désormais dans un autre canal/, canal);
    });

    it('answers an analyst who acts where the team no longer is by saying where it works', async () => {
      const late = await teams.click(inTeams.bruno, canal, 'Voir le dossier');
      assert.match(late.text, /équipe restreinte travaille maintenant dans Tchap[\s\S]*Rien n’a été changé/);
      const outsider = await teams.click(inTeams.olivier, canal, 'Voir le dossier');
      assert.doesNotMatch(outsider.text, /Tchap/);
    });

    it('brings a demande from Teams into a thread of the room, without the pupil’s name', async () => {
      await sendDemande(teams, inTeams.marc);
      await teams.reads(inTeams.marc, /Votre demande 2\d{3}-0002 est envoyée/);
      const card = await tchap.reads({ who: matrix.bruno, room: salon.room }, /^Demande 2\d{3}-0002/);
      assert.doesNotMatch(JSON.stringify(card), PUPIL_WORDS);
      fil = { who: matrix.bruno, room: salon.room, thread: card.id };
    });

    it('tells the teacher in Teams what the analyst does in Tchap, who alone reads the dossier', async () => {
      await tchap.choose(fil, 'Prendre en analyse');
      await teams.reads(inTeams.marc, /0002 a été lue par l’équipe restreinte/);
      await tchap.choose(fil, 'Voir le dossier');
      bruno = await tchap.opened(matrix.bruno);
      const dossier = plain(await tchap.reads(bruno, /Dossier de la demande 2\d{3}-0002/));
      assert.match(dossier, new RegExp(`${PUPIL.eleve_nom}[\\s\\S]*${WORDS}`));
      await matrix.helene.upToDate(salon.room);
      assert.doesNotMatch(JSON.stringify(matrix.helene.messages(salon.room)), PUPIL_WORDS);
    });

    it('carries the complément from Tchap to Teams and back', async () => {
      await tchap.choose(bruno, 'Agir sur la demande');
      await tchap.choose(bruno, 'Demander un complément');
      await tchap.reads(bruno, /précision/);
      await dialogue(bruno, [
        ['Depuis quand est-ce ainsi ?', /Continuer/],
        ['continuer', /C’est fait/],
      ]);
      const { marc } = inTeams;
      await teams.reads(marc, /besoin d’une précision[\s\S]*Depuis quand/);
      await teams.click(marc, chat(marc), 'Répondre');
      await teams.reads(marc, /Que répondez-vous/);
      await teams.say(marc, 'Depuis la rentrée.');
      await teams.reads(marc, /Depuis la rentrée/);
      await teams.click(marc, chat(marc), 'Continuer');
      const told = await tchap.reads(fil, /Le complément est arrivé/);
      assert.equal(threadOf(told), fil.thread);
    });

    it('solicits in Teams the member who is there alone; their answer changes the card in Tchap', async () => {
      const { olivier, marc } = inTeams;
      await teams.post(teams.cloud.activities.installed(olivier, chat(olivier)));
      await teams.reads(olivier, /^Bonjour !/);
      await tchap.choose(bruno, 'Voir le dossier');
      await tchap.choose(bruno, 'Agir sur la demande');
      await tchap.choose(bruno, 'Solliciter des membres');
      await tchap.choose(bruno, 'Olivier Quentinois');
      await dialogue(bruno, [
        ['Peux-tu passer lundi ?', /Continuer/],
        ['continuer', /accord des parents/],
        ['passer', /C’est fait/],
      ]);
      const asked = await teams.reads(olivier, /Le pôle ressources vous sollicite[\s\S]*Peux-tu passer lundi/);
      assert.doesNotMatch(asked.text, PUPIL_WORDS);
      await teams.click(olivier, chat(olivier), 'J’accepte l’intervention');
      await teams.reads(marc, /Olivier Quentinois \(ERUN\) va prendre contact avec vous/);
      await teams.click(olivier, chat(olivier), 'Voir le dossier');
      await teams.click(olivier, chat(olivier), 'Enregistrer', { 'prise-attache.date': 'hier' });
      await teams.reads(marc, /Premier contact noté/);
      const card = await tchap.reads(fil, /Première intention[\s\S]*prise d’attache/);
      assert.equal(card.id, fil.thread);
    });

    it('shows no one the demande of another, and keeps each history with its state', async () => {
      await teams.say(inTeams.marc, 'mes demandes');
      const mine = await teams.reads(inTeams.marc, /Mes demandes[\s\S]*-0002/);
      assert.doesNotMatch(mine.text, /-0001/);
      const channels = await teams.sql(
        `SELECT DISTINCT d.numero, i.channel FROM demande d JOIN identite i ON i.id = d.demandeur_id ORDER BY d.numero`,
      );
      assert.deepEqual(
        channels.map(({ channel }) => channel),
        ['tchap', 'teams'],
      );
    });

    it('answers in Tchap, too, an analyst whose team has moved to Teams since, in the middle of a form or not', async () => {
      await tchap.choose(bruno, 'Voir le dossier');
      await tchap.choose(bruno, 'Agir sur la demande');
      await tchap.choose(bruno, 'Nommer la problématique');
      await tchap.reads(bruno, /Quelles problématiques/);
      await chooseChannel(teams, inTeams.helene, canal);
      await dialogue(bruno, [
        ['Climat de classe', /Souhaitez-vous ajouter une note/],
        ['passer', /travaille maintenant dans Teams/],
      ]);
      assert.deepEqual(await teams.sql("SELECT type FROM historique WHERE type = 'problematique_nommee'"), []);
      await tchap.say(fil, 'dossier');
      await tchap.reads(bruno, /travaille maintenant dans Teams/);
    });
  });

  /** The value of a member in a form's choices. */
  function membreIn(card: Parameters<typeof choicesOf>[0], name: string): string {
    return choicesOf(card).find(({ title }) => title.startsWith(name))!.value;
  }

  function teamsCard(pattern: RegExp) {
    const look = () => teams.cloud.messages(canal.id).some(({ activity }) => pattern.test(JSON.stringify(activity)));
    return teams.until(look, String(pattern));
  }
});
