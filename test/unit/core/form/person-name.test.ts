import assert from 'node:assert/strict';
import { initials, parsePersonName, parseTeamReference } from '../../../../src/core/form/person-name.ts';

describe('parsePersonName', () => {
  const kept: [string, string][] = [
    ['Martin Léa', 'Martin Léa'],
    ['  Martin \n Léa ', 'Martin Léa'],
    ["O'Neil", "O'Neil"],
    ['D’Arc Jeanne', 'D’Arc Jeanne'],
    ['Jean-Baptiste de la Fontaine', 'Jean-Baptiste de la Fontaine'],
    ['J. P. Martin', 'J. P. Martin'],
    ['李明', '李明'],
    ['محمد بن علي', 'محمد بن علي'],
    ['Nguyễn Thị Ánh', 'Nguyễn Thị Ánh'],
    ['प्रिया', 'प्रिया'],
    ['Le\u0301a', 'Léa'],
    ['Lé\u202ea\u200b', 'Léa'],
    ['X', 'X'],
    ['a'.repeat(100), 'a'.repeat(100)],
  ];
  for (const [raw, expected] of kept) {
    it(`keeps « ${raw.slice(0, 30)} »`, () => assert.deepEqual(parsePersonName(raw), { ok: true, value: expected }));
  }

  const refused: [string, RegExp][] = [
    ['Martin 3', /« 3 »/],
    ['Léa <b>', /« < »/],
    ['{{DATE()}}', /« { »/],
    ['Léa_Martin', /« _ »/],
    ['Martin, Léa', /« , »/],
    ['Léa 👍', /« 👍 »/u],
    ['a'.repeat(101), /101 caractères/],
    ['--', /au moins une lettre/],
    ['', /au moins une lettre/],
  ];
  for (const [raw, error] of refused) {
    it(`refuses « ${raw.slice(0, 30)} » and says which character or why`, () => {
      const parsed = parsePersonName(raw);
      assert.ok(!parsed.ok);
      assert.match(parsed.error.replaceAll('\u00a0', ' '), error);
    });
  }
});

describe('parseTeamReference', () => {
  it('allows digits and usual punctuation', () => {
    const text = 'École Jules Ferry (Bihorel), cycle 2 : CP/CE1 & ULIS n° 1';
    assert.deepEqual(parseTeamReference(text), { ok: true, value: text });
  });
  it('refuses what could be read as a template or markup', () => {
    assert.equal(parseTeamReference('${x}').ok, false);
    assert.equal(parseTeamReference('<at>bot</at>').ok, false);
  });
});

describe('initials', () => {
  const cases: [string, string][] = [
    ['Martin Léa', 'M. L.'],
    ['Jean-Baptiste de la Fontaine', 'J.-B. F.'],
    ["O'Neil Sean", 'O. S.'],
    ['D’Arc Jeanne', 'A. J.'],
    ['Élodie', 'É.'],
    ['van der Berg Anna', 'B. A.'],
    ['a b c e f g', 'A. B. C. E.'],
    ['Anne-Marie Claude Jean-Paul Marc', 'A.-M. C. J.'],
    ['X', '–'],
    ['A B', '–'],
    ['J. P.', '–'],
    ['de la', '–'],
    ['李明', '李.'],
  ];
  for (const [name, expected] of cases)
    it(`shortens « ${name} » to « ${expected} »`, () => assert.equal(initials(name), expected));
});
