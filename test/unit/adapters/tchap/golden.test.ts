import assert from 'node:assert/strict';
import { renderMessage } from '../../../../src/adapters/tchap/render/render-message.ts';
import { type CardMessage, TEMPLATES } from '../../../../src/core/view/message.ts';
import { binder } from '../../../support/bound-cards.ts';
import { cardCases } from '../../../support/card-cases.ts';
import { HOSTILE, USUAL } from '../../../support/card-words.ts';
import { assertGolden, goldenNames } from '../../../support/tchap/golden.ts';
import { templateSample } from '../../../support/tchap/template-samples.ts';

const cases: { [name: string]: CardMessage } = {};
for (const template of TEMPLATES) cases[`${template}.sample`] = templateSample(template);
for (const [name, message] of Object.entries(cardCases(USUAL))) cases[name] = message;
for (const [name, message] of Object.entries(cardCases(HOSTILE))) cases[`${name}.hostile`] = message;

describe('a card as a Matrix message', () => {
  for (const [name, message] of Object.entries(cases)) {
    it(`is for ${name} what its golden file says`, () => {
      assertGolden(name, renderMessage(message, binder.bind));
    });
  }

  it('has no golden file that is not compared', () => {
    assert.deepEqual(goldenNames().sort(), Object.keys(cases).sort());
  });
});
