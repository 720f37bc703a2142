import assert from 'node:assert/strict';
import { FORMS } from '../../../../src/core/form/forms.ts';
import type { FormPrompt } from '../../../../src/core/form/types.ts';
import type { CardData } from '../../../../src/core/view/message.ts';
import { questionMessage } from '../../../../src/core/view/question-message.ts';
import { contextOf } from '../../../support/card-demande.ts';
import { USUAL } from '../../../support/card-words.ts';

const form = FORMS.annexe1;
const ask = (id: string, prompt: Partial<FormPrompt> = {}) => {
  const field = form.fields.find((candidate) => candidate.id === id);
  return questionMessage({
    form,
    prompt: { at: 'question', ...(field ? { field } : {}), ...prompt },
    saisieId: 's1',
    context: contextOf(USUAL),
    canGoBack: true,
    canFillCard: true,
  });
};
const lists = (message: ReturnType<typeof ask>) => message.card.data as { [part: string]: CardData[] };
const verbs = (rows: CardData[] | undefined) =>
  (rows ?? []).flatMap(({ buttons }) => (buttons as CardData[]).map((b) => b.verb));
const few = [
  { value: 'oui', label: 'Oui' },
  { value: 'non', label: 'Non' },
];

describe('a question as a card', () => {
  it('offers a few short choices as buttons that answer at once', () => {
    const [row] = lists(ask('handicap', { choices: few })).choiceRows ?? [];
    assert.deepEqual((row as { buttons: CardData[] }).buttons[0]?.data, {
      v: 1,
      action: 'repondre',
      saisieId: 's1',
      field: 'handicap',
      value: 'oui',
    });
  });

  it('offers many, long or several choices as a list with one button', () => {
    const long = [{ value: 'a', label: 'Une équipe (conseil des maîtres de cycle)' }];
    const seven = Array.from({ length: 7 }, (_, i) => ({ value: `${i}`, label: `${i}` }));
    for (const data of [
      lists(ask('origine', { choices: long })),
      lists(ask('origine', { choices: seven })),
      lists(ask('niveau', { choices: few })),
    ]) {
      assert.deepEqual([data.choiceRows?.length, data.fields?.length, data.submits?.length], [0, 1, 1]);
    }
  });

  it('offers to go on with a long text once something of it is kept', () => {
    assert.deepEqual(verbs(lists(ask('difficultes')).choiceRows), []);
    assert.deepEqual(verbs(lists(ask('difficultes', { current: 'Il se lève.' })).choiceRows), ['continuer']);
  });

  it('names an error as such, in words', () => {
    const [notice] = lists(ask('naissance', { error: 'Je ne lis pas de date.' })).notices ?? [];
    assert.match(String(notice?.label), /^À revoir/);
  });

  it('asks whether the only école that fits is theirs: named in full, taken with one button, and no error', () => {
    const only = { value: '9990008E', label: 'École élémentaire Jules Vernois (Brumeval)' };
    const data = lists(ask('ecole', { choices: [only], error: 'Est-ce bien cette école ?', toChoose: true }));
    assert.deepEqual(data.fields, []);
    assert.deepEqual(verbs(data.choiceRows), ['repondre']);
    assert.ok(data.helps?.some(({ text }) => text === only.label));
    assert.match(String(data.notices?.[0]?.label), /^À vérifier/);
  });

  it('lets an optional question be passed, alone or with all the others', () => {
    assert.deepEqual(verbs(lists(ask('attentes')).rows), [
      'retour',
      'passer',
      'aide',
      'passer_optionnel',
      'remplir_carte',
    ]);
    assert.deepEqual(verbs(lists(ask('naissance')).rows), ['retour', 'aide', 'remplir_carte']);
  });

  it('opens the optional block by a choice of two', () => {
    assert.deepEqual(verbs(lists(ask('', { at: 'optionnel' })).choiceRows), ['continuer', 'passer_optionnel']);
  });

  it('tells in the notification what is asked, and nothing of what was answered', () => {
    const { text } = ask('naissance', {
      understood: 'Nom : Léo Martin',
      current: '2016-03-12',
      progress: { position: 3, total: 11 },
    });
    assert.equal(text, 'Question 3 sur 11\u00a0: Quelle est sa date de naissance\u00a0?');
  });
});
