import assert from 'node:assert/strict';
import { hasPostgres, POSTGRES_COMMAND } from '../support/postgres.ts';
import { requirePart } from '../support/require-part.ts';
import { casEleve, casEquipe } from '../support/teacher-dialogue.ts';
import type { FakeActivity } from '../support/teams/fake-activities.ts';
import type { FakeConversation, FakePerson } from '../support/teams/fake-world.ts';
import type { TeamsPole } from '../support/teams/teams-pole.ts';
import { TwoServers } from '../support/teams/two-servers.ts';

type Deliver = (activity: FakeActivity) => Promise<void>;

/** What is left of a whole way: everything that each conversation holds, and every row that tells what was done. */
interface Trace {
  messages: { [where: string]: string[] };
  history: unknown[];
  journal: unknown[];
}

describe('every activity delivered five times, twice at once, to two servers', function () {
  this.timeout(120_000);
  let both: TwoServers;

  before(async function () {
    requirePart(this, 'PostgreSQL', hasPostgres, POSTGRES_COMMAND);
    both = await TwoServers.start(['A', 'B']);
  });
  after(() => both?.close());

  const once: Deliver = async (activity) => {
    await both.post(0, activity);
    await both.quiet();
  };

  const fiveTimes: Deliver = async (activity) => {
    const answers = [
      ...(await Promise.all([both.post(0, activity), both.post(1, activity)])),
      ...(await Promise.all([both.post(1, activity), both.post(0, activity)])),
      await both.post(1, activity),
    ];
    assert.equal(new Set(answers).size, 1, 'each delivery is answered as the first one');
    await both.quiet();
  };

  it('has the effects and the replies of one delivery', async () => {
    const [a, b] = both.poles as [TeamsPole, TeamsPole];
    // One after the other: what waits is looked at as a whole.
    const expected = await wholeWay(a, once);
    const found = await wholeWay(b, fiveTimes);
    assert.ok(expected.messages.demandeur!.length > 40, 'the way was walked');
    assert.equal(expected.history.length, 12);
    assert.deepEqual(found, expected);
    assert.equal(await both.rowsAreTheirHistories(), 4);
  });

  /** From « bonjour » to the prise d'attache, with two demandes of which one is withdrawn. */
  async function wholeWay(pole: TeamsPole, deliver: Deliver): Promise<Trace> {
    const claire = both.cloud.user('Claire Durand', `claire@ecole-${pole.code}.example`.toLowerCase());
    const [ana] = pole.analystes;
    const [zoe, luc] = pole.membres as [FakePerson, FakePerson];
    const chat = (who: FakePerson) => both.cloud.personal(who);
    const write = (text: string) => deliver(both.cloud.activities.text(claire, chat(claire), text));
    const click = async (who: FakePerson, where: FakeConversation, data: { [key: string]: unknown }) =>
      deliver(both.cloud.activities.execute(who, where, { v: 1, ...(await latest(pole)), ...data }));
    const inChannel = (data: { [key: string]: unknown }) => click(ana, pole.channel, data);

    await deliver(both.cloud.activities.installed(claire, chat(claire)));
    for (const text of ['bonjour', ...casEquipe(pole.uai), ...casEleve(0, pole.uai)]) await write(text);
    await inChannel({ action: 'prendre_en_analyse' });
    await inChannel({ action: 'qualifier', 'qualification.problematiques': 'Lecture', 'qualification.note': 'Vu.' });
    await inChannel({ action: 'demander_complement', 'complement-question.question': 'Depuis quand ?' });
    await click(claire, chat(claire), { action: 'repondre_complement' });
    for (const text of ['Depuis la rentrée.', 'continuer']) await write(text);
    await inChannel({ action: 'solliciter', 'sollicitation.membres': pole.membreIds.join(',') });
    await click(zoe, chat(zoe), { action: 'decliner', 'refus.motif': 'absence' });
    await click(luc, chat(luc), { action: 'accepter' });
    const today = { 'prise-attache.date': 'hier', 'prise-attache.note': 'Par téléphone.' };
    await click(luc, chat(luc), { action: 'noter_prise_attache', ...today });
    await click(claire, chat(claire), { action: 'confirmer_retrait', ...(await first(pole)) });
    return traceOf(pole, { demandeur: chat(claire), equipe: pole.channel, zoe: chat(zoe), luc: chat(luc) });
  }

  const demandes = (pole: TeamsPole) =>
    both.db.sql<{ id: string; version: number }>(
      'SELECT id, version FROM demande WHERE circonscription = $1 ORDER BY numero',
      [pole.code],
    );
  const about = (demande: { id: string; version: number } | undefined) =>
    demande ? { demandeId: demande.id, version: demande.version } : {};
  const first = async (pole: TeamsPole) => about((await demandes(pole))[0]);
  const latest = async (pole: TeamsPole) => about((await demandes(pole)).at(-1));

  async function traceOf(pole: TeamsPole, places: { [name: string]: FakeConversation }): Promise<Trace> {
    const messages = Object.entries(places).map(([name, { id }]) => [
      name,
      both.cloud.messages(id).map(({ activity }) => String(activity.text ?? activity.summary)),
    ]);
    const history = await both.db.sql(
      `SELECT numero, h.version, h.type FROM historique h JOIN demande d ON d.id = h.demande_id
       WHERE h.circonscription = $1 ORDER BY numero, h.version`,
      [pole.code],
    );
    const journal = await both.db.sql(
      `SELECT action, outcome, detail, count(*)::integer AS times FROM journal
       WHERE circonscription = $1 AND actor_id <> 'operateur' GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
      [pole.code],
    );
    return { messages: Object.fromEntries(messages), history, journal };
  }
});
