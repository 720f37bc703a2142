import assert from 'node:assert/strict';
import { hasPostgres, POSTGRES_COMMAND } from '../support/postgres.ts';
import { requirePart } from '../support/require-part.ts';
import { choicesOf, type ShownCard } from '../support/shown-card.ts';
import { BRUME, type Cast, castOf, chooseChannel, sendDemande } from '../support/teams-cast.ts';
import { TeamsPlay } from '../support/teams-play.ts';

const HOSTILE =
  '{{DATE(2020-01-01T00:00:00Z,SHORT)}} ${x} **gras** [a](http://b.example) <b>h</b> <at>Tous</at> \u202Enif';
/** What must stand, letter for letter, once what nobody sees is taken away. */
const LITERAL = HOSTILE.replace('\u202E', '');
/** Each free text is told apart by its own word. */
const words = (mark: string) => `${mark} ${HOSTILE}`;
const NAME = 'Zéphyrin-Élie d’Ôñça-Trucmuche';

describe('What people write, over Teams', function () {
  this.timeout(40_000);
  let play: TeamsPlay;
  let cast: Cast;
  const answers: string[] = [];

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

  const chat = (who = cast.claire) => play.cloud.personal(who);
  const click = async (...given: Parameters<TeamsPlay['click']>) => {
    await play.quiet();
    const clicked = await play.click(...given);
    answers.push(clicked.body);
    return clicked;
  };
  const plain = (text: string) => text.replace(/[\u200a\u200b]/g, '').replaceAll('\u02cb', '`');

  it('refuses a name that is none, and keeps the draft', async () => {
    const { marc } = cast;
    await play.say(marc, 'je voudrais de l’aide pour un élève');
    await play.say(marc, '9990008E');
    await play.reads(marc, /Quels sont le nom et le prénom/);
    for (const bad of ['<at>Tous</at>', '{{DATE(2020-01-01T00:00:00Z,SHORT)}}', '${x}', '123', 'é'.repeat(101)]) {
      const before = play.seen(marc, chat(marc)).length;
      await play.say(marc, bad);
      await play.quiet();
      const fresh = play.seen(marc, chat(marc)).slice(before);
      assert.match(fresh.map(({ text }) => text).join('\n'), /À revoir[\s\S]*Quels sont le nom et le prénom/, bad);
    }
    await play.say(marc, `${'é'.repeat(99)}\u202Ea`);
    await play.reads(marc, /date de naissance/);
  });

  it('shows it literally to those who may read it, through the whole way', async () => {
    const { claire, bruno, canal, nadia } = cast;
    await sendDemande(play, claire, {
      eleve_nom: NAME,
      difficultes: words('DIFFICULTES'),
      droit_commun: words('DROIT'),
      aides_essayees: words('AIDES'),
      attentes: words('ATTENTES'),
      disponibilites: words('DISPO'),
    });
    await click(bruno, canal, 'Prendre en analyse');
    await click(bruno, canal, 'Voir le dossier');
    await click(bruno, canal, 'Agir sur la demande');
    await click(bruno, canal, 'Enregistrer', { 'qualification.note': words('NOTE') });
    await click(bruno, canal, 'Agir sur la demande');
    await click(bruno, canal, 'Envoyer la question', { 'complement-question.question': words('QUESTION') });
    await click(claire, chat(), 'Répondre');
    await play.say(claire, words('REPONSE').replaceAll('<', '&lt;').replaceAll('>', '&gt;'));
    await click(claire, chat(), 'Continuer');
    await play.reads(bruno, /complément est arrivé/, canal);
    await click(bruno, canal, 'Voir le dossier');
    const { card } = await click(bruno, canal, 'Agir sur la demande');
    const [one] = choicesOf(card!).filter(({ title }) => title.startsWith('Nadia'));
    await click(bruno, canal, 'Envoyer la sollicitation', {
      'sollicitation.membres': one!.value,
      'sollicitation.message': words('MESSAGE'),
    });
    await click(nadia, chat(nadia), 'J’accepte l’intervention');
    await click(nadia, chat(nadia), 'Voir le dossier');
    await click(nadia, chat(nadia), 'Enregistrer', {
      'prise-attache.date': 'hier',
      'prise-attache.note': words('PRISE'),
    });
    await click(bruno, canal, 'Voir le dossier');
    await click(claire, chat(), 'Suivre ma demande');
    await play.quiet();
    const all = plain(answers.join('\n') + JSON.stringify(play.cloud.sent));
    const escaped = JSON.stringify(LITERAL).slice(1, -1);
    for (const mark of [
      'DIFFICULTES',
      'DROIT',
      'AIDES',
      'ATTENTES',
      'DISPO',
      'NOTE',
      'QUESTION',
      'REPONSE',
      'MESSAGE',
      'PRISE',
    ]) {
      assert(all.includes(`${mark} ${escaped}`), mark);
    }
  });

  it('shows a written reorientation the same way', async () => {
    const { claire, sonia, canal } = cast;
    await sendDemande(play, claire, { eleve_nom: NAME });
    await click(sonia, canal, 'Prendre en analyse');
    await click(sonia, canal, 'Voir le dossier');
    await click(sonia, canal, 'Agir sur la demande');
    await click(sonia, canal, 'Envoyer la réponse', { 'reorientation.texte': words('REORIENTATION') });
    await play.quiet();
    assert(
      plain(
        play
          .seen(claire, chat())
          .map(({ text }) => text)
          .join('\n'),
      ).includes(`REORIENTATION ${LITERAL}`),
    );
  });

  /** Every message posted or updated, whatever came of it, and every card given in answer. */
  const everything = () => [
    ...play.cloud.sent.map(({ activity }) => activity),
    ...answers.map((body) => ({ attachments: [{ content: JSON.parse(body || '{}')?.value }] })),
  ];

  /** A person's words stand only where a client interprets nothing. */
  function holdsNoCode({ type, key, value }: { type: string; key: string; value: string }): void {
    assert(!value.includes('{{') && !value.includes('\u202E'), value);
    if (type !== 'TextRun' && !type.startsWith('Input.')) assert(!/DATE\(|<at>|\*\*gras/.test(value), `${type}.${key}`);
  }

  it('makes no mention, no Markdown and no date of it, in any card or message', () => {
    for (const activity of everything() as ShownCard[]) {
      assert.equal(activity.entities, undefined);
      if (activity.text !== undefined && activity.attachments === undefined) assert.equal(activity.textFormat, 'plain');
      for (const shown of texts(activity.attachments ?? [])) holdsNoCode(shown);
    }
  });

  it('puts nothing personal in the channel, in a preview, in a log or in a metric', async () => {
    const secret =
      /Trucmuche|12 mars 2018|2018-03-12|12\/03\/2018|DIFFICULTES|DROIT|AIDES|ATTENTES|DISPO|NOTE|QUESTION|REPONSE|MESSAGE|PRISE|REORIENTATION/;
    const inChannel = play.cloud.sent.filter(({ conversationId }) => conversationId === cast.canal.id);
    assert(inChannel.length > 5);
    assert.doesNotMatch(JSON.stringify(inChannel), secret);
    for (const { activity } of play.cloud.sent) assert.doesNotMatch(`${activity.summary} ${activity.text}`, secret);
    assert.doesNotMatch(play.logs, secret);
    for (const name of ['Durand', 'bruno@', '29:1', 'Maréchaux']) assert(!play.logs.includes(name), name);
    const metrics = await (await fetch(`${play.url}/metrics`)).text();
    assert.match(metrics, /pole_inbound_seconds/);
    assert.doesNotMatch(metrics, secret);
    assert.doesNotMatch(metrics, /Durand|2026-000/);
  });

  it('holds the pupil and the free texts sealed in every table', async () => {
    const tables = await play.sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
    assert(tables.length > 12);
    for (const { tablename } of tables) {
      const rows = JSON.stringify(await play.sql(`SELECT * FROM "${tablename}"`));
      assert.doesNotMatch(
        rows,
        /Trucmuche|2018-03-12|DIFFICULTES|NOTE |QUESTION |REPONSE |MESSAGE |PRISE |REORIENTATION /,
        tablename,
      );
    }
  });
});

function* texts(node: unknown): Generator<{ type: string; key: string; value: string }> {
  if (Array.isArray(node)) for (const item of node) yield* texts(item);
  else if (typeof node === 'object' && node !== null) {
    const { type = '' } = node as ShownCard;
    for (const [key, value] of Object.entries(node)) {
      if (key === 'data') continue;
      // An input's value comes back as it is; clients show it as it is.
      if (typeof value === 'string' && key !== 'value') yield { type: String(type), key, value };
      else yield* texts(value);
    }
  }
}
