import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCardBinder } from '../../../src/adapters/cards/card-binder.ts';
import { describeAnswers } from '../../../src/core/form/engine.ts';
import { FORMS } from '../../../src/core/form/forms.ts';
import { type Card, TEMPLATES } from '../../../src/core/view/message.ts';
import { resumeCard } from '../../../src/core/view/resume-card.ts';
import { binder, CARDS, nodesOf, parseFaults, schemaFaults } from '../../support/bound-cards.ts';
import { cardCases, pagedCards } from '../../support/card-cases.ts';
import { annexeOf, contextOf, SAISIE_ID } from '../../support/card-demande.ts';
import { ESCAPED, HOSTILE, LARGEST, USUAL } from '../../support/card-words.ts';

/** 25 KB in UTF-16. */
const LARGEST_CARD = 25_000;

const sampleOf = (template: Card['template']): Card => ({
  template,
  data: JSON.parse(readFileSync(join(CARDS, `${template}.sample.json`), 'utf8')),
});

describe('every card template, bound to its sample', () => {
  for (const template of TEMPLATES) {
    it(`${template} is a card of version 1.5 for the reference renderer and for the published schema`, () => {
      const bound = binder.bind(sampleOf(template));
      assert.equal(bound.version, '1.5');
      assert.deepEqual([...parseFaults(bound), ...schemaFaults(bound)], []);
      assert.doesNotMatch(JSON.stringify(bound), /\$\{/);
    });

    it(`${template} holds no word of its own`, () => {
      const { $schema: _, ...card } = JSON.parse(readFileSync(join(CARDS, `${template}.json`), 'utf8'));
      for (const node of nodesOf(card)) {
        for (const key of ['text', 'title', 'label', 'placeholder', 'tooltip', 'errorMessage']) {
          if (node[key] !== undefined) assert.match(String(node[key]), /^\$\{\w+\}$/);
        }
      }
    });
  }

  it('a template would not pass the schema with an unknown property', () => {
    const bound = binder.bind(sampleOf('message'));
    assert.notDeepEqual(schemaFaults({ ...bound, corps: [] }), []);
  });

  it('a form’s fields are laid out alike in every template that has one', () => {
    const fieldsOf = (template: Card['template']) =>
      nodesOf(JSON.parse(readFileSync(join(CARDS, `${template}.json`), 'utf8')))
        .filter((node) => node.$data === '${fields}')
        .map((node) => JSON.stringify(node));
    const withForms = TEMPLATES.filter((template) => fieldsOf(template).length > 0);
    assert.equal(withForms.length, 6);
    assert.equal(new Set(withForms.flatMap(fieldsOf)).size, 1);
  });
});

for (const [name, words] of Object.entries({ usual: USUAL, largest: LARGEST, escaped: ESCAPED, hostile: HOSTILE })) {
  describe(`every card, with ${name} words`, () => {
    for (const [card, message] of Object.entries(cardCases(words))) {
      it(`${card} is valid and small enough for every client`, () => {
        const bound = binder.bind(message.card);
        assert.deepEqual([...parseFaults(bound), ...schemaFaults(bound)], []);
        const size = JSON.stringify(bound).length * 2;
        assert.ok(size < LARGEST_CARD, `${size} bytes`);
      });

      it(`${card} has buttons that work on old and new clients alike`, () => {
        for (const button of nodesOf(binder.bind(message.card)).filter(({ type }) => type === 'Action.Execute')) {
          const { verb, title, data, fallback } = button as { [key: string]: { action?: string } };
          assert.equal(data?.action, verb);
          const { style: _, associatedInputs: __, ...plain } = fallback as { [key: string]: unknown };
          assert.deepEqual(plain, { type: 'Action.Submit', title, data });
        }
      });
    }
  });
}

describe('the summary of an ordinary demande for a pupil', () => {
  it('is one page, its optional block left out and its difficultés told at length', () => {
    const context = contextOf(USUAL);
    const annexe = annexeOf(USUAL);
    const optional = FORMS.annexe1.fields.filter((field) => field.optional).map(({ id }) => id);
    const answers = Object.fromEntries(Object.entries(annexe).filter(([id]) => !optional.includes(id)));
    const lines = describeAnswers(FORMS.annexe1, { ...answers, difficultes: USUAL.texte.repeat(5) }, context).map(
      ({ answered, ...line }) => ({ ...line, display: answered ? line.display : '' }),
    );
    const bound = binder.bind(resumeCard({ form: FORMS.annexe1, lines, saisieId: SAISIE_ID }).card);
    const fields = nodesOf(bound).flatMap(({ type, data }) =>
      type === 'Action.Submit' && (data as { action?: string }).action === 'corriger'
        ? [(data as { field: string }).field]
        : [],
    );
    assert.deepEqual(
      fields,
      lines.map(({ field }) => field),
    );
    assert.ok(lines.length >= 22, String(lines.length));
  });
});

describe('the pages of the largest cards', () => {
  for (const [name, make] of Object.entries(pagedCards(LARGEST))) {
    it(`of ${name} are each small enough, to the last one`, () => {
      let page = 1;
      for (let next = true; next; page++) {
        const bound = JSON.stringify(binder.bind(make(page).card));
        assert.ok(bound.length * 2 < LARGEST_CARD, `page ${page}: ${bound.length * 2} bytes`);
        next = bound.includes('Page suivante');
      }
      assert.ok(page > 2);
    });
  }
});

describe('the card binder', () => {
  const card = (data: Card['data']): Card => ({ template: 'message', data });
  const complete = { style: 'default', titles: [], paragraphs: [], rows: [] };

  it('refuses data that lacks what the template names', () => {
    assert.throws(() => binder.bind(card({ ...complete, titles: [{}] })), /card message: no value for text/);
    const { rows: _, ...without } = complete;
    assert.throws(() => binder.bind(card(without)), /card message: no value for rows/);
  });

  it('shows a blank where cards are served, and tells what is missing', () => {
    const told: unknown[] = [];
    const lenient = createCardBinder(CARDS, (template, paths) => told.push([template, paths]));
    const bound = lenient.bind(card({ ...complete, titles: [{}] }));
    assert.deepEqual(told, [['message', ['text']]]);
    assert.doesNotMatch(JSON.stringify(bound), /\$\{/);
  });

  it('binds the same data twice to the same card, and leaves the data as it was', () => {
    const { card: given } = cardCases(HOSTILE).question ??
      cardCases(HOSTILE)['question-choice'] ?? { card: card(complete) };
    const before = structuredClone(given);
    assert.deepEqual(binder.bind(given), binder.bind(given));
    assert.deepEqual(given, before);
  });

  it('refuses a folder that lacks a template', () => {
    assert.throws(() => createCardBinder(join(CARDS, '..', 'docs')), /ENOENT/);
  });
});
