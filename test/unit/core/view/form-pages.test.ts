import assert from 'node:assert/strict';
import { OPEN_FORM } from '../../../../src/core/action.ts';
import { FORMS, type FormId } from '../../../../src/core/form/forms.ts';
import { action } from '../../../../src/core/view/buttons.ts';
import { type CardForm, cardFormsSize } from '../../../../src/core/view/card-form.ts';
import { menuData, pageShown, TO_FORMS, toForms, withForms } from '../../../../src/core/view/form-pages.ts';
import type { CardData } from '../../../../src/core/view/message.ts';
import { sectionsSize } from '../../../../src/core/view/pages.ts';
import { contextOf, DEMANDE_ID } from '../../../support/card-demande.ts';
import { USUAL } from '../../../support/card-words.ts';

const about = { demandeId: DEMANDE_ID, version: 12 };
const form = (id: FormId, more: Partial<CardForm> = {}): CardForm => ({
  form: FORMS[id],
  title: `Ouvrir ${id}`,
  submit: { title: 'Valider', action: action('fixer_bilan', about) },
  context: contextOf(USUAL),
  ...more,
});
const FOUR = [form('bilan-date'), form('cloture'), form('referent'), form('passage')];
const SHORT = [{ title: 'Annexe 1', lines: [{ label: 'École', text: 'Les Bateliers' }] }];
const ROOM = cardFormsSize(FOUR);
const turn = action('voir_dossier', about);
const titles = (forms: CardForm[]) => forms.map(({ title }) => title);

describe('the forms of a long card', () => {
  it('stand under the reading where there is room for all of them', () => {
    const pages = withForms([SHORT], FOUR, ROOM + sectionsSize(SHORT));
    assert.deepEqual(pages, [{ sections: SHORT, forms: FOUR, menu: [] }]);
    assert.deepEqual(toForms(pages[0]!, FOUR, turn), []);
  });

  it('have a page of their own where the reading takes too much, one press away from it', () => {
    const pages = withForms([SHORT], FOUR, ROOM);
    assert.deepEqual(
      pages.map(({ forms, menu }) => [forms.length, menu.length]),
      [
        [0, 0],
        [4, 0],
      ],
    );
    const [agir] = toForms(pages[0]!, FOUR, turn);
    assert.deepEqual([agir?.title, agir?.action.value], ['Agir sur la demande', TO_FORMS]);
    assert.equal(pageShown(Number(TO_FORMS), pages), 2);
  });

  it('that no page can hold are a menu but for the first, a button each that opens its form', () => {
    const pages = withForms([SHORT], FOUR, ROOM - 1);
    const [, last] = pages;
    const many = last!.forms.length;
    assert(many > 0 && many < 4);
    assert.deepEqual(
      [titles(last!.forms), titles(last!.menu)],
      [titles(FOUR).slice(0, many), titles(FOUR).slice(many)],
    );
    assert.equal(pageShown(Number(TO_FORMS), pages), 2);
    assert.deepEqual(toForms(last!, FOUR, turn), []);
    const [{ rows }] = menuData(last!.menu) as [{ rows: { buttons: CardData[] }[] }];
    const buttons = rows.flatMap((row) => row.buttons);
    assert.deepEqual(
      buttons.map(({ title }) => title),
      titles(last!.menu),
    );
    assert.deepEqual(buttons[0]?.data, { ...turn, action: 'fixer_bilan', field: OPEN_FORM });
  });

  it('are all in a menu where the first takes too much', () => {
    const [, last] = withForms([SHORT], FOUR, cardFormsSize(FOUR.slice(0, 1)));
    assert.deepEqual([titles(last!.forms), titles(last!.menu)], [[], titles(FOUR)]);
  });

  it('show alone the one that is opened or to be corrected, with a way back to the others', () => {
    const forms = [FOUR[0]!, form('cloture', { open: true }), ...FOUR.slice(2)];
    const pages = withForms([SHORT], forms, ROOM - 1);
    const page = pageShown(undefined, pages);
    assert.equal(page, 2);
    assert.deepEqual(titles(pages[1]!.forms), ['Ouvrir cloture']);
    assert.deepEqual(pages[1]!.menu, []);
    const [others] = toForms(pages[1]!, forms, turn);
    assert.deepEqual([others?.title, others?.action.value], ['Autres actions', TO_FORMS]);
  });

  it('are nowhere when nothing can be done', () => {
    const pages = withForms([SHORT], [], ROOM);
    assert.deepEqual(pages, [{ sections: SHORT, forms: [], menu: [] }]);
    assert.deepEqual(toForms(pages[0]!, [], turn), []);
  });
});
