import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cleanLine, cleanText, countCharacters, hasNoWord } from '../../../../src/core/form/clean-text.ts';
import { normalise, words } from '../../../../src/core/form/normalise.ts';

describe('cleanText', () => {
  const cases: [string, string, string][] = [
    ['control characters', 'a\u0000b\u0007c\u001bd\u0085', 'abcd'],
    ['bidi controls', 'Léa\u202e nitraM\u202c\u2066\u2069', 'Léa nitraM'],
    ['zero-width characters', 'a\u200bb\ufeffc\u00add\u2060', 'abcd'],
    ['invisible tags', 'ok\u{E0041}\u{E0042}', 'ok'],
    ['half of a surrogate pair', 'a\ud83db', 'ab'],
    ['carriage returns', 'a\r\nb\rc\u2028d', 'a\nb\nc\nd'],
    ['decomposed accents', 'Le\u0301a', 'Léa'],
    ['space around', ' \n a b \t', 'a b'],
    ['a joiner between letters', 'a\u200db', 'ab'],
  ];
  for (const [what, raw, clean] of cases) it(`removes or mends ${what}`, () => assert.equal(cleanText(raw), clean));

  it('keeps newlines, tabs, other scripts and joined emoji', () => {
    const text = 'un\n\tdeux مرحبا 李明 👩‍🏫 👨‍👩‍👧 👍🏽';
    assert.equal(cleanText(text), text);
  });

  it('keeps what looks like markup as plain characters', () => {
    const text = '{{DATE(2016)}} ${x} <at>bot</at> **gras** &amp;';
    assert.equal(cleanText(text), text);
  });

  it('changes nothing the second time, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        assert.equal(cleanText(cleanText(text)), cleanText(text));
        assert.equal(cleanLine(cleanLine(text)), cleanLine(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('puts a text on one line and counts its characters as a person does', () => {
    assert.equal(cleanLine(' a\n b \t c '), 'a b c');
    assert.equal(countCharacters('é👍'), 2);
  });

  it('tells an emoji or punctuation from an answer', () => {
    assert.equal(hasNoWord('👍'), true);
    assert.equal(hasNoWord('…!?'), true);
    assert.equal(hasNoWord('2'), false);
  });
});

describe('normalise', () => {
  const cases: [string, string][] = [
    ["L’École d'Été", 'l ecole d ete'],
    ['Cœur & Ægidius', 'coeur aegidius'],
    ['ＣＥ１', 'ce1'],
    ['  Saint\u00a0-\u202fÉtienne ', 'saint etienne'],
    ['1ᵉʳ', '1er'],
    ['🙂', ''],
  ];
  for (const [raw, expected] of cases) it(`makes « ${raw} » comparable`, () => assert.equal(normalise(raw), expected));
  it('gives the words of a text, none for an empty one', () => {
    assert.deepEqual(words('École Jules-Ferry'), ['ecole', 'jules', 'ferry']);
    assert.deepEqual(words(' ?! '), []);
  });
});
