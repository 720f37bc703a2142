import { OPEN_FORM } from '../action.ts';
import { cardTexts } from '../texts.fr.ts';
import { buttonRows } from './buttons.ts';
import { type CardForm, cardFormsSize, isOpen } from './card-form.ts';
import type { Button, CardData } from './message.ts';
import { pageNumber, sectionsSize } from './pages.ts';
import type { Section } from './text-parts.ts';

/** A page of a long card: what is read, and what can be done under it. */
export interface FormPage {
  sections: Section[];
  forms: CardForm[];
  /** Forms for which the card has no room: a button each, which shows the card again with that one open. */
  menu: CardForm[];
}

/** The `value` of a button that leads to the forms, wherever they stand: a card has fewer pages. */
export const TO_FORMS = '99';

/**
 * The forms stand on the last page, where the reading ends, or on a page of their own. Where that does not hold them
 * all, the first are there and the others in a menu; one that is open is alone.
 * @param budget of each page, in characters of JSON
 */
export function withForms(pages: Section[][], forms: CardForm[], budget: number): FormPage[] {
  const all: FormPage[] = pages.map((sections) => ({ sections, forms: [], menu: [] }));
  const last = all.at(-1);
  if (forms.length === 0) return all;
  if (last && cardFormsSize(forms) <= budget - sectionsSize(last.sections)) last.forms.push(...forms);
  else all.push({ sections: [], ...withMenu(forms, budget) });
  return all;
}

function withMenu(forms: CardForm[], budget: number): Pick<FormPage, 'forms' | 'menu'> {
  const open = forms.filter(isOpen);
  if (open.length > 0 && cardFormsSize(forms) > budget) return { forms: open, menu: [] };
  const room = (many: number) => cardFormsSize(forms.slice(0, many)) + menuSize(forms.slice(many));
  let many = forms.length;
  while (many > 0 && room(many) > budget) many -= 1;
  return { forms: forms.slice(0, many), menu: forms.slice(many) };
}

const hasActs = ({ forms, menu }: FormPage) => forms.length + menu.length > 0;

/** The page asked for, from 1: one that exists; the one with the forms for a greater number, or with one to correct. */
export function pageShown(asked: number | undefined, pages: FormPage[]): number {
  const toCorrect = pages.findIndex(({ forms }) => forms.some(isOpen));
  if (asked === undefined && toCorrect >= 0) return toCorrect + 1;
  const withSome = pages.findIndex(hasActs);
  return asked !== undefined && asked > pages.length && withSome >= 0 ? withSome + 1 : pageNumber(asked, pages.length);
}

/** « Agir sur la demande » where there is only something to read, « Autres actions » beside the form that was opened. */
export function toForms({ forms: shown, menu }: FormPage, forms: CardForm[], turn: Button['action']): Button[] {
  const { agir, autres } = cardTexts.dossier;
  if (shown.length + menu.length === forms.length) return [];
  const there = { ...turn, value: TO_FORMS };
  return [shown.some(isOpen) ? { title: autres, action: there } : { title: agir, action: there, style: 'positive' }];
}

/** The menu as templates bind it. */
export function menuData(menu: CardForm[]): CardData[] {
  return menu.length === 0 ? [] : [{ rows: buttonRows(menu.map(opener)) }];
}

function opener({ title, submit }: CardForm): Button {
  return { title, action: { ...submit.action, field: OPEN_FORM } };
}

/** A button's data stands twice in the card: for old clients too. */
const menuSize = (menu: CardForm[]) => (menu.length === 0 ? 0 : 2 * JSON.stringify(menuData(menu)).length);
