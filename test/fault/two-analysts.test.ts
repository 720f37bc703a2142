import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { DemandeEvent } from '../../src/core/demande/events.ts';
import { hasPostgres, POSTGRES_COMMAND } from '../support/postgres.ts';
import { requirePart } from '../support/require-part.ts';
import { type Demandeur, knownDemandeurs, writeDemandes } from '../support/teams/quick-demandes.ts';
import type { TeamsPole } from '../support/teams/teams-pole.ts';
import { TwoServers } from '../support/teams/two-servers.ts';

const ROUNDS = 1_000;
const MIXED = 60;
/** Rounds under way together: each is about another demande. */
const AT_ONCE = 4;
const NAMES = ['Ana Lestrade', 'Bob Morvan'] as const;
const AT = '2026-10-02T09:00:00.000Z';

describe('two people at once, on two servers over one PostgreSQL', function () {
  this.timeout(120_000);
  let both: TwoServers;
  let pole: TeamsPole;
  let demandeurs: Demandeur[];

  before(async function () {
    requirePart(this, 'PostgreSQL', hasPostgres, POSTGRES_COMMAND);
    both = await TwoServers.start(['A']);
    pole = both.poles[0]!;
    demandeurs = await knownDemandeurs(both.db, both.cloud, 200);
  });
  after(() => both?.close());

  async function eachOf(
    count: number,
    round: (id: string, index: number) => Promise<void>,
    later?: Parameters<typeof writeDemandes>[4],
  ): Promise<string[]> {
    const ids = Array.from({ length: count }, () => randomUUID());
    await writeDemandes(both.db, pole, demandeurs, ids, later);
    const left = [...ids.entries()];
    const worker = async () => {
      for (let next = left.shift(); next; next = left.shift()) await round(next[1], next[0]);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    return ids;
  }

  /** In the channel, or each in their private copy of the dossier, where nothing but the demande holds them apart. */
  function click(who: 0 | 1, id: string, index: number, data: { [key: string]: unknown }): Promise<string> {
    const person = pole.analystes[who];
    const where = index % 2 === 0 ? pole.channel : both.cloud.personal(person);
    return both.click(who, person, where, { v: 1, demandeId: id, version: 1, ...data });
  }

  const typesOf = async (id: string) =>
    (await both.db.unitOfWork.run((tx) => tx.demandes.history(id))).map(({ type }) => type);

  const taken = (): DemandeEvent => ({ type: 'analyse_prise', at: AT, by: { id: 'ana', nom: 'Ana' } });
  const asked = (membre: number): DemandeEvent => ({
    type: 'membre_sollicite',
    at: AT,
    by: { id: 'ana', nom: 'Ana' },
    membreId: pole.membreIds[membre]!,
    nom: pole.membres[membre]!.name,
    fonctions: ['CPC'],
    message: '',
    accordParents: false,
  });

  it(`take a demande into analysis: ${ROUNDS} rounds, one winner and one kind explanation each`, async () => {
    const wins = [0, 0];
    const ids = await eachOf(ROUNDS, async (id, index) => {
      const read = await Promise.all(
        [0, 1].map((who) => click(who as 0 | 1, id, index, { action: 'prendre_en_analyse' })),
      );
      const late = read.map((text) => /déjà prise en analyse/.test(text));
      assert.deepEqual([...late].sort(), [false, true], read.join('\n---\n'));
      const winner = late.indexOf(false);
      assert.ok(read[1 - winner]!.includes(`déjà prise en analyse par ${NAMES[winner]}`), read[1 - winner]);
      wins[winner]! += 1;
    });
    assert.ok(wins[0]! > 0 && wins[1]! > 0, `both were first at times: ${wins}`);
    const rows = await both.db.sql<{ demande_id: string; taken: number }>(
      `SELECT demande_id, count(*)::integer AS taken FROM historique WHERE type = 'analyse_prise' GROUP BY demande_id`,
    );
    assert.equal(rows.length, ids.length);
    assert.deepEqual([...new Set(rows.map((row) => row.taken))], [1]);
  });

  it('ask the same member: they are asked once', async () => {
    const data = { action: 'solliciter', version: 2, 'sollicitation.membres': pole.membreIds[0] };
    const ids = await eachOf(
      MIXED,
      async (id, index) => {
        const read = await Promise.all([0, 1].map((who) => click(who as 0 | 1, id, index, data)));
        const late = read.filter((text) => /a déjà sollicité/.test(text));
        assert.equal(late.length, 1, read.join('\n---\n'));
      },
      () => [taken()],
    );
    for (const id of ids) {
      assert.deepEqual(await typesOf(id), ['demande_envoyee', 'analyse_prise', 'membre_sollicite']);
    }
  });

  it('accept and decline: the first answer stands, the other one is explained', async () => {
    const person = pole.membres[0]!;
    const chat = both.cloud.personal(person);
    const ids = await eachOf(
      MIXED,
      async (id) => {
        const about = { v: 1, demandeId: id, version: 3 };
        const read = await Promise.all([
          both.click(0, person, chat, { ...about, action: 'accepter' }),
          both.click(1, person, chat, { ...about, action: 'decliner', 'refus.motif': 'absence' }),
        ]);
        const refused = read.filter((text) => /déjà accepté cette intervention|n’est plus possible/.test(text));
        assert.equal(refused.length, 1, read.join('\n---\n'));
      },
      () => [taken(), asked(0)],
    );
    for (const id of ids) {
      const answers = (await typesOf(id)).slice(3);
      assert.equal(answers.length, 1);
      assert.match(answers[0]!, /^intervention_(acceptee|declinee)$/);
    }
  });

  it('withdraw and take: one of them wins', async () => {
    const ids = await eachOf(MIXED, async (id, index) => {
      const { person } = demandeurs[index % demandeurs.length]!;
      const withdraw = { v: 1, demandeId: id, version: 1, action: 'confirmer_retrait' };
      const read = await Promise.all([
        both.click(0, person, both.cloud.personal(person), withdraw),
        click(1, id, index, { action: 'prendre_en_analyse' }),
      ]);
      assert.equal(read.filter((text) => /n’est plus possible/.test(text)).length, 1, read.join('\n---\n'));
    });
    for (const id of ids) {
      const types = await typesOf(id);
      assert.equal(types.length, 2);
      assert.match(types[1]!, /^(demande_retiree|analyse_prise)$/);
    }
  });

  it('complete and take: never completed once taken', async () => {
    const ids = await eachOf(MIXED, async (id, index) => {
      const { person, identite } = demandeurs[index % demandeurs.length]!;
      const saisieId = await completing(id, identite.id);
      await Promise.all([
        both.click(0, person, both.cloud.personal(person), { v: 1, action: 'envoyer', saisieId }),
        click(1, id, index, { action: 'prendre_en_analyse' }),
      ]);
    });
    for (const id of ids) {
      const later = (await typesOf(id)).slice(1).join();
      assert.match(later, /^(demande_completee,)?analyse_prise$/);
    }
  });

  /** The draft that « Compléter ma demande » opens, at its summary. */
  async function completing(id: string, ownerId: string): Promise<string> {
    const saisieId = randomUUID();
    await both.db.unitOfWork.run(async ({ turns, demandes }) => {
      const demande = (await demandes.get(id))!;
      const answers = {
        ...demande.annexe,
        ecole: pole.uai,
        niveau: ['CM1'],
        enseignant: 'Claire Durand',
        handicap: 'non',
        avs: 'non',
        origine: 'enseignant',
        nature: 'aide',
        objet: 'eleve',
        droit_commun: 'Un plan de travail.',
      };
      const state = {
        form: 'annexe1',
        version: 1,
        answers,
        at: 'resume',
        trail: [],
        skipped: [],
        optional: 'left' as const,
      };
      await turns.save({ id: saisieId, ownerId, demandeId: id, state, status: 'ouverte', updatedAt: AT });
    });
    return saisieId;
  }

  it('leave every row as its history folds to', async () => {
    assert.equal(await both.rowsAreTheirHistories(), ROUNDS + 4 * MIXED);
  });
});
