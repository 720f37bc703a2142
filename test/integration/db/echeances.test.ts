import assert from 'node:assert/strict';
import type { Database } from '../../../src/adapters/db/database.ts';
import { createEcheanceRunner, type EcheanceHandler } from '../../../src/app/echeances/runner.ts';
import type { Identite } from '../../../src/app/ports/directory-store.ts';
import type { NewEcheance } from '../../../src/app/ports/echeance-store.ts';
import { type OpenedWithSql, onEachDatabase } from '../../support/databases.ts';
import { insertDemande, seedPole } from '../../support/pole.ts';
import { silentLog } from '../../support/test-keys.ts';

const NOON = '2026-11-23T11:00:00.000Z';
const DAY_MS = 86_400_000;

onEachDatabase('what is to be done at a given time', (database, kind) => {
  let db: OpenedWithSql;
  let other: Database;
  let claire: Identite;
  let now: Date;
  before(async function () {
    this.timeout(60_000);
    db = await database().openWithSql();
    other = kind === 'postgres' ? await database().open() : db;
    claire = await seedPole(db);
    await insertDemande(db, claire, 'd1');
  });
  after(async () => {
    if (other && other !== db) await other.close();
    await db?.close();
  });
  beforeEach(async () => {
    now = new Date(NOON);
    await db.sql('DELETE FROM echeance');
  });

  const row = (cle: string, due = NOON, more: Partial<NewEcheance> = {}): NewEcheance => ({
    cle,
    circonscription: 'A',
    genre: 'semaine',
    due,
    payload: {},
    ...more,
  });
  const plan = (...rows: NewEcheance[]) => db.unitOfWork.run((tx) => tx.echeances.plan(rows));
  const done: EcheanceHandler = async (tx, { cle }) => {
    await tx.journal.write({ actorId: 'systeme', channel: 'systeme', action: cle, outcome: 'fait' });
    return { kind: 'done' };
  };
  const runner = (handler: EcheanceHandler = done, on: Database = db) =>
    createEcheanceRunner({
      unitOfWork: on.unitOfWork,
      handlers: { semaine: handler, rappel: handler, rentree: handler },
      clock: { now: () => now },
      log: silentLog,
    });
  const times = async (cle: string) => (await db.sql('SELECT 1 FROM journal WHERE action = $1', [cle])).length;
  const kept = (cle: string) =>
    db.sql<{ etat: string; essais: number; due: Date }>('SELECT etat, essais, due FROM echeance WHERE cle = $1', [cle]);

  it('is done once, whoever looks and however many look at once', async () => {
    const keys = Array.from({ length: 40 }, (_, index) => `at once ${index}`);
    await plan(...keys.map((cle) => row(cle)));
    const counts = await Promise.all([runner(), runner(done, other), runner(done, other)].map((one) => one.drain()));
    assert.equal(
      counts.reduce((sum, count) => sum + count, 0),
      keys.length,
    );
    for (const cle of keys) assert.equal(await times(cle), 1);
  });

  it('is one row however often it is planned, and is not done again once it is', async () => {
    await plan(row('twice'), row('twice again'));
    await plan(row('twice'));
    await runner().drain();
    await plan(row('twice'));
    assert.equal(await runner().drain(), 0);
    assert.equal(await times('twice'), 1);
  });

  it('waits for its time by the clock of the product, which may go forward or back', async () => {
    await plan(row('later', '2026-12-20T08:00:00.000Z'), row('now'));
    await runner().drain();
    assert.deepEqual([await times('now'), await times('later')], [1, 0]);
    now = new Date(now.getTime() - DAY_MS);
    await plan(row('now'));
    assert.equal(await runner().drain(), 0, 'a clock set back');
    now = new Date(now.getTime() + 40 * DAY_MS);
    await runner().drain();
    assert.deepEqual([await times('now'), await times('later')], [1, 1], 'a clock set forward');
  });

  it('is done by another when the process that had it in hand dies before the commit', async () => {
    await plan(row('crash'));
    let claimed = () => {};
    const inHand = new Promise<void>((resolve) => {
      claimed = resolve;
    });
    let die: (reason: Error) => void = () => {};
    const dying = db.unitOfWork
      .run(async (tx) => {
        const mine = await tx.echeances.claim(NOON);
        await done(tx, mine!, NOON);
        claimed();
        await new Promise((_, reject) => {
          die = reject;
        });
      })
      .catch(() => undefined);
    await inHand;
    if (kind === 'postgres') assert.equal(await runner(done, other).drain(), 0, 'held by a living process');
    die(new Error('killed'));
    await dying;
    assert.equal(await times('crash'), 0, 'nothing of it remains');
    await runner(done, other).drain();
    assert.equal(await times('crash'), 1);
  });

  it('is tried again later and later when it fails, then given up and told, holding up nothing else', async () => {
    await plan(row('broken', '2026-11-23T09:00:00.000Z'), row('sound'));
    const failing: EcheanceHandler = async (tx, echeance, at) => {
      const settled = await done(tx, echeance, at);
      if (echeance.cle === 'broken') throw new Error('a bug');
      return settled;
    };
    const pauses: number[] = [];
    await runner(failing).drain();
    assert.equal(await times('sound'), 1);
    for (let tries = 1; tries < 8; tries += 1) {
      const [{ due, essais, etat } = assert.fail()] = await kept('broken');
      assert.deepEqual([etat, essais], ['prevue', tries]);
      pauses.push((due.getTime() - now.getTime()) / 60_000);
      assert.equal(await runner(failing).drain(), 0, 'not before its time');
      now = due;
      await runner(failing).drain();
    }
    assert.deepEqual(pauses, [1, 4, 16, 64, 256, 360, 360]);
    assert.equal((await kept('broken'))[0]?.etat, 'abandonnee');
    assert.equal(await times('broken'), 0, 'nothing of a failed try remains');
    now = new Date(now.getTime() + 400 * DAY_MS);
    assert.equal(await runner(failing).drain(), 0);
    assert.deepEqual(await db.echeanceQueue.depth(now.toISOString()), { planned: 0, parked: 1, lateSeconds: 0 });
  });

  it('is put off, or dropped, when its handler says so', async () => {
    await plan(row('late'), row('void'));
    const tomorrow = '2026-11-24T07:30:00.000Z';
    await runner(async (_, { cle }) => (cle === 'void' ? { kind: 'void' } : { kind: 'later', due: tomorrow })).drain();
    assert.equal((await kept('late'))[0]?.due.toISOString(), tomorrow);
    assert.deepEqual(await kept('void'), []);
  });

  it('for a demande is what was planned last, but for what a runner has in hand', async () => {
    const about = { demandeId: 'd1', genre: 'rappel' } as const;
    const replan = (...rows: NewEcheance[]) => db.unitOfWork.run((tx) => tx.echeances.replan('A', 'd1', rows));
    await plan(row('elsewhere'));
    await replan(row('kept', NOON, about), row('moved', NOON, about), row('gone', NOON, about));
    const later = '2026-11-30T07:30:00.000Z';
    await replan(row('kept', NOON, about), row('moved', later, about), row('new', later, about));
    const rows = await db.sql<{ line: string }>(
      `SELECT cle || ' ' || to_char(due AT TIME ZONE 'UTC', 'DD HH24') AS line FROM echeance ORDER BY cle`,
    );
    assert.deepEqual(
      rows.map(({ line }) => line),
      ['elsewhere 23 11', 'kept 23 11', 'moved 30 07', 'new 30 07'],
    );
    await replan();
    assert.deepEqual(await db.sql('SELECT cle FROM echeance'), [{ cle: 'elsewhere' }]);
  });

  if (kind === 'postgres')
    it('for a demande is planned again without waiting for a runner that waits for the demande', async () => {
      const about = { demandeId: 'd1', genre: 'rappel' } as const;
      await plan(row('in hand', NOON, about));
      let order = '';
      let drained: Promise<unknown> = Promise.resolve();
      let claimed = () => {};
      const inHand = new Promise<void>((resolve) => {
        claimed = resolve;
      });
      await db.unitOfWork.run(async (tx) => {
        await tx.demandes.lock('d1');
        drained = runner(async (inside, echeance, at) => {
          claimed();
          await inside.demandes.lock('d1');
          order += 'runner';
          return done(inside, echeance, at);
        }, other).drain();
        await inHand;
        await tx.echeances.replan('A', 'd1', [row('in hand', '2026-12-01T07:30:00.000Z', about)]);
        order += 'change ';
      });
      await drained;
      assert.equal(order, 'change runner');
      assert.equal(await times('in hand'), 1);
    });

  it('tells how much waits, and since when', async () => {
    await plan(row('due', '2026-11-23T10:59:30.000Z'), row('future', '2027-01-01T00:00:00.000Z'));
    assert.deepEqual(await db.echeanceQueue.depth(NOON), { planned: 2, parked: 0, lateSeconds: 30 });
    await runner().drain();
    await db.echeanceQueue.purge('2026-11-23T10:00:00.000Z');
    assert.equal((await kept('due')).length, 1);
    await db.echeanceQueue.purge('2026-11-24T00:00:00.000Z');
    assert.equal((await kept('due')).length, 0);
  });
});
