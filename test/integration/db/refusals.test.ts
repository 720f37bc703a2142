import assert from 'node:assert/strict';
import type { Identite } from '../../../src/app/ports/directory-store.ts';
import type { DemandeEvent } from '../../../src/core/demande/events.ts';
import { type OpenedWithSql, onEachDatabase } from '../../support/databases.ts';
import { after as afterEvents, CAUSE, insertDemande, seedPole } from '../../support/pole.ts';

onEachDatabase('what the database refuses', (database) => {
  let db: OpenedWithSql;
  let claire: Identite;
  before(async function () {
    this.timeout(60_000);
    db = await database().openWithSql();
    claire = await seedPole(db);
    await insertDemande(db, claire, 'd1');
    const row = { actorId: claire.id, channel: 'sandbox', action: 'voir_dossier', outcome: 'vu' } as const;
    await db.unitOfWork.run((tx) => tx.journal.write({ ...row, circonscription: 'A', demandeId: 'd1' }));
  });
  after(() => db?.close());

  for (const table of ['historique', 'journal']) {
    for (const statement of [`UPDATE ${table} SET action = 'x'`, `DELETE FROM ${table}`, `TRUNCATE ${table}`]) {
      it(`${statement}: the table is append-only`, async () => {
        const before = await db.sql(`SELECT * FROM ${table}`);
        assert.ok(before.length > 0);
        await assert.rejects(db.sql(statement), new RegExp(`${table} is append-only: [A-Z]+ refused`));
        assert.deepEqual(await db.sql(`SELECT * FROM ${table}`), before);
      });
    }
  }

  it('TRUNCATE of what the history hangs on', async () => {
    await assert.rejects(db.sql('TRUNCATE demande CASCADE'), /historique is append-only/);
  });

  it('a demande for an école of another circonscription', async () => {
    await assert.rejects(insertDemande(db, claire, 'cross', { uai: '000000B' }), /foreign key/);
  });

  it('a sollicitation of a member of another circonscription', async () => {
    const [membreB] = await db.directory.membres('B');
    const demande = await db.unitOfWork.run((tx) => tx.demandes.get('d1'));
    const by = { id: 'ana', nom: 'Ana' };
    const event: DemandeEvent = {
      type: 'membre_sollicite',
      at: '2026-10-02T09:00:00.000Z',
      by,
      membreId: membreB!.id,
      nom: '',
      fonctions: [],
      message: '',
      accordParents: false,
    };
    const next = afterEvents(demande!, event);
    await assert.rejects(
      db.unitOfWork.run((tx) => tx.demandes.append(next.demande, next.events, CAUSE)),
      /foreign key/,
    );
  });

  it('a draft, a card or a message that ties a demande to another circonscription', async () => {
    const state = { form: 'f', version: 1, answers: {}, at: 'x', trail: [], skipped: [] };
    const draft = { id: 'cross', ownerId: claire.id, circonscription: 'B', demandeId: 'd1', state } as const;
    await assert.rejects(
      db.unitOfWork.run((tx) => tx.turns.save({ ...draft, status: 'ouverte', updatedAt: '2026-10-01T08:00:00Z' })),
      /foreign key/,
    );
    const card = { kind: 'analyse', demandeId: 'd1' } as const;
    const copy = {
      address: { channel: 'sandbox', conversationId: 'x', kind: 'channel', opaque: null },
      remoteId: 'r',
    } as const;
    await assert.rejects(
      db.unitOfWork.run((tx) => tx.outbox.adoptCopy('B', card, copy)),
      /foreign key/,
    );
    await assert.rejects(
      db.unitOfWork.run((tx) =>
        tx.outbox.enqueue([
          { destination: { to: 'analyse', circonscription: 'B' }, content: { op: 'send_card', card } },
        ]),
      ),
      /foreign key/,
    );
  });
});
