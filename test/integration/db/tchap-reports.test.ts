import assert from 'node:assert/strict';
import type { Address } from '../../../src/app/ports/inbound.ts';
import type { Destination, NewOutboxRow } from '../../../src/app/ports/outbox-store.ts';
import type { TchapDevice, TchapReport } from '../../../src/app/ports/tchap-reports.ts';
import { type OpenedWithSql, onEachDatabase } from '../../support/databases.ts';
import { membre, seedPole } from '../../support/pole.ts';

const DEVICE: TchapDevice = {
  userId: '@pole:s.fr',
  deviceId: 'ABC',
  crossSigned: true,
  backup: '1',
  rooms: 12,
  invited: 1,
  unreadable: 2,
  queue: 3,
  syncSeconds: 4,
};
const running: TchapReport = { status: 'running', sinceSeconds: 100, device: DEVICE };

onEachDatabase('the word of the Tchap account', (database, kind) => {
  let db: OpenedWithSql;
  before(async function () {
    this.timeout(60_000);
    db = await database().openWithSql();
  });
  after(() => db?.close());

  const processes = async () => (await db.tchapReports.tchapOverview()).processes;

  it('is nothing before any process said something', async () => {
    assert.deepEqual(await db.tchapReports.tchapOverview(), { processes: [], outbox: { waiting: 0, dead: 0 } });
  });

  it('is what the process last said, and what it knew of the device', async () => {
    await db.tchapReports.report(running);
    const [told] = await processes();
    assert.deepEqual([told!.status, told!.pid, told!.device], ['running', process.pid, DEVICE]);
    assert(told!.sinceSeconds >= 100 && told!.sinceSeconds < 130 && told!.saidSeconds < 30);
    await db.tchapReports.report({ status: 'unreachable', sinceSeconds: 0, cause: '502' });
    const [now, ...others] = await processes();
    assert.deepEqual([now!.status, now!.cause, now!.device?.deviceId, others], ['unreachable', '502', 'ABC', []]);
  });

  it('of processes that ended is forgotten at the next start, but for the last that knew the device', async function () {
    if (kind === 'pglite') return;
    this.timeout(30_000);
    await db.tchapReports.report({ status: 'stopped', sinceSeconds: 0 });
    for (const status of ['stopped', 'standby'] as const) {
      const next = await database().open();
      await next.tchapReports.report({ status, sinceSeconds: 0 });
      await next.close();
    }
    assert.deepEqual(
      (await processes()).map(({ status, device }) => [status, device?.deviceId]),
      [
        ['standby', undefined],
        ['stopped', 'ABC'],
      ],
    );
  });

  it('counts what is to be sent there, wherever the row says to go', async () => {
    const claire = await seedPole(db);
    await db.directoryAdmin.importMembres('A', [{ ...membre('A', 'Paul'), matrixId: '@paul:s.fr' }], false, false);
    await db.directoryAdmin.importMembres('B', [membre('B', 'Bea')], false, false);
    const [paul, bea] = (
      await Promise.all(['A', 'B'].map(async (code) => (await db.directory.membres(code)) ?? []))
    ).map((all) => all.find(({ nom }) => ['Paul', 'Bea'].includes(nom))!);
    const room: Address = { channel: 'tchap', conversationId: '!r:s.fr', kind: 'channel', opaque: {} };
    const ana = await db.unitOfWork.run(async (tx) => {
      await tx.directory.setAnalysisChannel('A', room);
      return tx.directory.saveIdentite({ channel: 'tchap', externalId: '@ana:s.fr', nom: 'Ana', emails: [] });
    });
    const inTchap: Destination[] = [
      { to: 'conversation', address: room },
      { to: 'analyse', circonscription: 'A' },
      { to: 'identite', identiteId: ana.id },
      { to: 'membre', circonscription: 'A', membreId: paul!.id },
    ];
    const elsewhere: Destination[] = [
      { to: 'conversation', address: { ...room, channel: 'teams' } },
      { to: 'analyse', circonscription: 'B' },
      { to: 'identite', identiteId: claire.id },
      { to: 'membre', circonscription: 'B', membreId: bea!.id },
    ];
    const rows = [...inTchap, ...elsewhere].map(
      (destination): NewOutboxRow => ({ destination, content: { op: 'send', message: { text: 'x' } } }),
    );
    await db.unitOfWork.run((tx) => tx.outbox.enqueue(rows));
    assert.deepEqual((await db.tchapReports.tchapOverview()).outbox, { waiting: 4, dead: 0 });
    const first = (await db.sql<{ id: string }>('SELECT id FROM outbox ORDER BY id LIMIT 1'))[0]!;
    await db.outboxQueue.settle(first.id, { kind: 'dead', code: 'x' });
    assert.deepEqual((await db.tchapReports.tchapOverview()).outbox, { waiting: 3, dead: 1 });
  });
});
