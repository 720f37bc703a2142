import assert from 'node:assert/strict';
import type { Identite, Membre } from '../../../src/app/ports/directory-store.ts';
import type { Actor } from '../../../src/core/demande/rights.ts';
import { type OpenedWithSql, onEachDatabase } from '../../support/databases.ts';
import { EcheancePlay } from '../../support/echeance-play.ts';
import { membre, seedPole } from '../../support/pole.ts';

const TOUSSAINT = {
  circonscription: 'A',
  zone: 'B',
  annee: 2026,
  nom: 'Toussaint',
  debut: '2026-10-17',
  reprise: '2026-11-02',
};
const ANA: Actor = { person: { id: 'ana', nom: 'Ana Lyste' }, analyste: true };
/** A Thursday. */
const SENT = '2026-10-01T08:00:00.000Z';

onEachDatabase('reminders', (database, kind) => {
  let db: OpenedWithSql;
  let play: EcheancePlay;
  let claire: Identite;
  let luc: Membre;
  let chef: Membre;
  before(async function () {
    this.timeout(60_000);
    db = await database().openWithSql();
    play = new EcheancePlay(...(kind === 'postgres' ? [db, await database().open()] : [db]));
    claire = await seedPole(db);
    const team = [membre('A', 'Luc'), { ...membre('A', 'Chef'), roles: ['pilote' as const] }];
    await db.directoryAdmin.importMembres('A', team, false, false);
    const all = await db.directory.membres('A');
    luc = all.find(({ nom }) => nom === 'Luc')!;
    chef = all.find(({ nom }) => nom === 'Chef')!;
  });
  beforeEach(async () => {
    await db.directoryAdmin.importVacances([TOUSSAINT], false);
    for (const table of ['outbox', 'echeance', 'absence']) await db.sql(`DELETE FROM ${table}`);
  });
  after(async () => {
    for (const each of play?.databases ?? []) await each.close();
  });

  const solicited = async (id: string) => {
    await play.send(claire, id, SENT);
    await play.act(id, { type: 'prendre_en_analyse' }, ANA, SENT);
    const asked = { membreId: luc.id, nom: 'Paule Luc', fonctions: ['CPC'], accordParentsRequis: false };
    await play.act(id, { type: 'solliciter', membres: [asked], message: '', accordParents: false }, ANA, SENT);
  };
  const due = async () =>
    (await db.sql<{ due: Date }>("SELECT due FROM echeance WHERE etat = 'prevue'")).map((row) => row.due.toISOString());

  it('leave once, in time, and three at most, whatever the clocks and however many processes', async () => {
    await play.send(claire, 'lecture', SENT);
    assert.deepEqual(await play.at('2026-10-06T06:29:00.000Z'), [], 'in time until Monday night');
    const [first, ...more] = await play.at('2026-10-06T06:30:00.000Z');
    assert.deepEqual([first?.to, more], ['analyse', []]);
    assert.match(first!.text, /attend d’être lue depuis le 1er octobre/);
    assert.match(first!.text, /prendre_en_analyse/);
    assert.deepEqual(await play.at('2026-10-05T06:30:00.000Z'), [], 'a clock set back');
    assert.deepEqual(await play.at('2026-10-06T12:00:00.000Z'), []);
    assert.equal((await play.at('2026-11-12T09:00:00.000Z')).length, 1, 'a clock set forward a month');
    assert.deepEqual(await play.at('2026-11-16T09:00:00.000Z'), []);
    const [told, ...others] = await play.at('2026-11-17T09:00:00.000Z');
    assert.deepEqual([told?.to, others], [chef.id, []]);
    assert.match(told!.text, /deux rappels/);
    assert.deepEqual(await play.at('2027-11-23T09:00:00.000Z'), []);
    assert.deepEqual(await play.history('lecture'), ['lecture equipe 1', 'lecture equipe 2', 'lecture pilote 3']);
  });

  it('are not sent for what came meanwhile', async () => {
    await play.send(claire, 'taken', SENT);
    const [before] = await due();
    await play.act('taken', { type: 'prendre_en_analyse' }, ANA, '2026-10-05T08:00:00.000Z');
    assert.notDeepEqual(await due(), [before]);
    assert.deepEqual(await play.at('2026-10-06T06:30:00.000Z'), []);
    await play.act('taken', { type: 'reorienter', texte: 'Voyez le RASED.' }, ANA, '2026-10-06T08:00:00.000Z');
    assert.deepEqual(await due(), []);
  });

  it('remind a member, then tell the team who is awaited', async () => {
    await solicited('awaited');
    const sent = [...(await play.at('2026-10-12T06:30:00.000Z')), ...(await play.at('2026-10-16T06:30:00.000Z'))];
    assert.deepEqual(
      sent.map(({ to }) => to),
      [luc.id, luc.id],
    );
    assert.match(sent[0]!.text, /Acceptez-vous/);
    const [told, ...more] = await play.at('2026-11-05T07:30:00.000Z');
    assert.deepEqual([told?.to, more], ['analyse', []]);
    assert.match(told!.text, /Paule Luc/);
  });

  it('wait for the end of holidays, even those that were imported since', async () => {
    await db.sql('DELETE FROM vacances');
    await play.send(claire, 'holidays', '2026-10-15T08:00:00.000Z');
    assert.deepEqual(await due(), ['2026-10-20T06:30:00.000Z']);
    await db.directoryAdmin.importVacances([TOUSSAINT], false);
    assert.deepEqual(await play.at('2026-10-20T08:00:00.000Z'), []);
    assert.deepEqual(await due(), ['2026-11-03T07:30:00.000Z'], 'holidays are no school days of the delay either');
    assert.equal((await play.at('2026-11-03T07:30:00.000Z')).length, 1);
  });

  it('wait for the morning when the process was stopped at their time', async () => {
    await play.send(claire, 'night', SENT);
    assert.deepEqual(await play.at('2026-10-06T20:00:00.000Z'), []);
    assert.deepEqual(await play.at('2026-10-07T10:00:00.000Z'), [], 'a Wednesday');
    assert.deepEqual(await due(), ['2026-10-08T06:30:00.000Z']);
    assert.equal((await play.at('2026-10-08T06:30:00.000Z')).length, 1);
  });

  it('spare a member who is away: the team is told once, and they are reminded on their return', async () => {
    await solicited('away');
    const away = { du: '2026-10-12', au: '2026-10-14' };
    await db.unitOfWork.run((tx) => tx.absences.declare('A', luc.id, away, SENT));
    const [told, ...more] = await play.at('2026-10-12T08:00:00.000Z');
    assert.deepEqual([told?.to, more], ['analyse', []]);
    assert.match(told!.text, /Paule Luc n’est pas là du 12 au 14 octobre 2026/);
    await play.act(
      'away',
      { type: 'qualifier', problematiques: ['Lecture'], note: '' },
      ANA,
      '2026-10-13T08:00:00.000Z',
    );
    assert.deepEqual(await play.at('2026-10-13T08:00:00.000Z'), []);
    const [reminded] = await play.at('2026-10-15T06:30:00.000Z');
    assert.equal(reminded?.to, luc.id);
    assert.deepEqual(await play.history('away'), ['reponse equipe 1', 'reponse membre 1']);
  });
});
