import { applicableFields } from '../form/fields.ts';
import type { Answers, FormContext, FormDefinition, FormState } from '../form/types.ts';
import { buttonData } from './buttons.ts';
import { fieldData } from './field-data.ts';
import type { Button, CardData } from './message.ts';

/** A short form inside a card. Its inputs are named `<form id>.<field id>`. */
export interface CardForm {
  form: FormDefinition;
  /** The button that opens it. */
  title: string;
  intro?: string;
  submit: Button;
  context: FormContext;
  answers?: Answers;
  rejected?: FormState['rejected'];
  /** Shown open, because something in it is to be corrected; otherwise behind its button. */
  open?: boolean;
}

export function cardFormData(form: CardForm): CardData {
  const view = { answers: form.answers ?? {}, context: form.context, rejected: form.rejected, prefix: form.form.id };
  return {
    title: form.title,
    intro: form.intro ? [{ text: form.intro }] : [],
    fields: applicableFields(form.form, view.answers).map((field) => fieldData(field, view)),
    submits: [buttonData({ style: 'positive', ...form.submit })],
  };
}

/** Forms as templates bind them: those to correct in the card's body, the others behind a button each. */
export function cardFormsData(forms: CardForm[]): { open: CardData[]; closed: CardData[] } {
  const isOpen = (form: CardForm) => form.open ?? Object.keys(form.rejected ?? {}).length > 0;
  return {
    open: forms.filter(isOpen).map(cardFormData),
    closed: forms.filter((form) => !isOpen(form)).map(cardFormData),
  };
}

const FIELD_FRAME = 420;
const FORM_FRAME = 900;

/** About how many characters a form takes in the bound card. */
export function cardFormsSize(forms: CardForm[]): number {
  return forms
    .map(cardFormData)
    .reduce(
      (sum, data) => sum + FORM_FRAME + JSON.stringify(data).length + FIELD_FRAME * (data.fields as CardData[]).length,
      0,
    );
}
