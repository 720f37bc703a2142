import assert from 'node:assert/strict';
import type { FieldDefinition } from '../../../../src/core/form/types.ts';
import { type FieldsView, fieldData } from '../../../../src/core/view/field-data.ts';
import type { CardData } from '../../../../src/core/view/message.ts';
import { contextOf } from '../../../support/card-demande.ts';
import { USUAL } from '../../../support/card-words.ts';

const context = contextOf(USUAL);
const field = (kind: FieldDefinition['kind'], more: Partial<FieldDefinition> = {}): FieldDefinition => ({
  id: 'champ',
  kind,
  label: 'Champ',
  question: 'Champ ?',
  ...more,
});
const shown = (definition: FieldDefinition, view: Partial<FieldsView> = {}) =>
  fieldData(definition, { answers: {}, context, ...view }) as { [part: string]: CardData[] };
const many = (count: number) => Array.from({ length: count }, (_, i) => ({ value: `v${i}`, label: `Choix ${i}` }));

describe('a field of a form in a card', () => {
  it('shows a kept date as a person types it', () => {
    assert.equal(shown(field('date'), { answers: { champ: '2016-03-12' } }).texts?.[0]?.value, '12/03/2016');
  });

  it('shows a kept school so that sending it back finds the same one', () => {
    const text = shown(field('ecole'), { answers: { champ: '0761231A' } }).texts?.[0];
    assert.equal(text?.value, 'École élémentaire Jean-Moulin 1, Mont-Saint-Aignan (0761231A)');
  });

  it('lists the schools that a typed name fits, and lets none of them be chosen', () => {
    const select = shown(field('ecole'), { proposals: ['0761230A', '0761231A', 'inconnue'] }).selects?.[0] as {
      choices: CardData[];
    };
    assert.deepEqual(
      select.choices.map(({ value }) => value),
      ['0761230A', '0761231A', 'aucune'],
    );
  });

  it('shows what was typed and refused, with the error in words under it', () => {
    const data = shown(field('date'), {
      answers: { champ: '2016-03-12' },
      rejected: { champ: { value: '32/13', error: 'Cette date n’existe pas.' } },
    });
    assert.equal(data.texts?.[0]?.value, '32/13');
    assert.equal(data.texts?.[0]?.label, 'Champ – à corriger');
    assert.match(String(data.notes?.[0]?.label), /^À revoir/);
    assert.equal(data.notes?.[0]?.text, 'Cette date n’existe pas.');
  });

  it('says which fields may be left out', () => {
    assert.equal(shown(field('text', { optional: true })).texts?.[0]?.label, 'Champ (facultatif)');
    assert.equal(shown(field('text')).texts?.[0]?.label, 'Champ');
  });

  it('ticks the kept choices, and only those that still exist', () => {
    const select = shown(field('choices', { choices: () => many(3) }), { answers: { champ: ['v0', 'v2', 'parti'] } });
    assert.equal(select.selects?.[0]?.value, 'v0,v2');
    assert.equal(select.selects?.[0]?.multi, true);
  });

  it('lists few choices openly, more in a drop-down list, and lets a very long list be typed', () => {
    const style = (count: number) => shown(field('choice', { choices: () => many(count) })).selects?.[0]?.style;
    assert.deepEqual([2, 3, 40, 41].map(style), ['expanded', 'compact', 'compact', undefined]);
  });

  it('keeps the forms of one card apart by a prefix', () => {
    assert.equal(shown(field('text'), { prefix: 'qualification' }).texts?.[0]?.id, 'qualification.champ');
  });
});
