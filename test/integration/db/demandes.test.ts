import assert from 'node:assert/strict';
import { VersionConflict } from '../../../src/app/ports/demande-store.ts';
import type { Identite } from '../../../src/app/ports/directory-store.ts';
import type { Demande } from '../../../src/core/demande/demande.ts';
import type { DemandeEvent } from '../../../src/core/demande/events.ts';
import { fold } from '../../../src/core/demande/evolve.ts';
import { type OpenedWithSql, onEachDatabase } from '../../support/databases.ts';
import { after as afterEvents, CAUSE, ecole, insertDemande, seedPole, sentDemande } from '../../support/pole.ts';

onEachDatabase('demandes', (database) => {
  let db: OpenedWithSql;
  let claire: Identite;
  before(async function () {
    this.timeout(60_000);
    db = await database().openWithSql();
    claire = await seedPole(db);
  });
  after(() => db?.close());

  const get = (id: string) => db.unitOfWork.run((tx) => tx.demandes.get(id));
  const taken = (demande: Demande) =>
    afterEvents(demande, { type: 'analyse_prise', at: '2026-10-02T09:00:00.000Z', by: { id: 'ana', nom: 'Ana' } });

  it('come back as they were written, and their history folds to them', async () => {
    const { demande } = sentDemande(claire, 'd1');
    await insertDemande(db, claire, 'd1');
    assert.deepEqual(await get('d1'), demande);
    const next = taken(demande);
    await db.unitOfWork.run((tx) => tx.demandes.append(next.demande, next.events, { ...CAUSE, digest: 'd1-take' }));
    assert.deepEqual(await get('d1'), next.demande);
    const history = await db.unitOfWork.run((tx) => tx.demandes.history('d1'));
    assert.deepEqual(fold(history), next.demande);
    assert.equal(await get('unknown'), undefined);
  });

  it('are not written twice under one id, nor under one number of a circonscription', async () => {
    await assert.rejects(insertDemande(db, claire, 'd1', { numero: '2026-other' }), /demande_pkey/);
    await assert.rejects(insertDemande(db, claire, 'd1bis', { numero: '2026-d1' }), /numero/);
    await insertDemande(db, claire, 'd1ter', { numero: '2026-d1', circonscription: 'B' });
  });

  it('keep one history row for each event of a change', async () => {
    const demande = await insertDemande(db, claire, 'd2');
    const by = { id: 'ana', nom: 'Ana' };
    const at = '2026-10-02T09:00:00.000Z';
    const next = afterEvents(
      demande,
      { type: 'analyse_prise', at, by },
      { type: 'problematique_nommee', at, by, problematiques: ['Lecture'], note: '' },
    );
    await db.unitOfWork.run((tx) => tx.demandes.append(next.demande, next.events, CAUSE));
    const rows = await db.sql("SELECT version, type, action FROM historique WHERE demande_id = 'd2' ORDER BY version");
    assert.deepEqual(rows, [
      { version: 1, type: 'demande_envoyee', action: 'envoyer' },
      { version: 2, type: 'analyse_prise', action: 'envoyer' },
      { version: 3, type: 'problematique_nommee', action: 'envoyer' },
    ]);
  });

  it('have one winner when two change the same version, and no trace of the loser', async () => {
    for (let round = 0; round < 10; round++) {
      const demande = await insertDemande(db, claire, `race${round}`);
      const next = taken(demande);
      const tries = [1, 2].map(() => db.unitOfWork.run((tx) => tx.demandes.append(next.demande, next.events, CAUSE)));
      const results = await Promise.allSettled(tries);
      const lost = results.filter((result) => result.status === 'rejected');
      assert.equal(lost.length, 1);
      assert.ok(lost[0]?.reason instanceof VersionConflict);
      const history = await db.unitOfWork.run((tx) => tx.demandes.history(demande.id));
      assert.equal(history.length, 2);
    }
  });

  it('show under a lock what the last holder wrote', async () => {
    const demande = await insertDemande(db, claire, 'd3');
    const take = () =>
      db.unitOfWork.run(async (tx) => {
        const current = await tx.demandes.lock(demande.id);
        if (current?.etat !== 'envoyee') return 'late';
        const next = taken(current);
        await tx.demandes.append(next.demande, next.events, CAUSE);
        return 'won';
      });
    const results = await Promise.all([take(), take(), take(), take()]);
    assert.deepEqual(results.sort(), ['late', 'late', 'late', 'won']);
  });

  it('tell a repeated click from another one', async () => {
    const cause = { ...CAUSE, digest: 'click-1' };
    const { demande, events } = sentDemande(claire, 'd4');
    await db.unitOfWork.run((tx) => tx.demandes.insert(demande, events, cause));
    const isRepeat = (changed: Partial<typeof cause>) =>
      db.unitOfWork.run((tx) => tx.demandes.isRepeat('d4', { ...cause, ...changed }));
    assert.equal(await isRepeat({}), true);
    assert.equal(await isRepeat({ channel: 'teams' }), true, 'from wherever');
    assert.equal(await isRepeat({ digest: 'click-2' }), false);
    assert.equal(await isRepeat({ actorId: 'marc' }), false);
    assert.equal(await isRepeat({ action: 'retirer' }), false);
    assert.equal(await db.unitOfWork.run((tx) => tx.demandes.isRepeat('d3', cause)), false);
  });

  it('are numbered without hole or double, each circonscription and year for itself', async () => {
    const next = (circonscription: string, year: number) => (fail: boolean) =>
      db.unitOfWork.run(async (tx) => {
        const counter = await tx.demandes.nextCounter(circonscription, year);
        if (fail) throw new Error('rolled back');
        return counter;
      });
    const a = next('A', 2026);
    const results = await Promise.allSettled(Array.from({ length: 30 }, (_, index) => a(index % 5 === 0)));
    const given = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    assert.deepEqual(
      given.sort((x, y) => x - y),
      Array.from({ length: 24 }, (_, index) => index + 1),
    );
    assert.equal(await next('B', 2026)(false), 1);
    assert.equal(await next('A', 2027)(false), 1);
  });

  it('are listed for their demandeur, newest first, and for the team, oldest first and open only', async () => {
    const lise = await db.unitOfWork.run((tx) =>
      tx.directory.saveIdentite({ channel: 'sandbox', externalId: 'lise', nom: 'Lise', emails: [] }),
    );
    await db.directoryAdmin.configure({ ...setupOf('C') }, false);
    await db.directoryAdmin.importEcoles([ecole('C', '000000C')], false);
    const at = (day: number) => ({ circonscription: 'C', at: `2026-10-0${day}T08:00:00.000Z` });
    await insertDemande(db, lise, 'l2', at(2));
    await insertDemande(db, lise, 'l3', at(3));
    const gone = await insertDemande(db, lise, 'l1', at(1));
    const retired: DemandeEvent = { type: 'demande_retiree', at: at(4).at, by: gone.demandeur, motif: '' };
    const ended = afterEvents(gone, retired);
    await db.unitOfWork.run((tx) => tx.demandes.append(ended.demande, ended.events, CAUSE));
    const ids = (demandes: Demande[]) => demandes.map((demande) => demande.id);
    assert.deepEqual(ids(await db.unitOfWork.run((tx) => tx.demandes.ofDemandeur(lise.id))), ['l3', 'l2', 'l1']);
    assert.deepEqual(ids(await db.unitOfWork.run((tx) => tx.demandes.openIn('C'))), ['l2', 'l3']);
  });
});

const setupOf = (code: string) => ({
  code,
  nom: code,
  academie: '',
  zone: 'B',
  joursEcole: [1, 2, 4, 5],
  heures: { debut: '08:30', fin: '17:30' },
  delais: { lecture: 1, sollicitation: 1, priseAttache: 1, bilan: 1 },
  convergence: { jours: 90, ecoles: 3 },
  adresses: {},
  problematiques: [],
});
