import assert from 'node:assert/strict';
import { ConfigError, loadConfig, redact } from '../../../src/config.ts';

const TEAMS = {
  MicrosoftAppId: 'app-1',
  MicrosoftAppPassword: 'p4ss',
  DATA_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
};
const MAIL = { SMTP_URL: 'smtp://pole:hunter2@smtp.ac-rouen.example:587', MAIL_FROM: 'pole@ac-rouen.example' };

function problemsOf(env: { [name: string]: string }): string[] {
  try {
    loadConfig({ ...TEAMS, ...env });
  } catch (error) {
    assert(error instanceof ConfigError);
    return error.problems;
  }
  return [];
}

describe('the settings of mail', () => {
  it('give a server and a sender, with or without a name', () => {
    assert.deepEqual(loadConfig({ ...TEAMS, ...MAIL }).mail, {
      smtpUrl: MAIL.SMTP_URL,
      from: { name: '', address: MAIL.MAIL_FROM },
    });
    const named = loadConfig({ ...TEAMS, ...MAIL, MAIL_FROM: 'Pôle ressources <pole@ac-rouen.example>' });
    assert.deepEqual(named.mail?.from, { name: 'Pôle ressources', address: 'pole@ac-rouen.example' });
  });

  it('may both be left out', () => {
    assert.equal(loadConfig(TEAMS).mail, undefined);
  });

  for (const name of ['SMTP_URL', 'MAIL_FROM'] as const) {
    it(`are refused with ${name} alone`, () => {
      const [problem, ...more] = problemsOf({ [name]: MAIL[name] });
      assert.deepEqual(more, []);
      assert.match(problem ?? '', name === 'SMTP_URL' ? /^MAIL_FROM/ : /^SMTP_URL/);
    });
  }

  const wrong: [string, Partial<typeof MAIL>][] = [
    ['another protocol', { SMTP_URL: 'https://smtp.example' }],
    ['no host', { SMTP_URL: 'smtp://' }],
    ['a host without protocol', { SMTP_URL: 'smtp.example:25' }],
    ['a sender that is no address', { MAIL_FROM: 'le pôle' }],
    ['a name without an address', { MAIL_FROM: 'Pôle <>' }],
    ['two senders', { MAIL_FROM: 'a@b.example, c@d.example' }],
    ['a name that would add a header', { MAIL_FROM: 'x\nBcc: e@f.example <a@b.example>' }],
  ];
  for (const [what, given] of wrong) {
    it(`are refused with ${what}`, () => {
      const [problem, ...more] = problemsOf({ ...MAIL, ...given });
      assert.deepEqual(more, []);
      assert.ok(problem?.startsWith(Object.keys(given)[0]!), problem);
    });
  }

  it('keep what the sandbox plays on this machine', () => {
    assert.throws(() => loadConfig(MAIL), /SMTP_URL/);
    const local = { ...MAIL, SMTP_URL: 'smtp://127.0.0.1:1025' };
    assert.equal(loadConfig(local).mail?.smtpUrl, local.SMTP_URL);
  });

  it('leave the password out of the start log and of what is said of a wrong one', () => {
    const told = redact(loadConfig({ ...TEAMS, ...MAIL }));
    assert.equal(told.smtp, 'smtp.ac-rouen.example:587');
    assert.ok(!JSON.stringify(told).includes('hunter2'));
    assert.ok(
      !problemsOf({ ...MAIL, SMTP_URL: 'smtp2://pole:hunter2@x' })
        .join()
        .includes('hunter2'),
    );
  });
});
