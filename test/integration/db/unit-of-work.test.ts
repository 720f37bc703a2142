import assert from 'node:assert/strict';
import { DatabaseUnavailable, TransactionRolledBack } from '../../../src/adapters/db/errors.ts';
import type { Identite } from '../../../src/app/ports/directory-store.ts';
import type { Transaction } from '../../../src/app/ports/unit-of-work.ts';
import { type OpenedWithSql, onEachDatabase } from '../../support/databases.ts';
import { CAUSE, insertDemande, seedPole, sentDemande } from '../../support/pole.ts';
import { onDatabase } from '../../support/postgres.ts';

onEachDatabase('a unit of work', (database, kind) => {
  let db: OpenedWithSql;
  let claire: Identite;
  before(async function () {
    this.timeout(60_000);
    db = await database().openWithSql({ connectTimeoutMs: 1000 });
    claire = await seedPole(db);
    await insertDemande(db, claire, 'd1');
    await insertDemande(db, claire, 'd2');
  });
  after(() => db?.close());

  /** The embedded database has one connection, which nobody can cut. */
  const onPostgresOnly = (title: string, test: () => Promise<void>) => {
    if (kind === 'postgres') it(title, test);
  };
  const journalOf = async (action: string) =>
    (await db.sql('SELECT 1 FROM journal WHERE action = $1', [action])).length;
  const write = (tx: Transaction, action: string) =>
    tx.journal.write({ actorId: 'systeme', channel: 'systeme', action, outcome: 'fait' });

  it('writes all or nothing', async () => {
    const failing = db.unitOfWork.run(async (tx) => {
      await write(tx, 'half');
      throw new Error('a bug');
    });
    await assert.rejects(failing, /a bug/);
    assert.equal(await journalOf('half'), 0);
    const result = await db.unitOfWork.run(async (tx) => {
      await write(tx, 'whole');
      return 'result';
    });
    assert.equal(result, 'result');
    assert.equal(await journalOf('whole'), 1);
  });

  it('fails when a failed query was overlooked, since nothing was written', async () => {
    const { demande, events } = sentDemande(claire, 'd1');
    const overlooking = db.unitOfWork.run(async (tx) => {
      await write(tx, 'overlooked');
      await tx.demandes.insert(demande, events, CAUSE).catch(() => undefined);
    });
    await assert.rejects(overlooking, TransactionRolledBack);
    assert.equal(await journalOf('overlooked'), 0);
  });

  it('fails with the write that failed although nobody waited for it, not with what came after', async () => {
    const later = db.unitOfWork.run(async (tx) => {
      await tx.journal.write({
        actorId: 'systeme',
        channel: 'systeme',
        action: 'later',
        outcome: 'peut-être' as 'fait',
      });
      await write(tx, 'later');
      await tx.demandes.get('d1');
    });
    await assert.rejects(later, /journal_outcome_check/);
    assert.equal(await journalOf('later'), 0);
  });

  it('cannot be used once it has ended', async () => {
    const ended = await db.unitOfWork.run(async (tx) => ({ tx }));
    await assert.rejects(ended.tx.demandes.get('d1'), /released/);
  });

  it('is run once when it fails for a reason of its own', async () => {
    let runs = 0;
    const { demande, events } = sentDemande(claire, 'd1');
    const failing = db.unitOfWork.run(async (tx) => {
      runs++;
      await tx.demandes.insert(demande, events, CAUSE);
    });
    await assert.rejects(failing, /duplicate key/);
    assert.equal(runs, 1);
  });

  it('says that connections are exhausted, instead of waiting for ever, when one is asked for outside of it', async () => {
    const single = kind === 'pglite' ? db : await database().open({ poolSize: 1, connectTimeoutMs: 200 });
    await assert.rejects(
      single.unitOfWork.run(() => single.directory.circonscriptions()),
      (error) => error instanceof DatabaseUnavailable && error.code === 'exhausted',
    );
    assert.equal((await single.directory.circonscriptions()).length, 2, 'and goes on working');
    if (single !== db) await single.close();
  });

  onPostgresOnly('is run again after a deadlock', async () => {
    let runs = 0;
    const locking = (first: string, second: string) =>
      db.unitOfWork.run(async (tx) => {
        runs++;
        await tx.demandes.lock(first);
        await new Promise((resolve) => setTimeout(resolve, 100));
        await tx.demandes.lock(second);
        await write(tx, 'deadlock');
      });
    await Promise.all([locking('d1', 'd2'), locking('d2', 'd1')]);
    assert.equal(runs, 3);
    assert.equal(await journalOf('deadlock'), 2);
  });

  onPostgresOnly('is run again when its connection is lost before the commit', async () => {
    let runs = 0;
    await db.unitOfWork.run(async (tx) => {
      await write(tx, 'lost');
      if (++runs === 1) await cutOthers(database().databaseUrl!);
      await tx.demandes.lock('d1');
    });
    assert.equal(runs, 2);
    assert.equal(await journalOf('lost'), 1);
  });

  onPostgresOnly('is not run again when its connection is lost during the commit', async () => {
    await db.sql(`CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS
      'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END'`);
    await db.sql(`CREATE CONSTRAINT TRIGGER cut AFTER INSERT ON journal DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW WHEN (NEW.action = 'cut') EXECUTE FUNCTION cut()`);
    let runs = 0;
    const cut = db.unitOfWork.run((tx) => {
      runs++;
      return write(tx, 'cut');
    });
    await assert.rejects(cut, /terminat/);
    assert.equal(runs, 1);
  });

  it('gives up after three more tries', async () => {
    let runs = 0;
    const failing = db.unitOfWork.run(async () => {
      runs++;
      throw Object.assign(new Error('could not serialize'), { code: '40001' });
    });
    await assert.rejects(failing, /could not serialize/);
    assert.equal(runs, 4);
  });

  it('is healthy once migrated, and says when a migration is missing', async () => {
    assert.deepEqual(await db.health(), { database: true, migrations: true });
    await db.sql("UPDATE migration SET name = 'other' WHERE name LIKE 'Controle%'");
    assert.deepEqual(await db.health(), { database: true, migrations: false });
    await db.sql("UPDATE migration SET name = 'Controle1764000000003' WHERE name = 'other'");
  });

  onPostgresOnly('is healthy again after the server cut every connection', async () => {
    await cutOthers(database().databaseUrl!);
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.deepEqual(await db.health(), { database: true, migrations: true });
  });

  for (const [code, change] of [
    ['unreachable', (url: URL) => Object.assign(url, { port: '1' })],
    ['refused', (url: URL) => Object.assign(url, { pathname: '/absent' })],
  ] as const) {
    onPostgresOnly(`cannot start on a server that is ${code}, and says so`, async () => {
      const databaseUrl = change(new URL(database().databaseUrl!)).href;
      await assert.rejects(
        database().open({ databaseUrl }),
        (error) => error instanceof DatabaseUnavailable && error.code === code,
      );
    });
  }
});

function cutOthers(url: string): Promise<void> {
  return onDatabase(
    url,
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  );
}
