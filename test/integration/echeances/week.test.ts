import assert from 'node:assert/strict';
import { planWeeks } from '../../../src/app/echeances/plan-weeks.ts';
import { createReplanning } from '../../../src/app/echeances/replan-open.ts';
import type { Identite, Membre } from '../../../src/app/ports/directory-store.ts';
import type { Actor } from '../../../src/core/demande/rights.ts';
import { type OpenedWithSql, onEachDatabase } from '../../support/databases.ts';
import { EcheancePlay } from '../../support/echeance-play.ts';
import { circonscription, ELEVE, membre, seedPole } from '../../support/pole.ts';

const ANA: Actor = { person: { id: 'ana', nom: 'Ana Lyste' }, analyste: true };
const SENT = '2026-10-01T08:00:00.000Z';
/** The first school days of weeks, when the working hours begin. */
const MONDAY = '2026-10-05T06:30:00.000Z';
const NEXT = '2026-10-12T06:30:00.000Z';

onEachDatabase('the week of the pôle', (database, kind) => {
  let db: OpenedWithSql;
  let play: EcheancePlay;
  let claire: Identite;
  let luc: Membre;
  before(async function () {
    this.timeout(60_000);
    db = await database().openWithSql();
    play = new EcheancePlay(...(kind === 'postgres' ? [db, await database().open()] : [db]));
    claire = await seedPole(db);
    await db.directoryAdmin.importMembres('A', [membre('A', 'Luc')], false, false);
    // Long delays: what leaves here is the week, not a reminder.
    const delais = { lecture: 200, sollicitation: 200, priseAttache: 200, bilan: 200 };
    await db.directoryAdmin.configure({ ...circonscription('A'), delais }, false);
    const toussaint = { debut: '2026-10-17', reprise: '2026-11-02', annee: 2026, nom: 'Toussaint', zone: 'B' };
    await db.directoryAdmin.importVacances([{ circonscription: 'A', ...toussaint }], false);
    luc = (await db.directory.membres('A')).find(({ nom }) => nom === 'Luc')!;
    await play.send(claire, 'd1', SENT);
    await play.act('d1', { type: 'prendre_en_analyse' }, ANA, SENT);
    const asked = { membreId: luc.id, nom: 'Paule Luc', fonctions: ['CPC'], accordParentsRequis: false };
    await play.act('d1', { type: 'solliciter', membres: [asked], message: '', accordParents: false }, ANA, SENT);
    await play.send(claire, 'd2', SENT);
  });
  beforeEach(async () => {
    for (const table of ['outbox', 'absence']) await db.sql(`DELETE FROM ${table}`);
    await db.sql("DELETE FROM echeance WHERE genre = 'semaine'");
    await planWeeks(db.unitOfWork, SENT);
  });
  after(async () => {
    for (const each of play?.databases ?? []) await each.close();
  });
  const to = (left: { to: string }[]) => left.map((one) => one.to).sort();

  it('is told once to the team and once to each member with a dossier, whoever looks', async () => {
    assert.deepEqual(await play.at('2026-10-05T06:29:59.000Z'), []);
    const left = await play.at(MONDAY);
    assert.deepEqual(to(left), ['analyse', luc.id].sort(), 'in A alone: nothing is open in B');
    const team = left.find((one) => one.to === 'analyse')!.text;
    assert.match(team, /En attente de lecture.{1,4}1 \(2026-d2\)/);
    assert.match(team, /Paule Luc pour 2026-d1/);
    assert.ok(!JSON.stringify(left).includes(ELEVE.eleve_nom));
    assert.match(left.find((one) => one.to === luc.id)!.text, /2026-d1.*accepter ou décliner/);
    await planWeeks(db.unitOfWork, '2026-10-04T08:00:00.000Z');
    assert.deepEqual(await play.at('2026-10-04T08:00:00.000Z'), [], 'a clock set back');
    assert.deepEqual(await play.at('2026-10-06T10:00:00.000Z'), []);
    assert.deepEqual(to(await play.at(NEXT)), to(left));
  });

  it('is not told in holidays, nor for weeks that are over', async () => {
    await db.sql("DELETE FROM echeance WHERE genre = 'semaine'");
    await planWeeks(db.unitOfWork, '2026-10-13T08:00:00.000Z');
    assert.deepEqual(await play.at('2026-10-19T08:00:00.000Z'), []);
    assert.equal((await play.at('2026-11-02T07:30:00.000Z')).length, 2);
    assert.deepEqual(await play.at('2026-12-05T09:00:00.000Z'), [], 'a month later, on a Saturday');
    assert.equal((await play.at('2026-12-07T07:30:00.000Z')).length, 2);
  });

  it('is told later in the week by a server that was stopped on Monday', async () => {
    assert.deepEqual(await play.at('2026-10-07T09:00:00.000Z'), [], 'a Wednesday');
    assert.equal((await play.at('2026-10-08T09:00:00.000Z')).length, 2);
  });

  it('spares a member who is away', async () => {
    await db.unitOfWork.run((tx) => tx.absences.declare('A', luc.id, { du: '2026-10-05', au: '2026-10-05' }, SENT));
    assert.deepEqual(to(await play.at(MONDAY)), ['analyse']);
  });

  it('finds each open demande planned anew when the directory has changed, and not otherwise', async () => {
    const planned = async () =>
      (await db.sql("SELECT cle FROM echeance WHERE genre = 'rappel' AND etat = 'prevue'")).length;
    const replan = createReplanning(db.unitOfWork);
    await db.sql("DELETE FROM echeance WHERE genre = 'rappel'");
    await replan(SENT);
    assert.equal(await planned(), 2, 'at the start');
    await db.sql("DELETE FROM echeance WHERE genre = 'rappel'");
    await replan(SENT);
    assert.equal(await planned(), 0);
    await db.directoryAdmin.configure({ ...circonscription('A'), zone: 'C' }, false);
    await replan(SENT);
    assert.equal(await planned(), 2);
  });
});
