import assert from 'node:assert/strict';
import {
  type AccountLink,
  decideLink,
  endOf,
  isPending,
  localpartOf,
  maskEmail,
  newLink,
  readCode,
  tryCode,
} from '../../../../src/core/pole/account-link.ts';

const LINK: AccountLink = newLink({
  id: 'l1',
  identiteId: 'i1',
  email: 'paul@ac.example',
  codeHmac: 'x',
  createdAt: '2026-10-01T08:00:00.000Z',
});
const at = (minutes: number, seconds = 0) => new Date(Date.UTC(2026, 9, 1, 8, minutes, seconds)).toISOString();

describe('the link of an account', () => {
  it('reads a code as people copy it, and nothing else as one', () => {
    for (const text of ['123456', '123 456', '123\u00a0456', '12-34-56', ' 123456. ']) {
      assert.equal(readCode(text), '123456', text);
    }
    for (const text of [
      '',
      '12345',
      '1234567',
      'code 123456',
      '12/03/2016',
      '-',
      'cent vingt',
      '12e456',
      '１２３４５６',
    ]) {
      assert.equal(readCode(text), undefined, text);
    }
    assert.equal(readCode('000000'), '000000');
  });

  it('shows an e-mail to its owner only', () => {
    assert.equal(maskEmail('prenom.nom@ac-rouen.fr'), 'p•••@ac-rouen.fr');
    assert.equal(maskEmail('é@x.fr'), 'é•••@x.fr');
  });

  it('knows the local part of a Matrix id', () => {
    assert.equal(localpartOf('@prenom.nom-ac-rouen.fr:agent.gouv.fr'), 'prenom.nom-ac-rouen.fr');
    assert.equal(localpartOf('@a:b:8448'), 'a');
    for (const other of ['29:abc', '@a', '@:b', 'a@b.fr', '']) assert.equal(localpartOf(other), undefined, other);
  });

  it('waits a quarter of an hour for its code', () => {
    assert.equal(isPending(LINK, at(15)), true);
    assert.equal(isPending(LINK, at(15, 1)), false);
    assert.equal(isPending(undefined, at(0)), false);
    for (const status of ['reliee', 'epuisee', 'remplacee'] as const) {
      assert.equal(isPending({ ...LINK, status }, at(1)), false, status);
    }
  });

  it('says why its code is no good any more', () => {
    assert.equal(endOf(LINK), 'expiree');
    assert.equal(endOf({ ...LINK, status: 'epuisee' }), 'epuisee');
    assert.equal(endOf({ ...LINK, status: 'reliee' }), undefined);
    assert.equal(endOf(undefined), undefined);
  });

  it('takes five wrong codes, and not one more', () => {
    let link = LINK;
    const left: number[] = [];
    for (let i = 0; i < 5; i++) {
      const tried = tryCode(link, false);
      left.push(tried.left);
      link = tried.link;
    }
    assert.deepEqual(left, [4, 3, 2, 1, 0]);
    assert.deepEqual([link.status, link.tries], ['epuisee', 5]);
  });

  it('is made by the right code, also at the last try', () => {
    const { link } = tryCode({ ...LINK, tries: 4 }, true);
    assert.equal(link.status, 'reliee');
  });

  const possible = { linked: false, mail: true, emails: ['paul@ac.example'], codesLastHour: 2 };
  it('may be tried when one e-mail is possible, be it in several circonscriptions', () => {
    assert.deepEqual(decideLink(possible), { email: 'paul@ac.example' });
    assert.deepEqual(decideLink({ ...possible, emails: [...possible.emails, ...possible.emails] }), {
      email: 'paul@ac.example',
    });
  });

  const refused: [string, Partial<typeof possible>, string][] = [
    ['is made already', { linked: true }, 'deja_relie'],
    ['cannot be proven without mail', { mail: false }, 'sans_courriel'],
    ['has no member to go to', { emails: [] }, 'aucune_fiche'],
    ['could be that of two members', { emails: ['a-b@c.fr', 'a@b-c.fr'] }, 'aucune_fiche'],
    ['had three codes in an hour', { codesLastHour: 3 }, 'trop_de_codes'],
  ];
  for (const [why, given, refusal] of refused) {
    it(`is refused when it ${why}`, () => assert.deepEqual(decideLink({ ...possible, ...given }), { refusal }));
  }
});
