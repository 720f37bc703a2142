import { cardTexts } from '../texts.fr.ts';
import { type CardForm, cardFormsSize, isOpen } from './card-form.ts';
import type { Button } from './message.ts';
import { pageNumber, sectionsSize } from './pages.ts';
import type { Section } from './text-parts.ts';

/** A page of a long card: what is read, and the forms that stand under it. */
export interface FormPage {
  sections: Section[];
  forms: CardForm[];
}

/** The `value` of a button that leads to the forms, wherever they stand: a card has fewer pages. */
export const TO_FORMS = '99';

/**
 * The forms stand on the last page, where the reading ends; on pages of their own when they do not fit there.
 * @param budget of each page, in characters of JSON
 */
export function withForms(pages: Section[][], forms: CardForm[], budget: number): FormPage[] {
  const all: FormPage[] = pages.map((sections) => ({ sections, forms: [] }));
  let left = budget - sectionsSize(pages.at(-1) ?? []);
  if (cardFormsSize(forms) > left) left = 0;
  for (const form of forms) {
    const size = cardFormsSize([form]);
    if (size > left) {
      all.push({ sections: [], forms: [] });
      left = budget;
    }
    all.at(-1)?.forms.push(form);
    left -= size;
  }
  return all;
}

/** The page asked for, from 1: one that exists; the first with forms for a greater number; the one to correct first. */
export function pageShown(asked: number | undefined, pages: FormPage[]): number {
  const toCorrect = pages.findIndex(({ forms }) => forms.some(isOpen));
  if (asked === undefined && toCorrect >= 0) return toCorrect + 1;
  const withSome = pages.findIndex(({ forms }) => forms.length > 0);
  return asked !== undefined && asked > pages.length && withSome >= 0 ? withSome + 1 : pageNumber(asked, pages.length);
}

/** « Agir sur la demande », on the pages before those that have the forms. */
export function toForms(pages: FormPage[], page: number, turn: Button['action']): Button[] {
  const ahead = pages.slice(page).some(({ forms }) => forms.length > 0);
  const here = pages[page - 1]?.forms.length !== 0;
  return ahead && !here
    ? [{ title: cardTexts.dossier.agir, action: { ...turn, value: TO_FORMS }, style: 'positive' }]
    : [];
}
