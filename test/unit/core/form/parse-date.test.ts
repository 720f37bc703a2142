import assert from 'node:assert/strict';
import { parseDate } from '../../../../src/core/form/parse-date.ts';
import type { DateUse } from '../../../../src/core/form/types.ts';

const TODAY = '2026-09-17';

function value(text: string, use: DateUse = 'birth', today = TODAY): string {
  const parsed = parseDate(text, today, use);
  return parsed.ok ? parsed.value : `refused: ${parsed.error}`;
}

describe('parseDate', () => {
  const births: [string, string][] = [
    ['12/03/2016', '2016-03-12'],
    ['12-3-16', '2016-03-12'],
    ['12.03.2016', '2016-03-12'],
    ['12 03 2016', '2016-03-12'],
    ['1/1/16', '2016-01-01'],
    ['2016-03-12', '2016-03-12'],
    ['2016-03-12T00:00:00Z', '2016-03-12'],
    ['2016/03/12', '2016-03-12'],
    ['12032016', '2016-03-12'],
    ['20160312', '2016-03-12'],
    ['12 mars 2016', '2016-03-12'],
    ['12 MARS 2016', '2016-03-12'],
    ['12mars2016', '2016-03-12'],
    ['le 1er mars 2016', '2016-03-01'],
    ['1ᵉʳ mars 2016', '2016-03-01'],
    ['né le 12 mars 2016', '2016-03-12'],
    ['née le 12/03/2016', '2016-03-12'],
    ['né(e) le 12/03/2016.', '2016-03-12'],
    ['Elle est née le 12 mars 2016', '2016-03-12'],
    ['samedi 12 mars 2016', '2016-03-12'],
    ['lundi 12 mars 2016', '2016-03-12'],
    ['12 janv. 2016', '2016-01-12'],
    ['12 févr. 2016', '2016-02-12'],
    ['12 fév 2016', '2016-02-12'],
    ['12 fevrier 2016', '2016-02-12'],
    ['12 avr. 2016', '2016-04-12'],
    ['12 juil. 2016', '2016-07-12'],
    ['12 août 2016', '2016-08-12'],
    ['12 aout 2016', '2016-08-12'],
    ['12 sept 2016', '2016-09-12'],
    ['12 sept. 16', '2016-09-12'],
    ['12 déc 2016', '2016-12-12'],
    ['１２／０３／２０１６', '2016-03-12'],
    ['12\u00a0mars\u202f2016', '2016-03-12'],
    ['  12 / 03 / 2016 ', '2016-03-12'],
    ['29/02/2020', '2020-02-29'],
    ['12/03/68', '1968-03-12'],
    ['12/03/26', '2026-03-12'],
    ['12/12/26', '1926-12-12'],
  ];
  for (const [text, expected] of births) {
    it(`reads « ${text} » as the birth ${expected}`, () => assert.equal(value(text), expected));
  }

  const meetings: [string, DateUse, string, string][] = [
    ['hier', 'past', '2026-09-17', '2026-09-16'],
    ['aujourd’hui', 'past', '2026-09-17', '2026-09-17'],
    ["aujourd'hui", 'past', '2026-09-17', '2026-09-17'],
    ['avant-hier', 'past', '2026-09-17', '2026-09-15'],
    ['hier', 'past', '2026-01-01', '2025-12-31'],
    ['demain', 'meeting', '2026-09-17', '2026-09-18'],
    ['lundi', 'past', '2026-09-17', '2026-09-14'],
    ['jeudi', 'past', '2026-09-17', '2026-09-10'],
    ['mardi dernier', 'past', '2026-09-17', '2026-09-15'],
    ['mardi prochain', 'meeting', '2026-09-17', '2026-09-22'],
    ['12 mars', 'past', '2026-04-01', '2026-03-12'],
    ['12 mars', 'past', '2026-01-10', '2025-03-12'],
    ['12 mars', 'meeting', '2026-03-05', '2026-03-12'],
    ['12 mars', 'past', '2026-03-05', '2025-03-12'],
    ['12/03', 'past', '2026-04-01', '2026-03-12'],
    ['2 janvier', 'meeting', '2026-12-20', '2027-01-02'],
    ['29 février', 'past', '2026-04-01', '2024-02-29'],
    ['15/09/26', 'meeting', '2026-09-17', '2026-09-15'],
    ['01/10/26', 'meeting', '2026-09-17', '2026-10-01'],
  ];
  for (const [text, use, today, expected] of meetings) {
    it(`reads « ${text} », said on ${today} of a ${use} date, as ${expected}`, () =>
      assert.equal(value(text, use, today), expected));
  }

  const refused: [string, DateUse, RegExp, boolean][] = [
    ['31/02/2016', 'birth', /pas de 31 février en 2016/, true],
    ['29/02/2019', 'birth', /pas de 29 février en 2019/, true],
    ['32/01/2016', 'birth', /pas de 32 janvier/, true],
    ['03/25/2016', 'birth', /mois 25 n’existe pas.*25 mars 2016/, true],
    ['45/45/2016', 'birth', /mois 45 n’existe pas/, true],
    ['12/00/2016', 'birth', /mois 0 n’existe pas/, true],
    ['12/03/2030', 'birth', /12 mars 2030 est à venir/, true],
    ['18/09/2026', 'birth', /à venir/, true],
    ['18/09/2026', 'past', /à venir/, true],
    ['demain', 'past', /à venir/, true],
    ['12/03/2031', 'meeting', /plus d’un an/, true],
    ['12/03/1816', 'birth', /année n’est pas possible/, true],
    ['12/03/216', 'birth', /année n’est pas possible/, true],
    ['12 mars', 'birth', /manque l’année/, true],
    ['mars 2016', 'birth', /manque une partie/, true],
    ['2016', 'birth', /manque une partie/, true],
    ['CE1', 'birth', /pas reconnu de date/, false],
    ['je ne sais pas', 'birth', /pas reconnu de date/, false],
    ['12', 'birth', /pas reconnu de date/, false],
    ['12 mars 2016 à Rouen', 'birth', /pas reconnu de date/, false],
    ['', 'birth', /pas reconnu de date/, false],
    ['1 2 3 4', 'birth', /pas reconnu de date/, false],
    ['1'.repeat(100_000), 'birth', /pas reconnu de date/, false],
  ];
  for (const [text, use, error, looksLikeDate] of refused) {
    it(`refuses « ${text.slice(0, 30)} » for a ${use} date with a sentence that says why`, () => {
      const parsed = parseDate(text, TODAY, use);
      assert.ok(!parsed.ok);
      assert.match(parsed.error, error);
      assert.equal(parsed.looksLikeDate, looksLikeDate);
    });
  }
});
