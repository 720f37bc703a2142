import assert from 'node:assert/strict';
import { type Changes, UnknownCirconscription } from '../../../src/app/ports/directory-admin.ts';
import { type OpenedWithSql, onEachDatabase } from '../../support/databases.ts';
import { circonscription, ecole, insertDemande, membre } from '../../support/pole.ts';

onEachDatabase('imports', (database) => {
  let db: OpenedWithSql;
  before(async function () {
    this.timeout(60_000);
    db = await database().openWithSql();
  });
  after(() => db?.close());

  const nothing: Changes = { added: 0, changed: 0, unchanged: 0, deactivated: 0, details: [] };
  const journal = () =>
    db.sql<{ line: string }>(
      "SELECT concat_ws(' ', circonscription, actor_id, action, outcome, detail) AS line FROM journal ORDER BY id",
    );

  /** What `work` wrote in the journal, and whether the revision moved. */
  async function traced(work: () => Promise<Changes>) {
    const [before, revision] = [await journal(), await db.directory.revision()];
    const changes = await work();
    const lines = (await journal()).slice(before.length).map(({ line }) => line);
    return { changes, lines, bumped: (await db.directory.revision()) !== revision };
  }

  it('of a setting report nothing new the second time', async () => {
    const configure = (dryRun = false) => traced(() => db.directoryAdmin.configure(circonscription('A'), dryRun));
    const added = { ...nothing, added: 1, details: [{ key: 'A', what: 'added' }] };
    assert.deepEqual(await configure(true), { changes: added, lines: [], bumped: false });
    assert.deepEqual(await db.directoryAdmin.circonscriptions(), []);
    const line = 'A operateur configurer fait added=1 changed=0 deactivated=0';
    assert.deepEqual(await configure(), { changes: added, lines: [line], bumped: true });
    assert.deepEqual(await configure(), { changes: { ...nothing, unchanged: 1 }, lines: [], bumped: false });
    const reordered = {
      ...circonscription('A'),
      problematiques: ['Comportement', 'Lecture', 'Oral'],
      fonctions: ['CPC'],
    };
    const changed = await traced(() => db.directoryAdmin.configure(reordered, false));
    assert.deepEqual(changed.changes.details, [{ key: 'A', what: 'changed' }]);
    assert.equal(changed.bumped, true);
    assert.deepEqual(await db.directory.problematiques('A'), ['Comportement', 'Lecture', 'Oral']);
    await db.directoryAdmin.configure(circonscription('A'), false);
    assert.deepEqual(await db.sql('SELECT libelle FROM fonction'), [{ libelle: 'CPC' }], 'absent: left as they are');
    await db.directoryAdmin.configure(circonscription('B'), false);
  });

  it('of holidays replace those of the years that the file names, for the zone of the circonscription', async () => {
    const period = (nom: string, debut: string, reprise: string, annee = 2026) => ({
      ...{ circonscription: 'A', zone: 'B', annee, nom, debut, reprise },
    });
    const file = [period('Noël', '2026-12-19', '2027-01-04'), period('Hiver', '2027-02-20', '2027-03-08')];
    const load = (records = file, dryRun = false) => traced(() => db.directoryAdmin.importVacances(records, dryRun));
    const calendar = async () => db.directory.calendar((await db.directory.circonscription('A'))!);
    assert.equal((await load(file, true)).changes.added, 2);
    assert.deepEqual((await calendar()).annees, []);
    assert.deepEqual((await load()).lines, ['A operateur importer_vacances fait added=2 changed=0 deactivated=0']);
    assert.deepEqual(await load(), { changes: { ...nothing, unchanged: 2 }, lines: [], bumped: false });
    const moved = await load([file[0]!, period('Hiver', '2027-02-13', '2027-03-01')]);
    assert.deepEqual([moved.changes.added, moved.changes.deactivated, moved.bumped], [1, 1, true]);
    await load([period('Toussaint', '2027-10-23', '2027-11-08', 2027)]);
    assert.deepEqual(await calendar(), {
      joursEcole: [1, 2, 4, 5],
      heures: { debut: '08:30', fin: '17:30' },
      vacances: [
        { debut: '2026-12-19', reprise: '2027-01-04' },
        { debut: '2027-02-13', reprise: '2027-03-01' },
        { debut: '2027-10-23', reprise: '2027-11-08' },
      ],
      annees: [2026, 2027],
    });
    await db.directoryAdmin.configure({ ...circonscription('A'), zone: 'C', joursEcole: [1, 2, 3, 4, 5] }, false);
    const elsewhere = await calendar();
    assert.deepEqual([elsewhere.joursEcole, elsewhere.vacances], [[1, 2, 3, 4, 5], []], 'another zone has not its own');
    await db.directoryAdmin.configure(circonscription('A'), false);
    assert.deepEqual((await db.directoryAdmin.overview())[0]?.annees, [2026, 2027]);
  });

  it('of partner structures know each by its name, genre and commune, and put aside who is not in a complete file', async () => {
    const one = {
      circonscription: 'A',
      nom: 'CMPP du Parc',
      genre: 'cmpp',
      commune: 'Rouen',
      telephone: '',
      courriel: '',
      adresse: '',
    };
    const other = { ...one, nom: 'CMP Nord', genre: 'cmp' };
    const load = (records: (typeof one)[], complete = false, dryRun = false) =>
      traced(() => db.directoryAdmin.importPartenaires('A', records, complete, dryRun));
    const names = async () =>
      (await db.directory.partenaires('A')).map(({ nom, telephone }) => `${nom} ${telephone}`.trim());
    assert.equal((await load([one, other], false, true)).changes.added, 2);
    assert.deepEqual(await names(), []);
    const first = await load([one, other]);
    assert.deepEqual(first.lines, ['A operateur importer_partenaires fait added=2 changed=0 deactivated=0']);
    assert.deepEqual(await load([one, other]), { changes: { ...nothing, unchanged: 2 }, lines: [], bumped: false });
    const next = await load([{ ...one, nom: 'CMPP DU PARC', telephone: '01' }], true);
    assert.deepEqual([next.changes.changed, next.changes.deactivated], [1, 1]);
    assert.deepEqual(await names(), ['CMPP DU PARC 01']);
  });

  it('of écoles count what was added, changed and closed', async () => {
    const file = [ecole('A', 'E1'), ecole('A', 'E2'), ecole('B', 'E3')];
    const load = (records = file, dryRun = false) => traced(() => db.directoryAdmin.importEcoles(records, dryRun));
    assert.deepEqual((await load(file, true)).changes.added, 3);
    assert.deepEqual(await db.directory.ecoles(['A', 'B']), []);
    const first = await load();
    assert.equal(first.changes.added, 3);
    assert.deepEqual(first.lines, [
      'A operateur importer_ecoles fait added=2 changed=0 deactivated=0',
      'B operateur importer_ecoles fait added=1 changed=0 deactivated=0',
    ]);
    assert.deepEqual(await load(), { changes: { ...nothing, unchanged: 3 }, lines: [], bumped: false });
    const next = await load([
      { ...file[0]!, nom: 'Ferry' },
      { ...file[1]!, ouverte: false },
    ]);
    assert.deepEqual(next.changes, {
      ...nothing,
      changed: 1,
      deactivated: 1,
      details: [
        { key: 'E1', what: 'changed' },
        { key: 'E2', what: 'deactivated' },
      ],
    });
    assert.deepEqual(
      (await db.directory.ecoles(['A', 'B'])).map((e) => e.uai),
      ['E1', 'E3'],
      'E3 was not in the file',
    );
  });

  it('of an école that moved leave its demandes where they were', async () => {
    const claire = await db.unitOfWork.run((tx) =>
      tx.directory.saveIdentite({ channel: 'sandbox', externalId: 'claire', nom: 'Claire', emails: [] }),
    );
    await insertDemande(db, claire, 'd1', { uai: 'E1' });
    const moved = await traced(() => db.directoryAdmin.importEcoles([ecole('B', 'E1')], false));
    assert.deepEqual(moved.changes.details, [{ key: 'E1', what: 'changed' }]);
    assert.equal(moved.lines.length, 2);
    assert.deepEqual(
      (await db.directory.ecoles(['A'])).map((e) => e.uai),
      [],
    );
    assert.deepEqual(
      (await db.directory.ecoles(['B'])).map((e) => e.uai),
      ['E1', 'E3'],
    );
    assert.equal((await db.unitOfWork.run((tx) => tx.demandes.get('d1')))?.circonscription, 'A');
  });

  it('write all or nothing', async () => {
    const records = [ecole('A', 'N1'), ecole('Z', 'N2')];
    await assert.rejects(
      db.directoryAdmin.importEcoles(records, false),
      (error) => error instanceof UnknownCirconscription && error.code === 'Z',
    );
    const badRole = { ...membre('A', 'Bad'), roles: ['chef'] as never };
    await assert.rejects(db.directoryAdmin.importMembres('A', [membre('A', 'Good'), badRole], false, false));
    assert.deepEqual(await db.sql("SELECT uai FROM ecole WHERE uai LIKE 'N%' UNION SELECT nom FROM membre"), []);
  });

  it('of membres know a person by the e-mail, in whatever case', async () => {
    const file = [membre('A', 'Un'), { ...membre('A', 'Deux'), email: 'DEUX@AC.example' }];
    const load = (records = file, complete = false, dryRun = false) =>
      traced(() => db.directoryAdmin.importMembres('A', records, complete, dryRun));
    assert.equal((await load(file, false, true)).changes.added, 2);
    assert.deepEqual(await db.directory.membres('A'), []);
    assert.equal((await load()).changes.added, 2);
    const before = await db.directory.membres('A');
    assert.deepEqual(before.map((m) => m.email).sort(), ['deux@ac.example', 'un@ac.example']);
    const shouted = [{ ...membre('A', 'Un'), email: 'UN@ac.EXAMPLE' }];
    assert.deepEqual(await load(shouted), { changes: { ...nothing, unchanged: 1 }, lines: [], bumped: false });
    assert.deepEqual(await db.directory.membres('A'), before, 'someone absent from a file stays, with the same id');
    const changed = await load([{ ...membre('A', 'Un'), roles: ['pilote', 'membre'], fonctions: ['IEN'] }]);
    assert.deepEqual(changed.changes.details, [{ key: 'un@ac.example', what: 'changed' }]);
  });

  it('of the complete list deactivate who is absent, and take them back later', async () => {
    await db.directoryAdmin.importMembres('B', [membre('B', 'Un')], false, false);
    const complete = await traced(() => db.directoryAdmin.importMembres('A', [membre('A', 'Un')], true, false));
    assert.equal(complete.changes.deactivated, 1);
    assert.deepEqual(complete.lines, ['A operateur importer_membres fait added=0 changed=1 deactivated=1']);
    assert.deepEqual(
      (await db.directory.membres('A')).map((m) => m.nom),
      ['Un'],
    );
    assert.deepEqual(
      (await db.directory.membres('B')).map((m) => m.nom),
      ['Un'],
      'nobody of another circonscription',
    );
    const [gone] = await db.sql<{ id: string; actif: boolean }>("SELECT id, actif FROM membre WHERE nom = 'Deux'");
    assert.equal(gone?.actif, false);
    assert.equal((await db.directory.membre('A', gone!.id))?.actif, false);
    const again = await traced(() => db.directoryAdmin.importMembres('A', [membre('A', 'Deux')], false, false));
    assert.equal(again.changes.changed, 1);
    assert.equal((await db.directory.membre('A', gone!.id))?.actif, true);
  });

  it('at the same time wait for one another', async () => {
    const file = [membre('B', 'Trois'), membre('B', 'Quatre')];
    const results = await Promise.all([1, 2, 3].map(() => db.directoryAdmin.importMembres('B', file, false, false)));
    assert.deepEqual(results.map((changes) => changes.added).sort(), [0, 0, 2]);
  });

  it('take thousands of rows', async () => {
    const file = Array.from({ length: 2500 }, (_, index) => ecole('B', `M${index}`));
    assert.equal((await db.directoryAdmin.importEcoles(file, false)).added, 2500);
    assert.equal((await db.directoryAdmin.importEcoles(file, false)).unchanged, 2500);
  });

  it('show in the overview', async () => {
    await db.directoryAdmin.importMembres('A', [{ ...membre('A', 'Chef'), roles: ['pilote'] }], true, false);
    const [a] = await db.directoryAdmin.overview();
    assert.deepEqual(a, {
      code: 'A',
      nom: 'Circonscription A',
      problematiques: 2,
      ecolesOuvertes: 0,
      ecolesFermees: 2,
      membresActifs: 1,
      membresInactifs: 2,
      equipeRestreinte: 1,
      pilotes: ['chef@ac.example'],
      annees: [2026, 2027],
    });
  });
});
