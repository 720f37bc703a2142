import assert from 'node:assert/strict';
import fc from 'fast-check';
import { renderMessage } from '../../../../src/adapters/tchap/render/render-message.ts';
import type { RenderedChoice } from '../../../../src/adapters/tchap/render/rendered-event.ts';
import { LARGEST_PACK, packChoices, unpackChoices } from '../../../../src/adapters/tchap/replies/pack-choices.ts';
import { readReply } from '../../../../src/adapters/tchap/replies/read-reply.ts';
import { binder } from '../../../support/bound-cards.ts';
import { cardCases } from '../../../support/card-cases.ts';
import { SAISIE_ID, times } from '../../../support/card-demande.ts';
import { ESCAPED, HOSTILE, LARGEST, USUAL } from '../../../support/card-words.ts';

const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value));
/** As it comes back from an event. */
const sent = (choices: RenderedChoice[]): unknown => JSON.parse(JSON.stringify(packChoices(choices)));

function manyChoices(count: number, valueLength: number, label = 'é"'.repeat(150)): RenderedChoice[] {
  return times(count, (i) => ({
    number: i + 1,
    label: `${i} ${label}`,
    action: {
      v: 1,
      action: 'repondre',
      saisieId: SAISIE_ID,
      field: 'membres',
      value: `${i}${'x'.repeat(valueLength)}`,
    },
    several: 'membres',
  }));
}

describe('the choices kept in an event', () => {
  for (const [name, words] of Object.entries({ USUAL, LARGEST, ESCAPED, HOSTILE })) {
    it(`come back as they were, small, for every card with ${name.toLowerCase()} words`, () => {
      for (const [card, message] of Object.entries(cardCases(words))) {
        const choices = renderMessage(message, binder.bind).at(-1)?.choices ?? [];
        if (choices.length === 0) {
          assert.equal(packChoices(choices), undefined);
          continue;
        }
        const field = sent(choices);
        assert.ok(bytes(field) <= LARGEST_PACK, card);
        const back = unpackChoices(field);
        assert.deepEqual(back?.map(withoutLabel), choices.map(withoutLabel), card);
        for (const [index, { label }] of choices.entries())
          assert.ok(label.startsWith(back?.[index]?.label ?? '-'), card);
      }
    });
  }

  it('hold no number that Matrix refuses', () => {
    const numbers = JSON.stringify(sent(manyChoices(3, 2))).match(/[:[,]-?\d+(?:\.\d+)?(?=[,\]}])/g) ?? [];
    assert.ok(numbers.length > 0);
    for (const number of numbers) assert.match(number, /^\D\d+$/);
  });

  it('cut labels rather than choices, and are then answered by number', () => {
    const choices = manyChoices(40, 36);
    const field = sent(choices);
    assert.ok(bytes(field) <= LARGEST_PACK);
    const back = unpackChoices(field) ?? [];
    assert.equal(back.length, 40);
    const reply = readReply('1 et 40', back);
    assert.deepEqual(reply, readReply('1 et 40', choices));
    assert.equal(reply.kind, 'action');
  });

  it('never grow too large', () => {
    const field = sent(manyChoices(99, 3_000));
    assert.ok(bytes(field) <= LARGEST_PACK);
    assert.equal(unpackChoices(field)?.length, 1);
    assert.ok(bytes(sent(manyChoices(99, 200))) <= LARGEST_PACK);
  });
});

const withoutLabel = ({ label: _, ...choice }: RenderedChoice) => choice;

describe('a field that is not ours', () => {
  const action = { v: 1, action: 'aide' };
  const good = { v: 1, actions: [action], choix: [[0, 'Aide']] };

  it('would be read if it were', () => {
    assert.deepEqual(unpackChoices(good), [{ number: 1, label: 'Aide', action }]);
  });

  const bad: { [what: string]: unknown } = {
    nothing: undefined,
    'a null': null,
    'a list': [good],
    'a text': '1',
    'another version': { ...good, v: 2 },
    'no actions': { ...good, actions: undefined },
    'an unknown action': { ...good, actions: [{ v: 1, action: 'effacer_tout' }] },
    'an inherited action': { ...good, actions: [{ v: 1, action: 'constructor' }] },
    'a forged id': { ...good, actions: [{ ...action, demandeId: '../../1' }] },
    'an action that is not there': { ...good, choix: [[1, 'Aide']] },
    'a negative index': { ...good, choix: [[-1, 'Aide']] },
    'an index that is no number': { ...good, choix: [['length', 'Aide']] },
    'an index that is no integer': { ...good, choix: [[0.5, 'Aide']] },
    'a label that is no text': { ...good, choix: [[0, 1]] },
    'a huge label': { ...good, choix: [[0, 'x'.repeat(5_000)]] },
    'a value that is no text': { ...good, choix: [[0, 'Aide', 1]] },
    'a huge value': { ...good, choix: [[0, 'Aide', 'x'.repeat(4_001)]] },
    'too much in a choice': { ...good, choix: [[0, 'Aide', 'x', 'y']] },
    'too many choices': { ...good, choix: times(100, () => [0, 'Aide']) },
    'a choice that is an object': { ...good, choix: [{ 0: 0, 1: 'Aide', length: 2 }] },
    'an input that is no text': { ...good, plusieurs: 1 },
    'a long input': { ...good, plusieurs: 'x'.repeat(101) },
  };
  for (const [what, field] of Object.entries(bad)) {
    it(`is not read: ${what}`, () => assert.equal(unpackChoices(field), undefined));
  }

  it('never makes reading throw', () => {
    const part = fc.oneof(fc.jsonValue(), fc.constantFrom(good.actions, good.choix, 1, 'niveau'));
    fc.assert(
      fc.property(
        fc.record({ v: fc.constant(1), actions: part, choix: part, plusieurs: part }, { requiredKeys: [] }),
        (field) => {
          const choices = unpackChoices(field) ?? [];
          readReply('1', choices);
        },
      ),
      { numRuns: 500 },
    );
  });
});
