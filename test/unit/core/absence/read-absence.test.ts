import assert from 'node:assert/strict';
import { formatPeriod } from '../../../../src/core/absence/period.ts';
import { readAbsence } from '../../../../src/core/absence/read-absence.ts';
import { parseIntent, parseInterruption } from '../../../../src/core/dialogue/intent.ts';

/** A Wednesday. */
const TODAY = '2026-11-25';

function read(text: string, today = TODAY): string {
  const intent = parseIntent(text);
  if (intent?.kind !== 'absence') return `not an absence: ${intent?.kind}`;
  const found = readAbsence(intent.dates, today);
  return found.ok ? `${found.period.du} ${found.period.au}` : found.error.replaceAll('\u00a0', ' ');
}

describe('an absence told in words', () => {
  const told: [text: string, du: string, au: string][] = [
    ['Je suis absent du 3 au 7 mars', '2027-03-03', '2027-03-07'],
    ['je suis absente du 3 mars au 7 avril', '2027-03-03', '2027-04-07'],
    ['Absente du 30 novembre au 4 décembre.', '2026-11-30', '2026-12-04'],
    ['je serai absent du 30/11 au 04/12/2026', '2026-11-30', '2026-12-04'],
    ['absent du 30 au 4 décembre', '2026-11-30', '2026-12-04'],
    ['en congé du 28 décembre au 4 janvier', '2026-12-28', '2027-01-04'],
    ['en congé du 28 décembre au 4 janvier 2027', '2026-12-28', '2027-01-04'],
    ['je suis en congés du 1er au 12 février 2027', '2027-02-01', '2027-02-12'],
    ['je suis en congé maternité du 1er février au 15 juin', '2027-02-01', '2027-06-15'],
    ['en arrêt jusqu’au 12 décembre', '2026-11-25', '2026-12-12'],
    ['je suis en arrêt maladie jusqu’à vendredi', '2026-11-25', '2026-11-27'],
    ['Je suis absent(e) demain', '2026-11-26', '2026-11-26'],
    ['absente demain', '2026-11-26', '2026-11-26'],
    ['Je serai absente jeudi', '2026-11-26', '2026-11-26'],
    ['absent le 12 janvier', '2027-01-12', '2027-01-12'],
    ['absent du lundi au mercredi', '2026-11-30', '2026-12-02'],
    ['absent aujourd’hui', '2026-11-25', '2026-11-25'],
    ['absent cette semaine', '2026-11-25', '2026-11-27'],
    ['je suis absent toute la semaine prochaine', '2026-11-30', '2026-12-04'],
    ['absent du 23 au 27 novembre', '2026-11-23', '2026-11-27'],
    ['indisponible à partir du 1er décembre jusqu’au 5 décembre', '2026-12-01', '2026-12-05'],
  ];
  for (const [text, du, au] of told) it(`« ${text} »`, () => assert.equal(read(text), `${du} ${au}`));

  it('without days, or with unreadable ones, is asked for its days', () => {
    for (const text of ['je suis absent', 'absente quelques jours', 'en congé du lundi au bientôt']) {
      assert.match(read(text), /De quand à quand/);
    }
  });

  it('that cannot be is refused with its reason', () => {
    assert.match(read('absent du 3 au 31 février'), /31/);
    assert.match(read('absent du 12 décembre 2026 au 3 décembre 2026'), /vient avant/);
    assert.match(read('absent du 2 au 6 mars 2026'), /déjà passée/);
  });

  it('is an answer when a form asks for one', () => {
    assert.equal(parseInterruption('je suis absent du 3 au 7 mars'), undefined);
    assert.equal(parseInterruption('je suis de retour'), undefined);
  });

  it('is ended or cancelled in words', () => {
    for (const text of ['je suis de retour', 'De retour', 'Je suis rentrée', 'je suis revenu']) {
      assert.equal(parseIntent(text)?.kind, 'retour_absence', text);
    }
    for (const text of ['annuler mon absence', 'je ne suis plus absente', 'Annule mon absence']) {
      assert.equal(parseIntent(text)?.kind, 'annuler_absence', text);
    }
  });

  it('leaves alone what only looks like it', () => {
    for (const text of ['mon élève est absent du 3 au 7 mars', 'absentéisme', 'retour', 'annuler']) {
      const kind = parseIntent(text)?.kind ?? '';
      assert.ok(!kind.includes('absence'), `${text}: ${kind}`);
    }
  });
});

describe('a period in words', () => {
  it('says the month and the year once', () => {
    assert.equal(formatPeriod({ du: '2027-03-01', au: '2027-03-07' }), 'du 1er au 7 mars 2027');
    assert.equal(formatPeriod({ du: '2027-02-28', au: '2027-03-07' }), 'du 28 février au 7 mars 2027');
    assert.equal(formatPeriod({ du: '2026-12-28', au: '2027-01-04' }), 'du 28 décembre 2026 au 4 janvier 2027');
    assert.equal(formatPeriod({ du: '2027-03-01', au: '2027-03-01' }), 'le 1er mars 2027');
  });
});
