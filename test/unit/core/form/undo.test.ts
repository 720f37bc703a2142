import assert from 'node:assert/strict';
import { annexe1 } from '../../../../src/core/form/annexe1.ts';
import { reduceForm } from '../../../../src/core/form/engine.ts';
import type { FormInput, FormState } from '../../../../src/core/form/types.ts';
import { undone, withoutUndo, withUndo, withUndoOfText } from '../../../../src/core/form/undo.ts';
import { formContext } from '../../../support/form-context.ts';
import { FormPlay } from '../../../support/form-play.ts';

const context = formContext();
const text = (words: string): FormInput => ({ kind: 'text', text: words });

/** As a saved state goes through the database. */
const saved = (state: FormState): FormState => JSON.parse(JSON.stringify(state));

function say(state: FormState, source: string, input: FormInput): FormState {
  const after = reduceForm(annexe1, state, input, context).state;
  return saved(input.kind === 'done' ? withUndoOfText(state, after, source) : withUndo(state, after, source));
}

describe('an input of a form, taken back', () => {
  const start = () => saved(new FormPlay(annexe1).say('pour un élève', 'Debussy', 'Martin Léa', '12/03/2019').state);

  it('leaves the form exactly as it was, whatever the input changed', () => {
    const before = start();
    const inputs: FormInput[] = [
      text('CE1'),
      text('n’importe quoi'),
      { kind: 'answer', field: 'cas', value: 'equipe' },
      { kind: 'answer', field: 'niveau', value: 'CE1' },
      { kind: 'back' },
      { kind: 'goto', field: 'ecole' },
      { kind: 'skip' },
    ];
    for (const input of inputs) {
      assert.deepEqual(undone(say(before, '$a', input), '$a'), before, JSON.stringify(input));
    }
  });

  it('is the last one only, by the message that it came by', () => {
    const first = say(start(), '$a', text('CE1'));
    const second = say(first, '$b', text('moi'));
    assert.equal(undone(second, '$a'), undefined);
    assert.deepEqual(undone(second, '$b'), withoutUndo(first));
    assert.equal(undone(start(), '$a'), undefined);
  });

  it('keeps what was said before in a text of several messages, also once the text was ended', () => {
    const at = { ...start(), at: 'difficultes' };
    const two = say(say(at, '$a', text('Il se lève.')), '$b', text('Il crie.'));
    const ended = say(two, '$c', { kind: 'done' });
    assert.notEqual(ended.at, 'difficultes');
    assert.equal(ended.undo?.ended, true);
    for (const state of [two, ended]) {
      const before = undone(state, '$b');
      assert.deepEqual([before?.at, before?.answers.difficultes], ['difficultes', 'Il se lève.']);
    }
    assert.equal(undone(ended, '$c'), undefined);
  });

  it('is not taken back in a form whose version changed since', () => {
    const answered = say(start(), '$a', text('CE1'));
    assert.equal(undone({ ...answered, version: answered.version + 1 }, '$a'), undefined);
  });
});
