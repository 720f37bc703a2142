import assert from 'node:assert/strict';
import { after, before, it } from 'mocha';
import { type CryptoRecord, LeaseLost } from '../../../src/app/ports/matrix-store.ts';
import { type OpenedWithSql, onEachDatabase } from '../../support/databases.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const record = (id: string, text: string): CryptoRecord => ({
  database: 'crypto',
  store: 'sessions',
  id,
  content: bytes(text),
});
async function recordsOf({ matrixStore }: Pick<OpenedWithSql, 'matrixStore'>): Promise<CryptoRecord[]> {
  const records: CryptoRecord[] = [];
  for await (const one of matrixStore.loadRecords()) records.push(one);
  return records;
}

const idOf = ({ content: _, ...key }: CryptoRecord) => key;

onEachDatabase('the Tchap account’s store', (database) => {
  let opened: OpenedWithSql;
  before(async () => {
    opened = await database().openWithSql();
    assert.equal(await opened.matrixStore.takeLease(60_000), true);
  });
  after(() => opened.close());

  const put = (...records: CryptoRecord[]) =>
    opened.matrixStore.commitCrypto({ schemas: [], put: records, removed: [] });

  it('gives back what a transaction of the crypto library changed, and seals it', async () => {
    const all = new Uint8Array(256).map((_, index) => index);
    await opened.matrixStore.commitCrypto({
      schemas: [{ database: 'crypto', content: bytes('schema secret') }],
      put: [record('un', 'clé secrète'), { ...record('deux', ''), content: all }],
      removed: [],
    });
    const schemas = await opened.matrixStore.loadSchemas();
    const records = await recordsOf(opened);
    assert.equal(Buffer.from(schemas[0]!.content).toString(), 'schema secret');
    const byId = new Map(records.map(({ id, content }) => [id, content]));
    assert.equal(Buffer.from(byId.get('un')!).toString(), 'clé secrète');
    assert.deepEqual(new Uint8Array(byId.get('deux')!), all);
    const rows = await opened.sql<{ t: string }>('SELECT o::text AS t FROM tchap_objet o');
    for (const { t } of rows) {
      assert.match(t, /v1\.a\./);
      assert.equal(t.includes(Buffer.from('clé secrète').toString('base64')), false);
    }
  });

  it('replaces and removes records in one change', async () => {
    await put(record('gardé', 'avant'), record('retiré', 'x'));
    await opened.matrixStore.commitCrypto({
      schemas: [],
      put: [record('gardé', 'après')],
      removed: [idOf(record('retiré', '')), idOf(record('jamais là', ''))],
    });
    const records = await recordsOf(opened);
    const left = new Map(records.map(({ id, content }) => [id, Buffer.from(content).toString()]));
    assert.equal(left.get('gardé'), 'après');
    assert.equal(left.has('retiré'), false);
  });

  it('keeps small values, sealed, until they are removed', async () => {
    const { matrixStore } = opened;
    await matrixStore.set('session', { accessToken: 'jeton secret', n: [1, null] });
    assert.deepEqual(await matrixStore.get('session'), { accessToken: 'jeton secret', n: [1, null] });
    const [row] = await opened.sql<{ valeur: string }>("SELECT valeur FROM tchap_etat WHERE nom = 'session'");
    assert.equal(row!.valeur.includes('jeton'), false);
    await matrixStore.set('session', undefined);
    assert.equal(await matrixStore.get('session'), undefined);
  });

  it('lets several changes and other transactions run at once', async () => {
    const turns = Array.from({ length: 450 }, (_, index) => [
      put(record(`p${index}`, 'x')),
      opened.unitOfWork.run(async (tx) => tx.directory.identite('tchap', `@${index}:hs.test`)),
    ]);
    await Promise.all(turns.flat());
    const records = await recordsOf(opened);
    assert.equal(records.filter(({ id }) => id.startsWith('p')).length, 450);
  });
});

onEachDatabase('the lease of the Tchap device', (database, kind) => {
  if (kind === 'pglite') return;

  it('is held by one process, which keeps it, until its time is over', async () => {
    const [one, two] = await Promise.all([database().open(), database().open()]);
    try {
      const taken = await Promise.all([one.matrixStore.takeLease(500), two.matrixStore.takeLease(500)]);
      assert.deepEqual([...taken].sort(), [false, true]);
      const [holder, other] = taken[0] ? [one, two] : [two, one];
      assert.equal(await holder.matrixStore.takeLease(500), true, 'the holder renews it');
      assert.equal(await other.matrixStore.takeLease(500), false);
      await new Promise((resolve) => setTimeout(resolve, 600));
      assert.equal(await other.matrixStore.takeLease(60_000), true);
      assert.equal(await holder.matrixStore.takeLease(500), false);
    } finally {
      await Promise.all([one.close(), two.close()]);
    }
  });

  it('is needed to write: who lost it without knowing changes nothing', async () => {
    const [one, two] = await Promise.all([database().open(), database().open()]);
    try {
      await two.matrixStore.releaseLease();
      await expire(database);
      assert.equal(await one.matrixStore.takeLease(50), true);
      await new Promise((resolve) => setTimeout(resolve, 100));
      assert.equal(await two.matrixStore.takeLease(60_000), true);
      const change = { schemas: [], put: [record('volé', 'x')], removed: [] };
      await assert.rejects(one.matrixStore.commitCrypto(change), LeaseLost);
      await assert.rejects(one.matrixStore.set('volé', 1), LeaseLost);
      const records = await recordsOf(two);
      assert.equal(
        records.some(({ id }) => id === 'volé'),
        false,
      );
    } finally {
      await Promise.all([one.close(), two.close()]);
    }
  });

  it('is taken at once from a process of this machine that is dead', async () => {
    const opened = await database().openWithSql();
    try {
      await expire(database);
      await opened.matrixStore.takeLease(60_000);
      // As a process left it that had this one's pid before it.
      await opened.sql(`UPDATE tchap_bail SET porteur = 'mort', processus = jsonb_set(processus, '{start}', '"0 0"')`);
      assert.equal(await opened.matrixStore.takeLease(60_000), true);
    } finally {
      await opened.close();
    }
  });

  it('is not taken from a process of another machine before its time', async () => {
    const opened = await database().openWithSql();
    try {
      await opened.sql(`UPDATE tchap_bail SET porteur = 'ailleurs',
        processus = jsonb_set(jsonb_set(processus, '{start}', '"0 0"'), '{place}', '"autre machine"')`);
      assert.equal(await opened.matrixStore.takeLease(60_000), false);
    } finally {
      await opened.close();
    }
  });
});

async function expire(database: () => { openWithSql(): Promise<OpenedWithSql> }): Promise<void> {
  const opened = await database().openWithSql();
  await opened.sql('DELETE FROM tchap_bail');
  await opened.close();
}
