import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { createSmtpMailer } from '../../../src/adapters/mail/smtp-mailer.ts';
import { DeliveryError } from '../../../src/app/ports/channel.ts';
import type { Mail } from '../../../src/app/ports/mailer.ts';
import { startSmtp, type TestSmtp } from '../../support/smtp.ts';

const FROM = { name: 'Pôle ressources', address: 'pole@ac-rouen.example' };
const MAIL: Mail = {
  to: 'thomas.ricordeau@val-de-brume.example',
  subject: 'Demande 2026-0042 : le pôle ressources vous sollicite',
  text: 'Bonjour,\n\nL’école « Élémentaire Jean-Moulin » … 日本 🎒\n.\nUne ligne commençant par un point.\nFrom ici',
};

describe('the SMTP mailer', () => {
  let smtp: TestSmtp;
  afterEach(() => smtp.stop());

  const mailer = (url = smtp.url, from = FROM) => createSmtpMailer({ smtpUrl: url, from });
  async function failure(url?: string): Promise<[string, string]> {
    const error = await mailer(url)
      .send(MAIL, '17')
      .then(
        () => assert.fail('it was sent'),
        (e: unknown) => e,
      );
    assert.ok(error instanceof DeliveryError, String(error));
    assert.ok(!error.message.includes('ricordeau'), error.message);
    return [error.failure, error.code];
  }

  it('sends a plain text with its accents, to one person, as a robot', async () => {
    smtp = await startSmtp();
    await mailer().send(MAIL, '17');
    const [mail, ...more] = smtp.mails;
    assert.ok(mail !== undefined);
    assert.deepEqual(more, []);
    assert.deepEqual([mail.from, mail.to, mail.secure], [FROM.address, [MAIL.to], false]);
    assert.equal(mail.text, MAIL.text);
    assert.equal(mail.headers.get('subject'), MAIL.subject);
    assert.equal(mail.headers.get('from'), `Pôle ressources <${FROM.address}>`);
    assert.equal(mail.headers.get('to'), MAIL.to);
    assert.equal(mail.headers.get('auto-submitted'), 'auto-generated');
    assert.equal(mail.headers.get('content-type'), 'text/plain; charset=utf-8');
    assert.ok(!mail.headers.has('bcc') && !mail.headers.has('cc'));
  });

  it('sends a file as it is, and a copy to a second address that both can see', async () => {
    smtp = await startSmtp();
    const bytes = Buffer.from([0, 13, 10, 46, 13, 10, 255, 37, 80, 68, 70]);
    const file = { name: 'annexe-1-demande-2026-0042.pdf', type: 'application/pdf', bytes };
    await mailer().send({ ...MAIL, cc: 'cpc@ac-rouen.example', file }, '17');
    const [mail] = smtp.mails;
    assert.deepEqual(mail?.to, [MAIL.to, 'cpc@ac-rouen.example']);
    assert.deepEqual([mail.headers.get('to'), mail.headers.get('cc')], [MAIL.to, 'cpc@ac-rouen.example']);
    assert.equal(mail.text, MAIL.text);
    assert.deepEqual(mail.files, [file]);
  });

  for (const [code, kind] of [
    [550, 'unreachable'],
    [451, 'transient'],
  ] as const) {
    it(`takes a mail whose first address answers ${code} as not delivered, whatever the copy did`, async () => {
      smtp = await startSmtp();
      smtp.refuse.rcpt = (address) => (address === MAIL.to ? code : undefined);
      const sent = mailer().send({ ...MAIL, cc: 'cpc@ac-rouen.example' }, '1');
      await assert.rejects(sent, { failure: kind, code: `${code} EENVELOPE RCPT TO` });
    });
  }

  it('takes a mail as delivered when the copy alone is refused', async () => {
    smtp = await startSmtp();
    smtp.refuse.rcpt = (address) => (address === MAIL.to ? undefined : 550);
    await mailer().send({ ...MAIL, cc: 'cpc@ac-rouen.example' }, '1');
    assert.deepEqual(smtp.mails[0]?.to, [MAIL.to]);
  });

  it('gives the same Message-ID to the same mail sent again, and another one to another mail', async () => {
    smtp = await startSmtp();
    for (const key of ['17', '17', '18']) await mailer().send(MAIL, key);
    const ids = smtp.mails.map((mail) => mail.headers.get('message-id'));
    assert.deepEqual(ids, [
      '<pole-ressources.17@ac-rouen.example>',
      '<pole-ressources.17@ac-rouen.example>',
      '<pole-ressources.18@ac-rouen.example>',
    ]);
  });

  it('lets no subject or address add a header or a recipient', async () => {
    smtp = await startSmtp();
    await mailer().send({ ...MAIL, subject: 'x\r\nBcc: a@b.example', to: 'c@d.example' }, '1');
    const [mail] = smtp.mails;
    assert.deepEqual(mail?.to, ['c@d.example']);
    assert.ok(!mail.headers.has('bcc'));
    const injected = mailer().send({ ...MAIL, to: 'c@d.example>\r\nRCPT TO:<e@f.example' }, '2');
    await assert.rejects(injected, { failure: 'rejected' });
    assert.equal(smtp.mails.length, 1);
  });

  it('encrypts where the server offers it, and verifies its certificate', async () => {
    smtp = await startSmtp({ startTls: true });
    await mailer(`${smtp.url}?tls.rejectUnauthorized=false`).send(MAIL, '1');
    assert.equal(smtp.mails[0]?.secure, true);
    const [kind, code] = await failure();
    assert.equal(kind, 'transient');
    assert.match(code, /CERT/, 'the operator reads why');
    assert.equal(smtp.mails.length, 1);
  });

  it('speaks TLS from the first byte with smtps', async () => {
    smtp = await startSmtp({ secure: true });
    await mailer(`${smtp.url}?tls.rejectUnauthorized=false`).send(MAIL, '1');
    assert.equal(smtp.mails[0]?.secure, true);
  });

  it('sends nothing in clear when the address demands TLS and the server has none', async () => {
    smtp = await startSmtp();
    assert.equal((await failure(`${smtp.url}?requireTLS=true`))[0], 'transient');
    assert.deepEqual(smtp.mails, []);
  });

  it('logs in, and takes a wrong password as something the operator will mend', async () => {
    smtp = await startSmtp({ auth: { user: 'pole', pass: 'p4ss:/é' } });
    const url = (pass: string) => smtp.url.replace('//', `//pole:${encodeURIComponent(pass)}@`);
    await mailer(url('p4ss:/é')).send(MAIL, '1');
    assert.equal(smtp.mails[0]?.user, 'pole');
    const [kind, code] = await failure(url('wrong'));
    assert.equal(kind, 'transient');
    assert.match(code, /^535 EAUTH/);
  });

  const answers: [what: string, step: 'mail' | 'rcpt' | 'data', code: number, kind: string][] = [
    ['a greylisted address as passing', 'rcpt', 451, 'transient'],
    ['a full mailbox as passing', 'rcpt', 452, 'transient'],
    ['an unknown mailbox as out of reach', 'rcpt', 550, 'unreachable'],
    ['a refused content as refused', 'data', 554, 'rejected'],
    ['a busy server as passing', 'data', 421, 'transient'],
    ['a refused sender as refused', 'mail', 553, 'rejected'],
  ];
  for (const [what, step, code, kind] of answers) {
    it(`takes ${what}`, async () => {
      smtp = await startSmtp();
      smtp.refuse[step] = () => code;
      const [failed, told] = await failure();
      assert.deepEqual([failed, told.startsWith(String(code))], [kind, true], told);
      assert.deepEqual(smtp.mails, []);
    });
  }

  it('takes a server that is not there as passing', async () => {
    smtp = await startSmtp();
    const { url } = smtp;
    await smtp.stop();
    assert.equal((await failure(url))[0], 'transient');
  });

  it('takes a connection that breaks before the mail has left as passing, and after it as unclear', async () => {
    smtp = await startSmtp();
    const breaking = createServer((socket) => {
      socket.write('220 hello\r\n');
      socket.on('data', (data) => (/^EHLO/.test(String(data)) ? socket.write('250 ok\r\n') : socket.destroy()));
      socket.on('error', () => {});
    });
    await new Promise<void>((resolve) => breaking.listen(0, '127.0.0.1', resolve));
    const { port } = breaking.address() as { port: number };
    assert.equal((await failure(`smtp://127.0.0.1:${port}`))[0], 'transient');
    await new Promise((resolve) => breaking.close(resolve));
    smtp.vanishAfterData = true;
    assert.equal((await failure())[0], 'ambiguous');
  });
});
