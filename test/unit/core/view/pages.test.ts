import assert from 'node:assert/strict';
import fc from 'fast-check';
import { action } from '../../../../src/core/view/buttons.ts';
import { pageButtons, pageNumber, paginate, sectionsSize } from '../../../../src/core/view/pages.ts';
import { cutText } from '../../../../src/core/view/text-parts.ts';

const sections = fc.array(
  fc.record({
    title: fc.string({ maxLength: 30 }),
    lines: fc.array(
      fc.record({ label: fc.string({ maxLength: 100 }), text: fc.string({ unit: 'grapheme', maxLength: 4000 }) }),
      { maxLength: 5 },
    ),
  }),
  { maxLength: 5 },
);

describe('pages of a card', () => {
  it('hold every character of every text, in order', () => {
    fc.assert(
      fc.property(sections, (given) => {
        const text = (all: typeof given) => all.flatMap(({ lines }) => lines.map((line) => line.text)).join('');
        assert.equal(text(paginate(given, 3000).flat()), text(given));
      }),
      { numRuns: 200 },
    );
  });

  it('never take more than the room given', () => {
    fc.assert(
      fc.property(sections, (given) => {
        for (const page of paginate(given, 3000)) assert.ok(sectionsSize(page) <= 3000);
      }),
      { numRuns: 200 },
    );
  });

  it('go on with a long text under the same label, marked as its continuation', () => {
    const pages = paginate([{ title: 'Annexe 1', lines: [{ label: 'Difficultés', text: 'mot '.repeat(1000) }] }], 3000);
    assert.deepEqual(
      pages.map(([section]) => [section?.title, section?.lines[0]?.label]),
      [
        ['Annexe 1', 'Difficultés'],
        ['Annexe 1', 'Difficultés (suite)'],
      ],
    );
  });

  it('are one page when there is nothing to show', () => {
    assert.deepEqual(paginate([], 3000), [[]]);
  });

  it('answer a number that does not exist with the nearest that does', () => {
    assert.deepEqual(
      [undefined, 0, -1, 2, 99, Number.NaN].map((page) => pageNumber(page, 3)),
      [1, 1, 1, 2, 3, 1],
    );
  });

  it('lead to the page before and after, by the value of their button', () => {
    const turn = action('voir_dossier', { demandeId: 'd' });
    assert.deepEqual(
      pageButtons(turn, 2, 3).map((button) => button.action.value),
      ['3', '1'],
    );
    assert.deepEqual(pageButtons(turn, 1, 1), []);
  });
});

describe('a cut text', () => {
  it('ends between two words, and the rest follows', () => {
    assert.deepEqual(cutText('un deux trois', 9), { head: 'un deux', rest: ' trois' });
  });

  it('never ends inside a character', () => {
    const { head, rest } = cutText('👩'.repeat(10), 5);
    assert.equal(head, '👩👩');
    assert.equal(head + rest, '👩'.repeat(10));
  });
});
