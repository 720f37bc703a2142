import assert from 'node:assert/strict';
import { AdminServerError, connectAdmin } from '../../../../src/adapters/admin/admin-client.ts';
import { type AdminServer, startAdminServer } from '../../../../src/adapters/admin/admin-server.ts';
import type { CirconscriptionSetup, EcoleRecord, MembreRecord } from '../../../../src/app/ports/directory-admin.ts';
import type { Log } from '../../../../src/app/ports/log.ts';
import type { TchapOverview } from '../../../../src/app/ports/tchap-reports.ts';
import { createMemoryDirectory } from '../../../support/memory-directory.ts';

const SETUP: CirconscriptionSetup = {
  code: 'c1',
  nom: 'Nord',
  academie: 'X',
  zone: 'A',
  joursEcole: [1, 2, 4, 5],
  heures: { debut: '08:30', fin: '17:30' },
  delais: { lecture: 3, sollicitation: 5, priseAttache: 5, bilan: 30 },
  convergence: { jours: 90, ecoles: 3 },
  adresses: { cpc: 'cpc@test.example' },
  problematiques: ['Lecture'],
};
const MEMBRE: MembreRecord = {
  circonscription: 'c1',
  prenom: 'Zoé',
  nom: 'L’Hôte',
  email: 'zoe@test.example',
  fonctions: ['CPC'],
  secteurs: [],
  roles: ['pilote'],
};
const ECOLE: EcoleRecord = {
  uai: '0760001A',
  circonscription: 'c1',
  nom: 'École',
  type: 'Ecole',
  statut: 'Public',
  adresse: '',
  codePostal: '',
  commune: '',
  telephone: '',
  mail: '',
  maternelle: true,
  elementaire: false,
  ulis: false,
  educationPrioritaire: '',
  ouverte: true,
};

const TCHAP: TchapOverview = {
  processes: [
    {
      machine: 'm',
      pid: 12,
      status: 'running',
      sinceSeconds: 60.5,
      saidSeconds: 2.25,
      cause: '502',
      device: {
        userId: '@pole:s.fr',
        deviceId: 'D',
        crossSigned: true,
        backup: null,
        rooms: 2,
        invited: 1,
        unreadable: 3,
        queue: 4,
        syncSeconds: 7.5,
      },
    },
    { machine: 'n', pid: 13, status: 'standby', sinceSeconds: 1, saidSeconds: 1 },
  ],
  outbox: { waiting: 5, dead: 6 },
};

describe('the admin server', () => {
  const directory = createMemoryDirectory();
  const admin = { ...directory.admin, tchapOverview: async () => TCHAP };
  const logged: string[] = [];
  const log: Log = { info: () => {}, warn: () => {}, error: (_fields, event) => void logged.push(event) };
  let server: AdminServer;
  before(async () => {
    server = await startAdminServer(admin, log);
  });
  after(() => server.close());

  const post = (path: string, body: string, headers: { [name: string]: string } = {}) =>
    fetch(`http://127.0.0.1:${server.port}${path}`, {
      method: 'POST',
      body,
      headers: { authorization: `Bearer ${server.token}`, ...headers },
    });

  it('carries every method of the directory, through the client', async () => {
    const client = connectAdmin(server.port, server.token);
    assert.equal((await client.configure(SETUP, false)).added, 1);
    assert.deepEqual(await client.importEcoles([ECOLE], true), {
      added: 1,
      changed: 0,
      unchanged: 0,
      deactivated: 0,
      details: [{ key: '0760001A', what: 'added' }],
    });
    assert.equal(directory.ecoles.size, 0);
    assert.equal((await client.importMembres('c1', [MEMBRE], true, false)).added, 1);
    assert.deepEqual(directory.membres.get('c1 zoe@test.example'), { ...MEMBRE, actif: true });
    const noel = { zone: 'A', annee: 2026, nom: 'Noël', debut: '2026-12-19', reprise: '2027-01-04' };
    assert.equal((await client.importVacances([{ circonscription: 'c1', ...noel }], false)).added, 1);
    assert.deepEqual((await client.overview())[0]?.annees, [2026]);
    assert.deepEqual((await client.overview())[0]?.pilotes, ['zoe@test.example']);
  });

  it('carries what the processes said of the Tchap account', async () => {
    assert.deepEqual(await connectAdmin(server.port, server.token).tchapOverview(), TCHAP);
  });

  it('gives a circonscription back as it is kept', async () => {
    const { problematiques: _, ...circonscription } = SETUP;
    const plain = createMemoryDirectory();
    const other = await startAdminServer(
      { ...admin, ...plain.admin, circonscriptions: async () => [circonscription] },
      log,
    );
    assert.deepEqual(await connectAdmin(other.port, other.token).circonscriptions(), [circonscription]);
    await other.close();
  });

  it('has a token of 32 random bytes', () => {
    assert.equal(Buffer.from(server.token, 'base64url').length, 32);
  });

  for (const authorization of ['', 'Bearer ', 'Bearer x', 'Basic eDp4']) {
    it(`answers 401 and nothing more to « ${authorization} »`, async () => {
      const response = await post('/overview', '[]', { authorization });
      assert.deepEqual([response.status, await response.text()], [401, '']);
    });
  }

  const wrong: [string, string, string, number][] = [
    ['an unknown method', '/effacer', '[]', 404],
    ['a method of every object', '/constructor', '[]', 404],
    ['a body that is no JSON', '/overview', '[', 400],
    ['arguments that are too many', '/overview', '[1]', 400],
    ['a record with a field too many', '/importEcoles', JSON.stringify([[{ ...ECOLE, x: 1 }], false]), 400],
    ['a UAI that is none', '/importEcoles', JSON.stringify([[{ ...ECOLE, uai: 'x' }], false]), 400],
    ['an unknown role', '/importMembres', JSON.stringify(['c1', [{ ...MEMBRE, roles: ['chef'] }], false, false]), 400],
  ];
  for (const [what, path, body, status] of wrong) {
    it(`answers ${status} to ${what}, and writes nothing`, async () => {
      const before = directory.calls.length;
      assert.equal((await post(path, body)).status, status);
      assert.equal(directory.calls.length, before);
    });
  }

  it('does not read on past its limit', async () => {
    const response = await post('/overview', ' '.repeat(64 * 1024 * 1024 + 1)).catch(() => undefined);
    // The server may close before all is sent, which the client sees as a reset.
    assert(response === undefined || response.status === 413);
  });

  it('answers a failure without its words, and logs it', async () => {
    const broken = await startAdminServer(
      { ...admin, overview: () => Promise.reject(new Error('Key (email)=(zoe@test.example)')) },
      log,
    );
    const client = connectAdmin(broken.port, broken.token);
    await assert.rejects(client.overview(), (error) => error instanceof AdminServerError && error.kind === 'failed');
    const raw = await fetch(`http://127.0.0.1:${broken.port}/overview`, {
      method: 'POST',
      body: '[]',
      headers: { authorization: `Bearer ${broken.token}` },
    });
    assert.deepEqual([raw.status, await raw.text()], [500, '']);
    assert.equal(logged.length, 2);
    await broken.close();
  });

  it('is told to be silent when nobody listens any more', async () => {
    const gone = await startAdminServer(admin, log);
    await gone.close();
    await assert.rejects(
      connectAdmin(gone.port, gone.token).overview(),
      (error) => error instanceof AdminServerError && error.kind === 'silent' && error.code === 'ECONNREFUSED',
    );
  });
});
