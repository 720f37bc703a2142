import assert from 'node:assert/strict';
import { createSmtpMailer } from '../../../src/adapters/mail/smtp-mailer.ts';
import type { DeliveryWorker } from '../../../src/app/delivery/worker.ts';
import type { Membre } from '../../../src/app/ports/directory-store.ts';
import type { Log } from '../../../src/app/ports/log.ts';
import type { Mailer } from '../../../src/app/ports/mailer.ts';
import type { NewOutboxRow } from '../../../src/app/ports/outbox-store.ts';
import { type OpenedWithSql, onEachDatabase } from '../../support/databases.ts';
import { deliveryOn, eventually } from '../../support/delivery.ts';
import { membre, seedPole } from '../../support/pole.ts';
import { startSmtp, type TestSmtp } from '../../support/smtp.ts';

const FROM = { name: '', address: 'pole@ac.example' };
const SUBJECT = 'Demande 2026-0001 : à lire';

onEachDatabase('mails in the outbox', (database) => {
  let db: OpenedWithSql;
  let smtp: TestSmtp;
  let worker: DeliveryWorker;
  let paul: Membre;
  const logged: string[] = [];
  const log: Log = {
    info: (fields, event) => void logged.push(JSON.stringify([event, fields])),
    warn: (fields, event) => void logged.push(JSON.stringify([event, fields])),
    error: (fields, event, error) => void logged.push(JSON.stringify([event, fields, String(error)])),
  };
  before(async function () {
    this.timeout(60_000);
    db = await database().openWithSql();
    await seedPole(db);
    await db.directoryAdmin.importMembres('A', [membre('A', 'Paul')], false, false);
    paul = (await db.directory.membres('A')).find(({ nom }) => nom === 'Paul')!;
    smtp = await startSmtp();
    worker = deliveryOn(db, { channels: new Map(), mailer: createSmtpMailer({ smtpUrl: smtp.url, from: FROM }), log });
    worker.start();
  });
  after(async () => {
    await worker?.stop();
    await smtp?.stop();
    await db?.close();
  });
  beforeEach(async () => {
    await db.sql('DELETE FROM outbox');
    smtp.mails.length = 0;
    smtp.refuse = {};
    logged.length = 0;
  });

  const toMembre = (text = 'Bonjour, élève à Évreux.'): NewOutboxRow => ({
    circonscription: 'A',
    destination: { to: 'courriel', circonscription: 'A', membreId: paul.id },
    content: { op: 'mail', mail: { subject: SUBJECT, text } },
  });
  const enqueue = (...rows: NewOutboxRow[]) => db.unitOfWork.run((tx) => tx.outbox.enqueue(rows));
  const states = async () =>
    (await db.sql<{ line: string }>("SELECT concat_ws(' ', etat, tries, code) AS line FROM outbox ORDER BY id")).map(
      ({ line }) => line,
    );
  const settled = () =>
    eventually(async () => !(await states()).some((line) => line.startsWith('attente')), 'every mail is settled');
  /** As if this much time had passed for the pauses. */
  const pass = (seconds: number) =>
    db.sql("UPDATE outbox SET not_before = not_before - $1::float8 * interval '1 s'", [seconds]);

  it('arrive once, at the address that the directory has, and leave no content behind', async () => {
    await enqueue(toMembre());
    await settled();
    assert.deepEqual(
      smtp.mails.map(({ to, text, headers }) => [to, text, headers.get('subject')]),
      [[['paul@ac.example'], 'Bonjour, élève à Évreux.', SUBJECT]],
    );
    assert.deepEqual(await states(), ['envoye 0']);
    assert.deepEqual(await db.sql('SELECT content FROM outbox'), [{ content: null }]);
  });

  it('keep their order in one mailbox, and go to an address that is written in the row', async () => {
    await enqueue(toMembre('un'), toMembre('deux'), {
      destination: { to: 'courriel', email: 'x@y.example' },
      content: { op: 'mail', mail: { subject: 's', text: 'ailleurs' } },
    });
    await settled();
    const told = smtp.mails.map(({ text }) => text);
    assert.deepEqual([...told].sort(), ['ailleurs', 'deux', 'un']);
    assert.ok(told.indexOf('un') < told.indexOf('deux'));
    assert.deepEqual(smtp.mails.find(({ text }) => text === 'ailleurs')?.to, ['x@y.example']);
  });

  it('are tried again after « not now », under the same Message-ID', async () => {
    let tries = 0;
    smtp.refuse.data = () => {
      tries++;
      return tries === 1 ? 451 : undefined;
    };
    await enqueue(toMembre());
    await eventually(async () => (await states())[0] === 'attente 1 451 EMESSAGE DATA', 'a first try');
    assert.equal(smtp.mails.length, 0);
    await pass(10);
    await settled();
    assert.deepEqual([smtp.mails.length, tries], [1, 2]);
    const { id, at } = (
      await db.sql<{ id: string; at: string }>(
        'SELECT id, floor(extract(epoch FROM created_at) * 1000)::text AS at FROM outbox',
      )
    )[0]!;
    const key = `${id}.${Number(at).toString(36)}`;
    const ids = smtp.mails.map(({ headers }) => headers.get('message-id'));
    assert.deepEqual(ids, [`<pole-ressources.${key}@ac.example>`]);
  });

  it('end at an unknown mailbox, and leave no address in the log', async () => {
    smtp.refuse.rcpt = () => 550;
    await enqueue(toMembre());
    await settled();
    assert.deepEqual(await states(), ['mort 0 550 EENVELOPE RCPT TO']);
    assert.ok(logged.some((line) => line.includes('delivery_dead')));
    assert.ok(!logged.join('\n').includes('paul@'), logged.join('\n'));
  });

  it('are repeated at most once when nobody knows whether they were taken', async () => {
    smtp.vanishAfterData = true;
    await enqueue(toMembre());
    await eventually(async () => (await states())[0]?.startsWith('attente 1') === true, 'a first try');
    await pass(10);
    await settled();
    smtp.vanishAfterData = false;
    assert.match((await states())[0]!, /^mort 1 ECONNECTION/);
    const ids = smtp.mails.map(({ headers }) => headers.get('message-id'));
    assert.equal(ids.length, 2);
    assert.equal(ids[0], ids[1], 'a mailbox can tell the double');
  });

  it('go to nobody who has left the pôle since', async () => {
    await db.directoryAdmin.importMembres('A', [], true, false);
    await enqueue(toMembre());
    await settled();
    assert.deepEqual(await states(), ['mort 0 inactive_member']);
    assert.deepEqual(smtp.mails, []);
    await db.directoryAdmin.importMembres('A', [membre('A', 'Paul')], false, false);
  });

  it('are given up when mail is not configured any more', async () => {
    const without: { mailer?: Mailer } = {};
    await worker.stop();
    const other = deliveryOn(db, { channels: new Map(), log, ...without });
    other.start();
    await enqueue(toMembre());
    await settled();
    await other.stop();
    assert.deepEqual(await states(), ['mort 0 no_mailer']);
  });
});
