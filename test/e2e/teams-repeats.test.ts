import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { hasPostgres, POSTGRES_COMMAND } from '../support/postgres.ts';
import { requirePart } from '../support/require-part.ts';
import { choicesOf, pressed } from '../support/shown-card.ts';
import type { FakeActivity } from '../support/teams/fake-activities.ts';
import { BRUME, type Cast, castOf, chooseChannel, demandesOf, sendDemande } from '../support/teams-cast.ts';
import { TeamsPlay } from '../support/teams-play.ts';

const REFUSED = /Rien n’a été changé|déjà (prise|sollicité|accepté|répondu)/;

describe('What Teams delivers again', function () {
  this.timeout(30_000);
  let play: TeamsPlay;
  let cast: Cast;

  before(async function () {
    this.timeout(60_000);
    requirePart(this, 'PostgreSQL', hasPostgres, POSTGRES_COMMAND);
    play = await TeamsPlay.open((cloud) => {
      cast = castOf(cloud);
      return [BRUME];
    });
    await chooseChannel(play, cast.helene, cast.canal);
  });
  after(() => play?.close());

  /** Five deliveries, twice at once. @returns what each was answered */
  async function fiveTimes(activity: FakeActivity): Promise<string[]> {
    const two = await Promise.all([play.post(activity), play.post(activity)]);
    const three = [await play.post(activity), ...(await Promise.all([play.post(activity), play.post(activity)]))];
    await play.quiet();
    return [...two, ...three].map(({ body }) => body);
  }

  const again = (activity: FakeActivity): FakeActivity => ({ ...activity, id: randomUUID() });
  const chat = (who = cast.claire) => play.cloud.personal(who);
  const posted = (place: { id: string }) =>
    play.cloud.sent.filter((r) => r.conversationId === place.id && r.route === 'send').length;
  const history = async () => (await play.sql('SELECT count(*)::integer AS n FROM historique'))[0].n as number;
  const refusals = async () =>
    (await play.sql("SELECT count(*)::integer AS n FROM journal WHERE outcome = 'refuse'"))[0].n as number;

  it('answers a message once', async () => {
    await fiveTimes(play.cloud.activities.text(cast.claire, chat(), 'bonjour'));
    assert.equal(posted(chat()), 1);
  });

  it('takes a mention in the channel once', async () => {
    const before = posted(cast.canal);
    await fiveTimes(play.cloud.activities.mention(cast.bruno, cast.canal, 'canal d’analyse'));
    assert.equal(posted(cast.canal), before + 1);
  });

  it('makes one demande, one card, one confirmation of one click', async () => {
    const { claire, canal } = cast;
    const sending = sendDemande(play, claire);
    const known = await sending;
    await play.quiet();
    const [inChat, inChannel] = [posted(chat()), posted(canal)];
    await play.say(claire, 'je voudrais de l’aide pour un élève');
    await play.quiet();
    await play.click(claire, chat(), 'Remplir en une fois');
    const summary = await play.clickOn(claire, chat(), 'Enregistrer et relire', {
      ...{
        ecole: '9990008E',
        eleve_nom: 'Ana Bé',
        naissance: '1/2/2018',
        niveau: 'CE2',
        enseignant: 'X',
        handicap: 'non',
      },
      ...{ avs: 'non', origine: 'enseignant', nature: 'aide', difficultes: 'Une difficulté.' },
    });
    await fiveTimes(summary);
    const before = posted(chat());
    const send = await play.clickOn(claire, chat(), 'Envoyer la demande');
    const answers = await fiveTimes(send);
    assert.equal(new Set(answers).size, 1, 'the stored answer');
    await fiveTimes(again(send));
    await play.quiet();
    assert.equal((await demandesOf(play)).length, 2);
    assert.notEqual((await demandesOf(play))[1]!.id, known.id);
    assert.equal(posted(canal), inChannel + 1);
    assert(posted(chat()) > inChat);
    const confirmations = play
      .seen(claire, chat())
      .filter(({ text }) => /Votre demande \d+-0002 est envoyée/.test(text));
    assert(confirmations.length === 1 && posted(chat()) >= before + 1, `${confirmations.length} confirmations`);
  });

  it('gives the current card to the same click under new ids, without a refusal or a second history row', async () => {
    const { bruno, canal } = cast;
    const [rows, refused] = [await history(), await refusals()];
    const click = await play.clickOn(bruno, canal, 'Prendre en analyse');
    const first = await play.send(click);
    await fiveTimes(click);
    for (let i = 0; i < 3; i += 1) {
      const repeated = await play.send(again(click));
      assert.equal(repeated.text, first.text);
      assert.doesNotMatch(repeated.text, REFUSED);
    }
    await play.send({ ...again(click), type: 'message', value: click.value.action.data, name: undefined });
    await play.quiet();
    assert.deepEqual([await history(), await refusals()], [rows + 1, refused]);
  });

  it('tells a late click who was first and when, with the fresh card', async () => {
    const { sonia, bruno, canal } = cast;
    // Sonia’s client still shows the card as it was.
    const taken = play.cloud
      .messages(canal.id)
      .find(({ activity }) => /En analyse, depuis/.test(JSON.stringify(activity)))!;
    const stale = play.cloud.sent.find(({ id, route }) => id === taken.id && route === 'send')!;
    const data = pressed(stale.activity.attachments[0].content, 'Prendre en analyse', {})!;
    const late = await play.send(play.cloud.activities.execute(sonia, canal, data, taken.id));
    assert.match(
      late.text,
      /Demande déjà prise en analyse par Bruno Maréchaux, le \d{1,2}(er)? \p{L}+ à \d{1,2} h \d\d/u,
    );
    assert.match(late.text, /Demande \d{4}-\d{4}[\s\S]*En analyse, depuis/);
    assert(!late.text.includes('Prendre en analyse'));
    const own = await play.send(play.cloud.activities.execute(bruno, canal, { ...data, field: '' }, taken.id));
    assert.doesNotMatch(own.text, REFUSED, 'by another button of the same person');
  });

  it('lets one of two analysts win who click at once, and tells the other', async () => {
    const { bruno, sonia, helene, canal, marc } = cast;
    for (const rival of [sonia, helene, sonia]) {
      const { id } = await sendDemande(play, marc);
      await play.quiet();
      const rows = await history();
      const clicks = await Promise.all([bruno, rival].map((who) => play.clickOn(who, canal, 'Prendre en analyse')));
      assert(clicks.every(({ value }) => value.action.data.demandeId === id));
      const texts = (await Promise.all(clicks.map((click) => play.send(click)))).map(({ text }) => text);
      assert.equal(texts.filter((text) => /déjà prise en analyse par/.test(text)).length, 1);
      assert.equal(await history(), rows + 1);
      await play.quiet();
    }
  });

  it('asks a member once, takes their yes once, and lets a second one accept after the référent', async () => {
    const { bruno, nadia, olivier, canal, marc } = cast;
    const { numero } = await sendDemande(play, marc);
    await play.quiet();
    await play.click(bruno, canal, 'Prendre en analyse');
    await play.click(bruno, canal, 'Voir le dossier');
    const { card } = await play.click(bruno, canal, 'Agir sur la demande');
    const two = choicesOf(card!)
      .filter(({ title }) => /^(Nadia|Olivier)/.test(title))
      .map(({ value }) => value);
    const ask = await play.clickOn(bruno, canal, 'Envoyer la sollicitation', {
      'sollicitation.membres': two.join(','),
    });
    const asked = await fiveTimes(ask);
    assert.equal(new Set(asked).size, 1);
    const repeated = await play.send(again(ask));
    assert.doesNotMatch(repeated.text, REFUSED);
    await play.quiet();
    assert.equal(posted(chat(nadia)), 1);
    const yes = await play.clickOn(nadia, chat(nadia), 'J’accepte l’intervention');
    await fiveTimes(yes);
    assert.match((await play.send(again(yes))).text, /Vous avez accepté/);
    const no = { ...yes.value.action.data, action: 'decliner', 'refus.motif': 'absence' };
    assert.match((await play.send(play.cloud.activities.execute(nadia, chat(nadia), no))).text, /déjà accepté/);
    await play.click(olivier, chat(olivier), 'J’accepte l’intervention');
    await play.quiet();
    const told = play
      .seen(marc, chat(marc))
      .filter(({ text }) => text.includes(numero) && /va prendre contact/.test(text));
    assert.deepEqual(
      told.map(({ text }) => /Nadia|Olivier/.exec(text)?.[0]),
      ['Nadia', 'Olivier'],
    );
    const base = play.cloud
      .messages(canal.id)
      .find(({ activity }) => JSON.stringify(activity).includes(`Demande ${numero}`))!;
    assert.match(JSON.stringify(base.activity), /Nadia Belhassen[^{]*\{[^}]*intervient[^}]*référent/);
  });

  it('refuses a member’s card that was copied into the channel, and makes no card of the copy', async () => {
    const { nadia, canal } = cast;
    const copy = await play.clickOn(nadia, chat(nadia), 'Voir le dossier', {}, { in: canal, replyToId: '42' });
    const before = await refusals();
    assert.match((await play.send(copy)).text, /que dans la conversation où je l’ai proposé/);
    assert.equal(await refusals(), before + 1);
    assert.deepEqual(await play.sql("SELECT 1 FROM carte WHERE remote_id = '42'"), []);
  });

  it('tells the team at once when all have declined', async () => {
    const { bruno, nadia, canal, marc } = cast;
    const { numero } = await sendDemande(play, marc);
    await play.quiet();
    await play.click(bruno, canal, 'Prendre en analyse');
    await play.click(bruno, canal, 'Voir le dossier');
    const { card } = await play.click(bruno, canal, 'Agir sur la demande');
    const [one] = choicesOf(card!).filter(({ title }) => title.startsWith('Nadia'));
    await play.click(bruno, canal, 'Envoyer la sollicitation', { 'sollicitation.membres': one!.value });
    await play.reads(nadia, new RegExp(numero));
    const no = await play.clickOn(nadia, chat(nadia), 'Envoyer ma réponse', { 'refus.motif': 'emploi_du_temps' });
    await fiveTimes(no);
    assert.match((await play.send(again(no))).text, /Vous avez décliné/);
    const told = play.seen(bruno, canal).filter(({ text }) => text.includes(numero) && /ont décliné/.test(text));
    assert.equal(told.length, 1);
  });
});
