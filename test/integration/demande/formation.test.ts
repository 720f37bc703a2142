import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { carryOut } from '../../../src/app/demande/carry-out.ts';
import { lockDemandes } from '../../../src/app/demande/lock-demandes.ts';
import type { Work } from '../../../src/app/demande/work.ts';
import type { ActionName } from '../../../src/core/action.ts';
import { refusalText } from '../../../src/core/refusal.ts';
import { type OpenedWithSql, onEachDatabase } from '../../support/databases.ts';
import { ecole, insertDemande, seedPole } from '../../support/pole.ts';
import { plainSpaces } from '../../support/shown-card.ts';

type Command = Parameters<typeof carryOut>[1];

const NOW = '2026-11-05T09:00:00.000Z';
const ECOLES = ['E1', 'E2', 'E3', 'E4'];
const ANALYSTS = { ana: 'Ana Lestrade', bob: 'Bob Morvan' };

onEachDatabase('an action de formation for several demandes', (database, kind) => {
  let db: OpenedWithSql;

  before(async function () {
    this.timeout(60_000);
    db = await database().openWithSql();
    const claire = await seedPole(db);
    await db.directoryAdmin.importEcoles(
      ECOLES.map((uai) => ecole('A', uai)),
      false,
    );
    for (const uai of ECOLES) await insertDemande(db, claire, `d-${uai}`, { uai, at: '2026-10-20T08:00:00.000Z' });
    for (const uai of ECOLES) await as('ana', `d-${uai}`, 'prendre_en_analyse', { type: 'prendre_en_analyse' });
  });
  after(() => db?.close());

  /** One analyst's act, as a click carries it out. */
  function as(who: keyof typeof ANALYSTS, id: string, action: ActionName, command: Command) {
    return db.unitOfWork.run(async (tx) => {
      const demande = await lockDemandes(tx, id, action, { now: NOW });
      assert.ok(demande);
      const actor = { person: { id: who, nom: ANALYSTS[who] }, analyste: true };
      const cause = { action, actorId: who, channel: 'sandbox', digest: randomUUID() } as const;
      const work: Work = { tx, demande, by: { actor, cause, now: NOW }, out: [], newId: randomUUID };
      const applied = await carryOut(work, command);
      await tx.outbox.enqueue(work.out);
      const said = work.out.map(({ content }) => ('message' in content ? content.message.text : ''));
      return { ...applied, said, refused: applied.ok ? '' : plainSpaces(refusalText(applied.refusal)) };
    });
  }

  const name = (id: string) => as('ana', id, 'qualifier', { type: 'qualifier', problematiques: ['Lecture'], note: '' });
  const open = (who: keyof typeof ANALYSTS, id: string, demandes: string[] = []) =>
    as(who, id, 'ouvrir_formation', {
      type: 'ouvrir_formation',
      problematique: 'Lecture',
      titre: `Lire, par ${who}`,
      animateur: 'Paule MembreA',
      periode: 'en mars',
      demandes,
    });
  const reponses = (id: string) =>
    db.unitOfWork.run(async (tx) =>
      (await tx.demandes.get(id))!.reponses.map(({ etat, libelle, debut }) => [etat, libelle, debut]),
    );

  it('is suggested once, though the two last écoles are named at the same moment', async () => {
    assert.deepEqual((await name('d-E1')).said, ['']);
    const both = await Promise.all([name('d-E2'), name('d-E3')]);
    const told = both.flatMap(({ said }) => said).filter((text) => text !== '');
    assert.deepEqual(told, ['3 écoles ont la même problématique']);
    assert.deepEqual((await name('d-E4')).said, [''], 'the team knows already');
  });

  it('is opened once by two analysts at once, in every demande that the first chose', async () => {
    const both = await Promise.all([
      open('ana', 'd-E1', ['d-E1', 'd-E2', 'd-E3']),
      open('bob', 'd-E3', ['d-E2', 'd-E3']),
    ]);
    const refused = both.filter(({ ok }) => !ok);
    assert.equal(refused.length, 1);
    assert.match(refused[0]!.refused, /déjà ouverte pour cette problématique.*« Lire, par (ana|bob) », par/u);
    const rows = await db.sql<{ id: string; n: number }>(
      'SELECT f.id, count(*)::integer AS n FROM formation f JOIN formation_demande g ON g.formation_id = f.id GROUP BY 1',
    );
    assert.equal(rows.length, 1);
    for (const id of ['d-E2', 'd-E3']) assert.equal((await reponses(id)).length, 1, id);
    if (rows[0]!.n === 2) {
      const [formation] = await db.unitOfWork.run((tx) => tx.formations.openIn('A'));
      const joined = await as('ana', 'd-E1', 'rejoindre_formation', {
        type: 'rejoindre_formation',
        formation: formation!.id,
      });
      assert.equal(joined.refused, '');
    }
    assert.match(JSON.stringify(await db.sql('SELECT contenu FROM formation')), /"v1\./, 'its words are sealed');
  });

  it('is organised in all of them at once, and in one that joins later', async () => {
    await as('bob', 'd-E2', 'clore', { type: 'clore', motif: 'autre', texte: '' });
    const organised = await as('ana', 'd-E3', 'organiser_reponse', {
      type: 'organiser_reponse',
      rang: 1,
      debut: '2026-12-03',
      fin: '',
      avec: '',
    });
    assert.match(organised.ok ? (organised.told ?? '') : '', /dans 2 demandes.*Laissée de côté.*2026-d-E2/su);
    const [formation] = await db.unitOfWork.run((tx) => tx.formations.openIn('A'));
    const joined = await as('bob', 'd-E4', 'rejoindre_formation', {
      type: 'rejoindre_formation',
      formation: formation!.id,
    });
    assert.equal(joined.refused, '');
    for (const id of ['d-E1', 'd-E3', 'd-E4']) {
      assert.deepEqual(
        (await reponses(id)).map(([etat, , debut]) => [etat, debut]),
        [['organisee', '2026-12-03']],
        id,
      );
    }
    assert.equal((await reponses('d-E2'))[0]?.[0], 'proposee', 'closed meanwhile: left as it was');
    const journal = await db.sql<{ n: number }>(
      "SELECT count(*)::integer AS n FROM journal WHERE action = 'organiser_reponse' AND demande_id <> 'd-E3'",
    );
    assert.deepEqual(journal, [{ n: 1 }]);
  });

  it('is not a member’s to organise, nor taken back by an undo', async () => {
    const refused = await db.unitOfWork.run(async (tx) => {
      const demande = (await lockDemandes(tx, 'd-E1', 'abandonner_reponse', { now: NOW }))!;
      const actor = { person: { id: 'zoe', nom: 'Zoé' }, analyste: false, membreId: 'm' };
      const cause = { action: 'abandonner_reponse', actorId: 'zoe', channel: 'sandbox', digest: 'z' } as const;
      return carryOut(
        { tx, demande, by: { actor, cause, now: NOW }, out: [], newId: randomUUID },
        { type: 'abandonner_reponse', rang: 1, motif: '' },
      );
    });
    assert.ok(!refused.ok && refused.refusal.code === 'formation_equipe');
    const demande = await db.unitOfWork.run((tx) => tx.demandes.get('d-E1'));
    assert.equal(demande!.dernierActe, undefined);
  });

  it('ends in all of them, and then another one may be opened', async () => {
    const done = await as('ana', 'd-E1', 'realiser_reponse', {
      type: 'realiser_reponse',
      rang: 1,
      date: '2026-11-04',
      note: '',
      partagee: false,
    });
    assert.equal(done.refused, '');
    for (const id of ['d-E1', 'd-E3', 'd-E4']) assert.equal((await reponses(id))[0]?.[0], 'realisee', id);
    const again = await open('bob', 'd-E4');
    assert.equal(again.refused, '');
    for (const id of ['d-E1', 'd-E3', 'd-E4']) assert.equal((await reponses(id)).length, 2, `${id} on ${kind}`);
  });
});
