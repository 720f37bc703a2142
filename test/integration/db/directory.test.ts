import assert from 'node:assert/strict';
import type { Database } from '../../../src/adapters/db/database.ts';
import type { DirectoryStore, Identite } from '../../../src/app/ports/directory-store.ts';
import type { Address } from '../../../src/app/ports/inbound.ts';
import type { DemandeEvent } from '../../../src/core/demande/events.ts';
import { onEachDatabase } from '../../support/databases.ts';
import {
  after as afterEvents,
  CAUSE,
  circonscription,
  ecole,
  insertDemande,
  membre,
  seedPole,
} from '../../support/pole.ts';

onEachDatabase('the directory', (database) => {
  let db: Database;
  let claire: Identite;
  before(async function () {
    this.timeout(60_000);
    db = await database().open();
    claire = await seedPole(db);
  });
  after(() => db?.close());

  const inside = <T>(work: (directory: DirectoryStore) => Promise<T>): Promise<T> =>
    db.unitOfWork.run((tx) => work(tx.directory));
  let accounts = 0;
  const account = (given: Partial<Identite>): Promise<Identite> =>
    inside((directory) =>
      directory.saveIdentite({ channel: 'teams', externalId: `29:${++accounts}`, nom: 'X', emails: [], ...given }),
    );

  it('gives a circonscription as it was configured', async () => {
    const { problematiques: _problematiques, ...expected } = circonscription('A');
    assert.deepEqual(await db.directory.circonscription('A'), expected);
    assert.equal(await db.directory.circonscription('Z'), undefined);
    assert.deepEqual(await db.directory.problematiques('A'), ['Lecture', 'Comportement']);
  });

  it('shows a Teams tenant its circonscriptions and those bound to none', async () => {
    await db.directoryAdmin.configure({ ...circonscription('T'), teamsTenant: 'tenant-t' }, false);
    const codes = async (tenant?: string) => (await db.directory.circonscriptions(tenant)).map((c) => c.code);
    assert.deepEqual(await codes(), ['A', 'B', 'T']);
    assert.deepEqual(await codes('tenant-t'), ['A', 'B', 'T']);
    assert.deepEqual(await codes('tenant-x'), ['A', 'B']);
  });

  it('gives the open écoles of the circonscriptions asked for', async () => {
    await db.directoryAdmin.importEcoles([{ ...ecole('A', '0000A99'), ouverte: false }], false);
    const found = await db.directory.ecoles(['A']);
    assert.deepEqual(found, [
      {
        uai: '000000A',
        nom: 'École 000000A',
        commune: 'Rouen',
        circonscription: 'A',
        codePostal: '76000',
        maternelle: false,
        elementaire: true,
      },
    ]);
    assert.deepEqual(await db.directory.ecoles([]), []);
  });

  it('keeps of an account what is not given again, but its e-mails', async () => {
    const personal = { channel: 'teams', conversationId: 'p', kind: 'personal', opaque: { serviceUrl: 'x' } } as const;
    const verifiedAt = '2026-10-01T08:00:00.000Z';
    const full = {
      emails: ['Eve@AC.example'],
      aadObjectId: 'oid',
      tenant: 't',
      verifiedAt,
      personal,
      lastEcole: '000000A',
    };
    const saved = await account({ externalId: '29:eve', nom: 'Ève', ...full });
    assert.deepEqual(saved, {
      ...full,
      emails: ['eve@ac.example'],
      id: saved.id,
      channel: 'teams',
      externalId: '29:eve',
      nom: 'Ève',
    });
    assert.deepEqual(await db.directory.identite('teams', '29:eve'), saved);
    assert.deepEqual(await db.directory.identiteById(saved.id), saved);
    const later = '2026-10-01T09:00:00.000Z';
    const again = await account({ externalId: '29:eve', nom: '', emails: [], verifiedAt: later });
    assert.deepEqual(again, { ...saved, emails: [], verifiedAt: later });
  });

  it('does not let an earlier answer of a roster undo a later one', async () => {
    await account({ externalId: '29:late', emails: ['new@ac.example'], verifiedAt: '2026-10-01T09:00:00.000Z' });
    for (const verifiedAt of ['2026-10-01T08:00:00.000Z', undefined]) {
      const saved = await account({
        externalId: '29:late',
        emails: ['old@ac.example'],
        ...(verifiedAt && { verifiedAt }),
      });
      assert.deepEqual([saved.emails, saved.verifiedAt], [['new@ac.example'], '2026-10-01T09:00:00.000Z']);
    }
  });

  it('creates one account for two first messages at once', async () => {
    const saves = await Promise.all([account({ externalId: '29:twin' }), account({ externalId: '29:twin' })]);
    assert.equal(saves[0].id, saves[1].id);
  });

  describe('matching people', () => {
    const codesOf = async (identite: Identite) =>
      (await inside((directory) => directory.membresOf(identite))).map((m) => `${m.circonscription} ${m.email}`);
    before(async () => {
      await db.directoryAdmin.importMembres('A', [membre('A', 'Paul')], false, false);
      await db.directoryAdmin.importMembres('T', [membre('T', 'Paul')], false, false);
    });

    it('finds a person by a verified e-mail, in every circonscription that trusts the tenant', async () => {
      const emails = ['other@ac.example', 'paul@ac.example'];
      assert.deepEqual(await codesOf(await account({ emails, tenant: 'tenant-x' })), ['A paul@ac.example']);
      const both = ['A paul@ac.example', 'T paul@ac.example'];
      assert.deepEqual(await codesOf(await account({ emails, tenant: 'tenant-t' })), both);
      assert.deepEqual(await codesOf(await account({ channel: 'tchap', emails })), both);
    });

    it('finds nobody for someone without verified e-mail or object id', async () => {
      assert.deepEqual(await codesOf(claire), []);
      assert.deepEqual(await codesOf(await account({ aadObjectId: 'unknown', tenant: 'tenant-t' })), []);
    });

    it('knows someone by the object id after the first match by e-mail', async () => {
      const first = await account({ emails: ['paul@ac.example'], aadObjectId: 'oid-paul', tenant: 'tenant-x' });
      assert.deepEqual(await codesOf(first), ['A paul@ac.example']);
      assert.deepEqual(await codesOf({ ...first, emails: ['renamed@ac.example'] }), ['A paul@ac.example']);
    });

    it('keeps the link over a new import, and ends it with the member', async () => {
      const linked = await account({ emails: [], aadObjectId: 'oid-paul', tenant: 'tenant-x' });
      await db.directoryAdmin.importMembres('A', [{ ...membre('A', 'Paul'), prenom: 'Jean-Paul' }], false, false);
      assert.deepEqual(await codesOf(linked), ['A paul@ac.example']);
      await db.directoryAdmin.importMembres('A', [], true, false);
      assert.deepEqual(await codesOf(linked), []);
      await db.directoryAdmin.importMembres('A', [membre('A', 'Paul')], false, false);
      assert.deepEqual(await codesOf(linked), ['A paul@ac.example']);
    });

    it('finds the accounts of a member, the last verified first, and none of another tenant', async () => {
      const emails = ['nina@ac.example'];
      await db.directoryAdmin.importMembres('T', [membre('T', 'Nina')], false, false);
      const nina = (await db.directory.membres('T')).find((m) => m.nom === 'Nina')!;
      await account({ externalId: '29:n0', emails, tenant: 'tenant-x', verifiedAt: '2026-10-09T08:00:00.000Z' });
      await account({ externalId: '29:n1', emails, tenant: 'tenant-t', verifiedAt: '2026-10-01T08:00:00.000Z' });
      await account({ externalId: '29:n2', emails, tenant: 'tenant-t', verifiedAt: '2026-10-02T08:00:00.000Z' });
      await account({ externalId: '29:n3', emails, tenant: 'tenant-t' });
      const found = await db.directory.identitesOfMembre(nina);
      assert.deepEqual(
        found.map((identite) => identite.externalId),
        ['29:n2', '29:n1', '29:n3'],
      );
    });
  });

  it('counts the load of each active member', async () => {
    await db.directoryAdmin.importMembres('B', [membre('B', 'Free'), membre('B', 'Busy')], false, false);
    const members = new Map((await db.directory.membres('B')).map((m) => [m.nom, m.id]));
    const by = { id: 'ana', nom: 'Ana' };
    const today = new Date().toISOString();
    const asked = (membreId: string, at: string): DemandeEvent => ({
      type: 'membre_sollicite',
      at,
      by,
      membreId,
      nom: '',
      fonctions: [],
      message: '',
      accordParents: false,
    });
    const busy = members.get('Busy')!;
    const other = members.get('MembreB')!;
    const write = async (id: string, ...events: DemandeEvent[]) => {
      const demande = await insertDemande(db, claire, id, { circonscription: 'B' });
      const next = afterEvents(demande, { type: 'analyse_prise', at: today, by }, ...events);
      await db.unitOfWork.run((tx) => tx.demandes.append(next.demande, next.events, CAUSE));
    };
    const accepted = { type: 'intervention_acceptee', at: today, by, membreId: busy } as const;
    await write('b1', asked(busy, today), accepted);
    await write('b2', asked(busy, today), accepted, { type: 'demande_reorientee', at: today, by, texte: 'x' });
    await write('b3', asked(busy, today), { type: 'intervention_declinee', at: today, by, membreId: busy, motif: '' });
    const old = '2020-01-01T00:00:00.000Z';
    await write('b4', asked(busy, old), { type: 'intervention_declinee', at: old, by, membreId: busy, motif: '' });
    await write('b5', asked(other, old));
    await write('b6', asked(other, today), { type: 'membre_injoignable', at: today, by, membreId: other });
    const charges = await db.directory.charges('B');
    assert.deepEqual(charges.get(busy), { ouvertes: 1, refusRecents: 1, injoignable: false });
    assert.deepEqual(charges.get(other), { ouvertes: 0, refusRecents: 0, injoignable: true });
    assert.deepEqual(charges.get(members.get('Free')!), { ouvertes: 0, refusRecents: 0, injoignable: false });
    assert.equal((await db.directory.charges('A')).has(busy), false);
  });

  it('keeps one analysis channel for each circonscription, and finds those of a place', async () => {
    const place: Address = {
      channel: 'teams',
      conversationId: '19:x',
      kind: 'channel',
      tenant: 't',
      opaque: { s: [1] },
    };
    await inside((directory) => directory.setAnalysisChannel('A', { ...place, conversationId: '19:old' }));
    for (const code of ['A', 'B']) await inside((directory) => directory.setAnalysisChannel(code, place));
    const found = await db.directory.analysisChannel('A');
    assert.deepEqual(found?.address, place);
    assert.ok(!Number.isNaN(Date.parse(found?.setAt ?? '')));
    const at = await db.directory.analysisChannelsAt('teams', '19:x');
    assert.deepEqual(
      at.map((channel) => channel.circonscription),
      ['A', 'B'],
    );
    assert.deepEqual(await db.directory.analysisChannelsAt('teams', '19:old'), []);
    assert.equal(await db.directory.analysisChannel('T'), undefined);
  });

  it('never lets an older answer of a roster overwrite a later one', async () => {
    const save = (present: boolean, hour: number) =>
      inside((directory) =>
        directory.saveRosterEntry('teams', '19:x', '29:1', present, `2026-10-01T0${hour}:00:00.000Z`),
      );
    const entry = () => db.directory.rosterEntry('teams', '19:x', '29:1');
    await save(true, 1);
    await save(false, 3);
    await save(true, 2);
    assert.deepEqual(await entry(), { present: false, checkedAt: '2026-10-01T03:00:00.000Z' });
    await save(true, 4);
    assert.equal((await entry())?.present, true);
    await inside((directory) => directory.forgetRosterEntries('teams', '29:1'));
    assert.equal(await entry(), undefined);
  });
});
