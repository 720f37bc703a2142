import assert from 'node:assert/strict';
import { FORMS } from '../../../../src/core/form/forms.ts';
import type { Answers, FormState } from '../../../../src/core/form/types.ts';
import { action } from '../../../../src/core/view/buttons.ts';
import { formCard } from '../../../../src/core/view/form-card.ts';
import type { CardData } from '../../../../src/core/view/message.ts';
import { annexeOf, contextOf } from '../../../support/card-demande.ts';
import { LARGEST, USUAL } from '../../../support/card-words.ts';

const show = (answers: Answers, more: Partial<FormState> = {}) => {
  const { data } = formCard({
    form: FORMS.annexe1,
    state: { form: 'annexe1', version: 1, answers, at: 'cas', trail: [], skipped: [], ...more },
    context: contextOf(USUAL),
    submit: { title: 'Enregistrer', action: action('valider_carte', { saisieId: 's1' }) },
  }).card;
  const inputs = (data.fields as CardData[]).flatMap(({ texts, selects }) => [
    ...(texts as CardData[]),
    ...(selects as CardData[]),
  ]);
  const [submit] = data.submits as [{ data: CardData }];
  return { inputs, listed: String(submit.data.value).split(',') };
};

describe('a whole form as one card', () => {
  it('shows the fields that the answers call for', () => {
    const ids = (answers: Answers) => show(answers).inputs.map(({ id }) => id);
    assert.ok(ids({ cas: 'eleve' }).includes('eleve_nom'));
    assert.ok(!ids({ cas: 'equipe' }).includes('eleve_nom'));
    assert.ok(ids({ cas: 'equipe' }).includes('pour'));
  });

  it('says in its button which inputs it has, so that one left empty is told from one not shown', () => {
    const { inputs, listed } = show(annexeOf(USUAL));
    assert.deepEqual(
      listed,
      inputs.map(({ id }) => id),
    );
  });

  it('leaves out whole the texts that a card has no room for, and never cuts one', () => {
    const answers = annexeOf(LARGEST);
    const { inputs, listed } = show(answers);
    for (const id of ['difficultes', 'droit_commun', 'aides_essayees', 'attentes']) {
      const input = inputs.find((one) => one.id === id);
      assert.equal(listed.includes(id), input !== undefined);
      if (input !== undefined) assert.equal(input.value, answers[id]);
    }
    assert.ok(!listed.includes('difficultes'));
  });

  it('shows the beginning of a refused text of any length, and says that it is cut', () => {
    const data = show({ cas: 'eleve' }, { rejected: { eleve_nom: { value: 'x'.repeat(8000), error: 'Trop long.' } } });
    const input = data.inputs.find(({ id }) => id === 'eleve_nom');
    assert.ok(String(input?.value).length <= 2000);
  });
});
