import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { FORM_ACTIONS } from '../../src/app/demande/acts/acts.ts';
import { type OpenedWithSql, openWithSql, temporaryFolder } from '../support/databases.ts';
import { freshDatabase, hasPostgres, POSTGRES_COMMAND } from '../support/postgres.ts';
import { requirePart } from '../support/require-part.ts';
import { forgotten, wrongRappels } from './demande-checks.ts';
import { tellFigures } from './figures.ts';
import { groupBy } from './group-by.ts';
import { absentRappels, notAtWork, repeatedDigests, unsaidRappels } from './posted-checks.ts';
import { SchoolYear } from './school-year.ts';
import { END } from './timetable.ts';

/**
 * A school year on a virtual clock. The default fits into a run of all tests; the whole of it: `YEAR_DEMANDES=1500`,
 * another year: `YEAR_SEED=…`.
 */
const DEMANDES = Number(process.env.YEAR_DEMANDES ?? 25);
const SEED = Number(process.env.YEAR_SEED ?? 20_261_123);
/** Large enough for what seldom happens. */
const WHOLE = 1_000;
const HOURS = 3_600_000;

describe('a simulated school year, on two server processes', function () {
  this.timeout(4 * HOURS);
  // What is checked after a year that was not lived to its end means nothing.
  this.bail(true);
  let year: SchoolYear;
  let db: OpenedWithSql;
  const closing: (() => Promise<unknown>)[] = [];
  before(async function () {
    requirePart(this, 'PostgreSQL', hasPostgres, POSTGRES_COMMAND);
    const folder = temporaryFolder();
    closing.push(async () => rmSync(folder, { recursive: true, force: true }));
    const { url, drop } = await freshDatabase();
    closing.unshift(drop);
    db = await openWithSql({ databaseUrl: url, dataDir: folder });
    closing.unshift(() => db.close());
    const size = { demandes: DEMANDES, ecoles: 120, membres: 40, kills: Math.ceil(DEMANDES / 60), seed: SEED };
    year = await SchoolYear.open(size, db, { url, folder });
    closing.unshift(() => year.servers.stop());
  });
  after(async () => {
    for (const close of closing) await close();
  });

  it('passes day after day, its invariants holding after every step', async () => {
    const began = Date.now();
    await year.live();
    assert.deepEqual(year.servers.logged, []);
    await tellFigures(year, Date.now() - began);
  });

  it('leaves each demande ended, or with somebody who was reminded', () => {
    const left = [...year.known.values()].flatMap((one) => forgotten(one, year.regles, END));
    assert.deepEqual(left, []);
  });

  it('reminds at work, twice at most and then others once, three school days apart', () => {
    assert.deepEqual([...year.known.values()].flatMap(wrongRappels), []);
  });

  it('reminds nobody who is away', async () => assert.deepEqual(await absentRappels(year), []));

  it('says what its histories say it did: each reminder once, each week once, at work', async () => {
    assert.deepEqual(year.servers.post.doubled, []);
    assert.deepEqual(notAtWork(year), []);
    assert.deepEqual(await unsaidRappels(year), []);
    assert.deepEqual(repeatedDigests(year), []);
  });

  it('numbers demandes without a hole, and leaves nothing undone', async () => {
    const rows = await db.sql<{ numero: string }>('SELECT numero FROM demande ORDER BY numero');
    const byYear = groupBy(rows, ({ numero }) => numero.slice(0, 4));
    for (const numeros of byYear.values()) {
      assert.deepEqual(
        numeros.map(({ numero }) => Number(numero.slice(5))),
        numeros.map((_, rank) => rank + 1),
      );
    }
    assert.equal((await db.outboxQueue.depth()).waiting, 0);
    assert.equal((await db.echeanceQueue.depth(`${END}T20:00:00.000Z`)).parked, 0);
  });

  const itWhole = DEMANDES < WHOLE ? () => {} : it;
  itWhole('had every act done by somebody, as it is whole', async () => {
    const rows = await db.sql<{ action: string }>("SELECT DISTINCT action FROM journal WHERE outcome = 'fait'");
    const done = new Set(rows.map(({ action }) => action));
    assert.deepEqual(
      FORM_ACTIONS.filter((name) => !done.has(name)),
      [],
    );
  });
});
