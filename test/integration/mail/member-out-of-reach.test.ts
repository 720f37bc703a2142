import assert from 'node:assert/strict';
import { createSmtpMailer } from '../../../src/adapters/mail/smtp-mailer.ts';
import { createResolver } from '../../../src/app/delivery/resolve-destination.ts';
import type { DeliveryWorker } from '../../../src/app/delivery/worker.ts';
import { type Channel, DeliveryError } from '../../../src/app/ports/channel.ts';
import type { Identite, Membre } from '../../../src/app/ports/directory-store.ts';
import type { Address } from '../../../src/app/ports/inbound.ts';
import { type OpenedWithSql, onEachDatabase } from '../../support/databases.ts';
import { deliveryOn, eventually } from '../../support/delivery.ts';
import { DIFFICULTES, membre, seedPole } from '../../support/pole.ts';
import { type RecordingChannel, recordingChannel } from '../../support/recording-channel.ts';
import { startSmtp, type TestSmtp } from '../../support/smtp.ts';
import { solicit, sollicitationRow } from '../../support/solicit.ts';
import { silentLog } from '../../support/test-keys.ts';

const PLACE: Address = { channel: 'teams', conversationId: '19:equipe', kind: 'channel', opaque: null };

onEachDatabase('a member whom no messenger reaches', (database) => {
  let db: OpenedWithSql;
  let smtp: TestSmtp;
  let claire: Identite;
  let teams: RecordingChannel;
  let worker: DeliveryWorker;
  let paul: Membre;
  let demandes = 0;
  before(async function () {
    this.timeout(60_000);
    db = await database().openWithSql();
    claire = await seedPole(db);
    await db.directoryAdmin.importMembres('A', [membre('A', 'Paul')], false, false);
    paul = (await db.directory.membres('A')).find(({ nom }) => nom === 'Paul')!;
    await db.unitOfWork.run((tx) => tx.directory.setAnalysisChannel('A', PLACE));
    smtp = await startSmtp();
  });
  afterEach(() => worker.stop());
  after(async () => {
    await smtp?.stop();
    await db?.close();
  });
  beforeEach(async () => {
    await db.sql('DELETE FROM outbox');
    smtp.mails.length = 0;
    smtp.refuse = {};
  });

  function start(mail: boolean): void {
    teams = recordingChannel('teams', { privateAnswer: true, cardInputs: true, verifiedEmails: true, files: false });
    const channels = new Map([['teams', teams]]);
    const from = { name: '', address: 'pole@ac.example' };
    const mailer = mail ? { mailer: createSmtpMailer({ smtpUrl: smtp.url, from }) } : {};
    worker = deliveryOn(db, { channels, log: silentLog, ...mailer });
    worker.start();
  }

  async function sollicit(): Promise<string> {
    const id = `d${++demandes}`;
    await solicit(db, claire, id, paul);
    return id;
  }
  const notices = () => teams.textsTo('19:equipe').filter((text) => text.includes('Paule Paul'));
  const quiet = () => eventually(async () => (await db.outboxQueue.depth()).waiting === 0, 'nothing waits');

  it('gets one mail at the directory’s address, and the team is told once that it was sent', async () => {
    start(true);
    const id = await sollicit();
    await eventually(() => smtp.mails.length > 0 && notices().length > 0, 'a mail and a notice');
    await quiet();
    const [mail, ...more] = smtp.mails;
    assert.ok(mail !== undefined);
    assert.deepEqual([mail.to, more], [['paul@ac.example'], []]);
    assert.equal(
      mail.headers.get('subject')?.replaceAll('\u00a0', ' '),
      `Demande 2026-${id} : le pôle ressources vous sollicite`,
    );
    for (const told of [
      'Paule Paul',
      `2026-${id}`,
      'École, Rouen',
      'pour un élève',
      'CE1',
      'Z. L.-N.',
      'Teams',
      'bonjour',
    ]) {
      assert.ok(mail.text.includes(told), `${told} in ${mail.text}`);
    }
    const [notice, ...others] = notices();
    assert.deepEqual(others, []);
    assert.match(notice!, /un courriel vient de lui être envoyé/);
  });

  it('reads nothing of the dossier in it', async () => {
    start(true);
    await sollicit();
    await eventually(() => smtp.mails.length > 0, 'a mail');
    const [mail] = smtp.mails;
    for (const secret of ['Lapierre', 'Ndiaye', 'Zoé', '2016', DIFFICULTES, 'appeler']) {
      assert.ok(!`${mail?.text}${mail?.headers.get('subject')}`.includes(secret), secret);
    }
  });

  it('is told of to the team once more when the mailbox refuses too', async () => {
    start(true);
    smtp.refuse.rcpt = () => 550;
    await sollicit();
    await eventually(() => notices().length === 2, 'two notices');
    assert.match(notices()[1]!, /n’a pas pu être remis non plus/);
    assert.deepEqual(smtp.mails, []);
  });

  it('is only told of to the team where mail is not configured', async () => {
    start(false);
    await sollicit();
    await eventually(() => notices().length > 0, 'a notice');
    await quiet();
    assert.match(notices()[0]!, /Merci de prévenir cette personne autrement/);
    assert.ok(!notices()[0]!.includes('courriel'));
    assert.equal(notices().length, 1);
  });

  it('gets no second mail when the same card fails again', async () => {
    start(true);
    const id = await sollicit();
    await eventually(() => smtp.mails.length === 1, 'a mail');
    await db.unitOfWork.run((tx) => tx.outbox.enqueue([sollicitationRow(id, paul.id)]));
    await quiet();
    assert.deepEqual([smtp.mails.length, notices().length], [1, 1]);
  });

  it('is waited for while another messenger, whose server is down, may still reach them', async () => {
    start(false);
    const down: Channel = {
      ...recordingChannel('tchap', { privateAnswer: false, cardInputs: false, verifiedEmails: false, files: true }),
      openPersonal: async () => {
        throw new DeliveryError('throttled', 'unreachable', 10_000);
      },
    };
    for (const order of [
      [down, teams],
      [teams, down],
    ]) {
      const channels = new Map(order.map((channel) => [channel.id, channel]));
      const resolve = createResolver({ unitOfWork: db.unitOfWork, channels });
      const asked = resolve({ destination: { to: 'membre', circonscription: 'A', membreId: paul.id } });
      await assert.rejects(asked, { failure: 'throttled' });
    }
  });
});
