import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { ACTION_NAMES } from '../../src/core/action.ts';
import { LOINTAIN, OTHER_TENANT, RIVE } from '../support/other-poles.ts';
import { importMembres } from '../support/pole-files.ts';
import { hasPostgres, POSTGRES_COMMAND } from '../support/postgres.ts';
import { requirePart } from '../support/require-part.ts';
import type { FakeActivity } from '../support/teams/fake-activities.ts';
import type { FakeConversation, FakePerson } from '../support/teams/fake-world.ts';
import {
  BRUME,
  type Cast,
  castOf,
  chooseChannel,
  FORM_VALUES,
  PUPIL,
  sendDemande,
  WORDS,
} from '../support/teams-cast.ts';
import { TeamsPlay } from '../support/teams-play.ts';

describe('Rights over Teams', function () {
  this.timeout(30_000);
  let play: TeamsPlay;
  let cast: Cast;
  let demande: { id: string; numero: string };
  let rose: FakePerson;
  let yves: FakePerson;
  let rive: FakeConversation;

  before(async function () {
    this.timeout(60_000);
    requirePart(this, 'PostgreSQL', hasPostgres, POSTGRES_COMMAND);
    play = await TeamsPlay.open((cloud) => {
      cast = castOf(cloud);
      return [{ ...BRUME, tenant: cloud.tenantId }, RIVE, LOINTAIN];
    });
    rose = play.cloud.user('Rose Aubier', 'rose@rive.example');
    yves = play.cloud.user('Y. C.', 'yves.perso@rive.example', { userPrincipalName: 'Yves.UPN@rive.example' });
    rive = play.cloud.channel('Équipe de Rive-Douce', [rose, yves, cast.sonia, cast.bruno]);
    await chooseChannel(play, cast.helene, cast.canal);
    await chooseChannel(play, rose, rive);
    demande = await sendDemande(play, cast.claire);
    await play.quiet();
  });
  after(() => play?.close());

  const rows = async (table: string) => (await play.sql(`SELECT count(*)::integer AS n FROM ${table}`))[0].n as number;
  const refusedRows = async (): Promise<string[]> =>
    (await play.sql("SELECT detail FROM journal WHERE outcome = 'refuse' ORDER BY id")).map(({ detail }) => detail);
  const state = async () =>
    JSON.stringify([await play.sql('SELECT id, etat, version FROM demande ORDER BY id'), await rows('historique')]);

  /** Clicks, and wants a kind no without effect, journaled once, that tells nothing of the demande. */
  async function refusedOnce(activity: FakeActivity, sentence: RegExp): Promise<void> {
    await play.quiet();
    const [before, rowsBefore, sentBefore] = [await state(), (await refusedRows()).length, play.cloud.sent.length];
    const { text } = await play.send(activity);
    assert.match(text, sentence);
    await play.quiet();
    assert.equal(await state(), before, 'no effect');
    assert.equal((await refusedRows()).length - rowsBefore, 1, 'one journal row');
    assert.equal(play.cloud.sent.length, sentBefore, 'nothing is posted');
  }

  const RESERVED = /réservé à d’autres personnes[\s\S]*Rien n’a été changé/;
  const ELSEWHERE = /que dans la conversation où je l’ai proposé\. Rien n’a été changé/;
  const take = (who: FakePerson, place = cast.canal) =>
    play.clickOn(who, cast.canal, 'Prendre en analyse', {}, { in: place, data: { field: 'carte' } });
  const read = (who: FakePerson, place = cast.canal) =>
    play.clickOn(who, cast.canal, 'Voir le dossier', {}, { in: place, data: { field: 'carte' } });

  it('refuses someone of the channel whom the directory does not know, whatever their name', async () => {
    const namesake = play.cloud.user('Bruno Maréchaux', 'bruno.marechaux@ailleurs.example');
    cast.canal.members.push(namesake);
    await refusedOnce(await take(namesake), RESERVED);
    await refusedOnce(await read(namesake), RESERVED);
    await play.say(namesake, 'bruno@brume.example');
    await play.mention(namesake, cast.canal, 'canal d’analyse bruno@brume.example');
    await play.reads(namesake, /Seule une personne de l’équipe restreinte/, cast.canal);
    await refusedOnce(await read(namesake), RESERVED);
  });

  it('refuses a member of the channel who is no analyst, or who is one of another circonscription', async () => {
    cast.canal.members.push(rose);
    for (const who of [cast.nadia, rose]) {
      await refusedOnce(await take(who), RESERVED);
      await refusedOnce(await read(who), RESERVED);
    }
    play.cloud.leave(cast.canal, rose);
  });

  it('knows someone by the UPN of the roster, not by the e-mail alone', async () => {
    const place = play.cloud.channel('Essai', [yves]);
    await play.mention(yves, place, 'canal d’analyse');
    await play.reads(yves, /Rive-Douce arriveront dans ce canal/, place);
    await chooseChannel(play, rose, rive);
  });

  it('asks the one who is in two équipes restreintes which circonscription is meant', async () => {
    const { sonia } = cast;
    const place = play.cloud.channel('Deux équipes', [sonia]);
    await play.mention(sonia, place, 'canal d’analyse');
    const { text } = await play.reads(sonia, /de plusieurs circonscriptions/, place);
    assert.match(text, /rive-douce/);
    assert.match(text, /val-de-brume/);
    assert.equal((await play.sql('SELECT count(*)::integer AS n FROM canal_analyse'))[0].n, 2);
    await play.mention(sonia, place, 'canal d’analyse RIVE-DOUCE');
    await play.reads(sonia, /Rive-Douce arriveront dans ce canal/, place);
    await play.mention(sonia, place, 'canal d’analyse mont-lointain');
    await play.reads(sonia, /Seule une personne de l’équipe restreinte/, place);
    await chooseChannel(play, rose, rive);
  });

  it('keeps the two circonscriptions of one analyst apart', async () => {
    await refusedOnce(await read(cast.sonia, rive), ELSEWHERE);
    assert.match((await play.send(await read(cast.sonia))).text, new RegExp(PUPIL.eleve_nom));
    cast.canal.members = cast.canal.members.filter(({ id }) => id !== cast.sonia.id);
    await play.post(play.cloud.activities.left(cast.sonia, cast.canal));
    await refusedOnce(await read(cast.sonia), RESERVED);
    cast.canal.members.push(cast.sonia);
    await play.post(play.cloud.activities.joined(cast.sonia, cast.canal));
    assert.match((await play.send(await read(cast.sonia))).text, new RegExp(PUPIL.eleve_nom));
  });

  it('ends the rights of who left the team at once, when it is told in its first channel', async () => {
    const { bruno, canal } = cast;
    assert.match((await play.send(await read(bruno))).text, new RegExp(PUPIL.eleve_nom));
    play.cloud.leave(canal, bruno);
    const general = { ...play.cloud.channel('Général', []), teamId: canal.teamId! };
    await play.post(play.cloud.activities.left(bruno, general));
    await refusedOnce(await read(bruno), RESERVED);
    await refusedOnce(await take(bruno), RESERVED);
    canal.members.push(bruno);
    await play.post(play.cloud.activities.joined(bruno, general));
  });

  it('ends the rights of who left silently within five minutes', async () => {
    const { bruno, canal } = cast;
    assert.match((await play.send(await read(bruno))).text, new RegExp(PUPIL.eleve_nom));
    play.cloud.leave(canal, bruno);
    const age = (minutes: number) =>
      play.sql(`UPDATE roster SET checked_at = now() - interval '${minutes} minutes' WHERE external_id = $1`, [
        bruno.id,
      ]);
    await age(4);
    assert.match((await play.send(await read(bruno))).text, new RegExp(PUPIL.eleve_nom));
    await age(5);
    await refusedOnce(await read(bruno), RESERVED);
    canal.members.push(bruno);
    await age(5);
  });

  it('says that it cannot verify when the roster gives no answer, and changes nothing', async () => {
    await play.sql("UPDATE roster SET checked_at = now() - interval '5 minutes'");
    play.cloud.fail({ route: 'member', status: 503, times: 2 });
    await refusedOnce(await take(cast.bruno), /n’arrive pas à vérifier/);
    play.cloud.mend();
    assert.match((await play.send(await read(cast.bruno))).text, new RegExp(PUPIL.eleve_nom));
  });

  it('ends the rights of who is deactivated beside the running server at once', async () => {
    const stay = BRUME.membres.filter((line) => !line.includes('olivier@') && !line.includes('bruno@'));
    const { out } = await importMembres(BRUME, stay, play.env, true);
    assert.match(out, /désactivés : 2/);
    await refusedOnce(await read(cast.bruno), RESERVED);
    await importMembres(BRUME, BRUME.membres, play.env);
    assert.match((await play.send(await read(cast.bruno))).text, new RegExp(PUPIL.eleve_nom));
  });

  it('refuses a card copied to another channel, a group or a private chat', async () => {
    const { bruno, helene, claire } = cast;
    const places = [
      rive,
      play.cloud.channel('Ailleurs', [bruno]),
      play.cloud.groupChat('Groupe', [bruno, helene]),
      play.cloud.personal(bruno),
    ];
    for (const place of places) {
      await refusedOnce(await take(bruno, place), ELSEWHERE);
      await refusedOnce(await read(bruno, place), ELSEWHERE);
    }
    const chat = play.cloud.personal(claire);
    const follow = (place: FakeConversation) => play.clickOn(claire, chat, 'Suivre ma demande', {}, { in: place });
    cast.canal.members.push(claire);
    await refusedOnce(await follow(cast.canal), ELSEWHERE);
    await refusedOnce(await follow(places[2]!), ELSEWHERE);
    play.cloud.leave(cast.canal, claire);
  });

  it('makes no card of somebody’s own message out of copied button data', async () => {
    const { marc, bruno } = cast;
    for (const who of [marc, bruno]) {
      const chat = play.cloud.personal(who);
      await play.say(who, 'aide');
      await play.reads(who, /Ce que vous pouvez m’écrire/);
      const replyToId = play.cloud.messages(chat.id)[0]!.id;
      const before = JSON.stringify(play.cloud.messages(chat.id));
      await play.send(await play.clickOn(who, cast.canal, 'Voir le dossier', {}, { in: chat, replyToId }));
      await play.quiet();
      assert.equal(JSON.stringify(play.cloud.messages(chat.id)), before);
    }
  });

  it('gives nothing of a demande to who has no part in it, by any action, with or without values', async () => {
    const others = new Set(['mes_demandes', 'aide', 'nouvelle_demande', 'passer', 'retour', 'continuer', 'repondre']);
    const { marc, olivier } = cast;
    for (const who of [marc, olivier]) {
      for (const name of ACTION_NAMES.filter((action) => !others.has(action))) {
        for (const typed of [{}, FORM_VALUES]) {
          const data = { v: 1, action: name, demandeId: demande.id, saisieId: demande.id, version: 1, ...typed };
          const before = await state();
          const { body } = await play.send(play.cloud.activities.execute(who, play.cloud.personal(who), data, '1'));
          await play.quiet(20_000);
          assert.equal(await state(), before, name);
          assertNothingTold(body, name);
        }
      }
      assertNothingTold(JSON.stringify(play.cloud.messages(play.cloud.personal(who).id)), who.name);
    }
  }).timeout(120_000);

  function assertNothingTold(body: string, what: string): void {
    for (const secret of ['Trucmuche', '12 mars 2018', WORDS, demande.numero, 'Jules Vernois']) {
      assert(!body.includes(secret), `${what} tells ${secret}`);
    }
  }

  it('gives a client that knows Action.Submit alone the private view in the private chat', async () => {
    const { bruno, canal } = cast;
    const inChannel = JSON.stringify(play.cloud.messages(canal.id));
    await play.click(bruno, canal, 'Voir le dossier', {}, { submit: true });
    await play.reads(bruno, new RegExp(PUPIL.eleve_nom));
    assert.equal(JSON.stringify(play.cloud.messages(canal.id)), inChannel);
    await play.click(bruno, canal, 'Prendre en analyse', {}, { submit: true });
    await play.reads(bruno, /Vous avez pris cette demande en analyse/);
    const chat = play.cloud.personal(bruno);
    await play.click(bruno, chat, 'Voir le dossier', {}, { submit: true });
    await play.quiet();
    const copies = await play.sql("SELECT conversation_id FROM carte WHERE genre = 'analyse'");
    assert.deepEqual(
      copies.map((row) => row.conversation_id),
      [canal.id],
      'what is shown in private is no living card',
    );
    cast.canal.members = canal.members.filter(({ id }) => id !== bruno.id);
    await play.post(play.cloud.activities.left(bruno, canal));
    const before = await refusedRows();
    await play.click(bruno, chat, 'Voir le dossier', {}, { submit: true });
    await play.quiet();
    assert.deepEqual((await refusedRows()).slice(before.length), ['non_autorise']);
    await play.reads(bruno, RESERVED);
    canal.members.push(bruno);
    await play.post(play.cloud.activities.joined(bruno, canal));
  });

  it('refuses a repeated click of who has left since, rather than show the dossier again', async () => {
    const { sonia, canal } = cast;
    await play.click(sonia, canal, 'Voir le dossier');
    await play.click(sonia, canal, 'Agir sur la demande');
    const { activity, text } = await play.click(sonia, canal, 'Enregistrer', {
      'qualification.problematiques': 'Climat de classe',
    });
    assert.match(text, new RegExp(PUPIL.eleve_nom));
    play.cloud.leave(canal, sonia);
    await play.post(play.cloud.activities.left(sonia, canal));
    await play.quiet();
    await refusedOnce({ ...activity, id: randomUUID() }, RESERVED);
    canal.members.push(sonia);
    await play.post(play.cloud.activities.joined(sonia, canal));
  });

  it('keeps two Teams tenants apart', async () => {
    const ana = play.cloud.user('Ana Cime', 'ana@lointain.example', { tenantId: OTHER_TENANT });
    const chat = play.cloud.personal(ana);
    await play.say(ana, 'je voudrais de l’aide pour un élève');
    await play.reads(ana, /Quelle est votre école/);
    assert(!play.seen(ana, chat).some(({ text }) => /Vernois|Roseaux.*Brume/.test(text)));
    await play.say(ana, '9990008E');
    await play.reads(ana, /Je ne trouve pas cette école/);
    await play.say(ana, '9990201B');
    await play.reads(ana, /nom et le prénom de l’élève/);
    const far = play.cloud.user('Bruno M.', 'bruno@brume.example', { tenantId: OTHER_TENANT });
    cast.canal.members.push(far);
    await refusedOnce(await read(far), RESERVED);
    play.cloud.leave(cast.canal, far);
    await play.say(cast.marc, 'je voudrais de l’aide pour un élève');
    await play.say(cast.marc, '9990201B');
    await play.reads(cast.marc, /Je ne trouve pas cette école/);
  });

  it('still knows by the object id someone whose e-mail has changed', async () => {
    const { helene } = cast;
    helene.email = 'helene.nouveau@ailleurs.example';
    helene.userPrincipalName = helene.email;
    await play.sql("UPDATE identite SET verified_at = now() - interval '6 minutes'");
    await play.sql("UPDATE roster SET checked_at = now() - interval '6 minutes'");
    assert.match((await play.send(await read(helene))).text, new RegExp(PUPIL.eleve_nom));
  });

  it('journals who read a dossier, and holds no personal text', async () => {
    const journal = JSON.stringify(await play.sql('SELECT * FROM journal'));
    assert.match(journal, /"voir_dossier"[^}]*"vu"/);
    for (const words of ['Trucmuche', 'Zéphyrin', 'chaise', 'bruno@', 'Durand'])
      assert(!journal.includes(words), words);
  });
});
