import assert from 'node:assert/strict';
import type { Database } from '../../../src/adapters/db/database.ts';
import { DatabaseWithoutKeys, WrongDataKeys } from '../../../src/adapters/db/errors.ts';
import { createSealer } from '../../../src/adapters/db/sealing.ts';
import type { Sql } from '../../../src/adapters/db/sql.ts';
import { onEachDatabase } from '../../support/databases.ts';
import {
  after as afterEvents,
  CAUSE,
  conversation,
  DIFFICULTES,
  ELEVE,
  insertDemande,
  seedPole,
  sentDemande,
} from '../../support/pole.ts';
import { dataKey } from '../../support/test-keys.ts';

const SECRETS = [
  ELEVE.eleve_nom,
  ELEVE.naissance,
  DIFFICULTES,
  'note privée du RASED',
  'réponse au clic',
  'texte envoyé',
];

onEachDatabase('sealed columns', (database) => {
  it('show no pupil and no free text in any table, nor in what the messages say', async () => {
    await (await database().open()).close();
    const opened = await database().openWithSql();
    try {
      await writeEverythingSealed(opened);
      const dump = await everyRow(opened.sql);
      assert.match(dump, /2026-secret/, 'the dump holds the rows');
      for (const secret of SECRETS) assert.equal(dump.includes(secret), false, secret);
      assert.equal(dump.includes(Buffer.from(ELEVE.eleve_nom).toString('base64').slice(0, 16)), false);
    } finally {
      await opened.close();
    }
  });

  it('open after a rotation, with the new key first', async () => {
    const rotated = await database().open({ sealer: createSealer([dataKey('b'), dataKey('a')]) });
    try {
      const demande = await rotated.unitOfWork.run((tx) => tx.demandes.get('secret'));
      assert.equal(demande?.annexe.eleve_nom, ELEVE.eleve_nom);
      assert.equal(demande?.annexe.naissance, ELEVE.naissance);
    } finally {
      await rotated.close();
    }
  });

  it('are opened again with the right keys after a start with a wrong one', async () => {
    await assert.rejects(database().open({ sealer: createSealer([dataKey('w')]) }), WrongDataKeys);
    const opened = await database().open({ sealer: createSealer([dataKey('a'), dataKey('b')]) });
    await opened.close();
  });

  for (const [what, keys] of [
    ['the old key is missing', [dataKey('b')]],
    ['the old key is another one', [dataKey('b'), { ...dataKey('x'), id: 'a' }]],
  ] as const) {
    it(`are refused at the start when ${what}`, async () => {
      await assert.rejects(
        database().open({ sealer: createSealer([...keys]) }),
        (error) => error instanceof WrongDataKeys && error.keyIds.join() === 'a',
      );
    });
  }

  it('are refused without keys, while the directory works', async () => {
    const opened = await database().open({ sealer: undefined });
    try {
      assert.equal((await opened.directoryAdmin.circonscriptions()).length, 2);
      await assert.rejects(
        opened.unitOfWork.run((tx) => tx.demandes.get('secret')),
        DatabaseWithoutKeys,
      );
    } finally {
      await opened.close();
    }
  });
});

async function writeEverythingSealed(database: Database): Promise<void> {
  const claire = await seedPole(database);
  const key = { channel: 'sandbox', conversationId: 'c', actorExternalId: 'claire', eventId: 'e' } as const;
  const demande = await insertDemande(database, claire, 'secret');
  const by = { id: claire.id, nom: claire.nom };
  const next = afterEvents(demande, {
    type: 'problematique_nommee',
    at: '2026-10-02T08:00:00.000Z',
    by,
    problematiques: ['Lecture'],
    note: 'note privée du RASED',
  });
  await database.unitOfWork.run(async (tx) => {
    await tx.turns.open(key);
    await tx.demandes.append(next.demande, next.events, CAUSE);
    const { annexe } = sentDemande(claire, 'x').demande;
    const state = { form: 'annexe1', version: 1, answers: annexe, at: 'resume', trail: [], skipped: [] };
    await tx.turns.saveActive(key, {
      id: 's',
      ownerId: claire.id,
      state,
      status: 'ouverte',
      updatedAt: '2026-10-01T08:00:00.000Z',
    });
    await tx.turns.keepAnswer(key, { kind: 'notice', text: 'réponse au clic' });
    const content = { op: 'send', message: { text: `texte envoyé ${ELEVE.eleve_nom}` } } as const;
    await tx.outbox.enqueue([{ destination: { to: 'conversation', address: conversation('c') }, content }]);
  });
}

async function everyRow(sql: Sql): Promise<string> {
  const tables = await sql<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'",
  );
  const rows = await Promise.all(
    tables.map(({ name }) => sql<{ row: string }>(`SELECT t::text AS row FROM ${name} t`)),
  );
  return rows
    .flat()
    .map(({ row }) => row)
    .join('\n');
}
