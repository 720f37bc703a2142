import assert from 'node:assert/strict';
import type { Database } from '../../../src/adapters/db/database.ts';
import type { MembreRecord } from '../../../src/app/ports/directory-admin.ts';
import type { DirectoryStore, Identite } from '../../../src/app/ports/directory-store.ts';
import { onEachDatabase } from '../../support/databases.ts';
import { membre, seedPole } from '../../support/pole.ts';

onEachDatabase('Tchap accounts in the directory', (database) => {
  let db: Database;
  before(async function () {
    this.timeout(60_000);
    db = await database().open();
    await seedPole(db);
  });
  after(() => db?.close());
  beforeEach(() => load([], true));

  const inside = <T>(work: (directory: DirectoryStore) => Promise<T>): Promise<T> =>
    db.unitOfWork.run((tx) => work(tx.directory));
  const load = (records: MembreRecord[], complete = false) =>
    db.directoryAdmin.importMembres('A', records, complete, false);
  const withAccount = (nom: string, matrixId: string): MembreRecord => ({ ...membre('A', nom), matrixId });
  const account = (externalId: string, given: Partial<Identite> = {}): Promise<Identite> =>
    inside((directory) => directory.saveIdentite({ channel: 'tchap', externalId, nom: 'X', ...given }));
  const accounts = async () =>
    Object.fromEntries((await db.directory.membres('A')).map(({ nom, matrixId }) => [nom, matrixId]));
  const namesOf = async (identite: Identite) => (await inside((d) => d.membresOf(identite))).map(({ nom }) => nom);

  it('are kept by a file that does not speak of them, and taken away by an empty cell', async () => {
    await load([withAccount('Paul', '@paul:s.fr')]);
    assert.deepEqual(await accounts(), { Paul: '@paul:s.fr' });
    assert.equal((await load([membre('A', 'Paul')])).unchanged, 1);
    assert.deepEqual(await accounts(), { Paul: '@paul:s.fr' });
    assert.equal((await load([withAccount('Paul', '')])).changed, 1);
    assert.deepEqual(await accounts(), { Paul: undefined });
  });

  it('may change hands in one file, both ways at once', async () => {
    await load([withAccount('Paul', '@a:s.fr'), withAccount('Nina', '@b:s.fr')]);
    await load([withAccount('Paul', '@b:s.fr'), withAccount('Nina', '@a:s.fr')]);
    assert.deepEqual(await accounts(), { Nina: '@a:s.fr', Paul: '@b:s.fr' });
  });

  it('leave someone who is not in the file, and the report says so', async () => {
    await load([withAccount('Paul', '@a:s.fr')]);
    const { details } = await load([withAccount('Rosa', '@a:s.fr')]);
    assert.deepEqual(details, [
      { key: 'rosa@ac.example', what: 'added' },
      { key: 'paul@ac.example', what: 'changed' },
    ]);
    assert.deepEqual(await accounts(), { Rosa: '@a:s.fr', Paul: undefined });
    await load([withAccount('Paul', '@a:s.fr')], true);
    assert.deepEqual(await accounts(), { Paul: '@a:s.fr' });
  });

  it('give their member’s rights in Tchap, and in no other messenger', async () => {
    await load([withAccount('Paul', '@paul:s.fr')]);
    assert.deepEqual(await namesOf(await account('@paul:s.fr')), ['Paul']);
    assert.deepEqual(await namesOf(await account('@other:s.fr')), []);
    assert.deepEqual(await namesOf(await account('@paul:s.fr', { channel: 'sandbox' })), []);
  });

  it('are found from the member, whether the directory names them or a code confirmed the e-mail', async () => {
    await load([withAccount('Paul', '@paul:s.fr')]);
    const named = await account('@paul:s.fr');
    const confirmed = await account('@paul-home:s.fr');
    await inside((d) => d.confirmEmail(confirmed.id, 'Paul@ac.example', '2026-10-01T08:00:00.000Z'));
    await account('@paul-ac.example:s.fr', { nom: 'Paule Paul' });
    const [paul] = await db.directory.membres('A');
    const found = await inside((d) => d.identitesOfMembre(paul!));
    assert.deepEqual(found.map(({ id }) => id).sort(), [named.id, confirmed.id].sort());
  });

  it('name the members to whom a code may go, and give them no right', async () => {
    await load([membre('A', 'Paul'), { ...membre('A', 'Nina'), email: 'nina.l-m@ac-rouen.example' }]);
    const named = async (localpart: string) => (await inside((d) => d.membresNamed(localpart))).map(({ nom }) => nom);
    assert.deepEqual(await named('paul-ac.example'), ['Paul']);
    assert.deepEqual(await named('nina.l-m-ac-rouen.example'), ['Nina']);
    assert.deepEqual(await named('paul'), []);
    assert.deepEqual(await named('paul-ac_example'), []);
    assert.deepEqual(await namesOf(await account('@paul-ac.example:s.fr', { nom: 'Paule Paul' })), []);
    await load([], true);
    assert.deepEqual(await named('paul-ac.example'), []);
  });

  it('keep a confirmed e-mail over every later message, and over what a turn of before still saves', async () => {
    const first = await account('@x:s.fr', { verifiedAt: '2026-10-01T08:00:00.000Z' });
    const confirmed = await inside((d) => d.confirmEmail(first.id, 'x@ac.example', '2026-10-01T08:00:00.000Z'));
    assert.deepEqual(confirmed.emails, ['x@ac.example']);
    const { id: _id, ...asBefore } = first;
    assert.deepEqual((await inside((d) => d.saveIdentite(asBefore))).emails, ['x@ac.example']);
    const later = await account('@x:s.fr', { verifiedAt: '2026-10-02T08:00:00.000Z', nom: 'Y' });
    assert.deepEqual([later.emails, later.nom], [['x@ac.example'], 'Y']);
  });

  it('lose their rights at once with their member', async () => {
    await load([withAccount('Paul', '@paul:s.fr')]);
    const named = await account('@paul:s.fr');
    const other = await account('@paul-home2:s.fr');
    const confirmed = await inside((d) => d.confirmEmail(other.id, 'paul@ac.example', '2026-10-01T08:00:00.000Z'));
    assert.deepEqual([await namesOf(named), await namesOf(confirmed)], [['Paul'], ['Paul']]);
    await load([], true);
    assert.deepEqual([await namesOf(named), await namesOf(confirmed)], [[], []]);
  });
});
