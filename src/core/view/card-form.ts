import { applicableFields } from '../form/fields.ts';
import type { Answers, FormContext, FormDefinition, FormState } from '../form/types.ts';
import { buttonData } from './buttons.ts';
import { fieldData, fieldSize } from './field-data.ts';
import type { Button, CardData } from './message.ts';
import { refusedThatFits } from './refused-text.ts';

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

function cardFormData(form: CardForm): CardData {
  const view = {
    answers: form.answers ?? {},
    context: form.context,
    rejected: refusedThatFits(form.rejected),
    prefix: form.form.id,
  };
  return {
    title: form.title,
    intro: form.intro ? [{ text: form.intro }] : [],
    fields: applicableFields(form.form, view.answers).map((field) => fieldData(field, view)),
    submits: [buttonData({ style: 'positive', ...form.submit })],
  };
}

export function isOpen(form: CardForm): boolean {
  return form.open ?? Object.keys(form.rejected ?? {}).length > 0;
}

/** Forms as templates bind them: those to correct in the card's body, the others behind a button each. */
export function cardFormsData(forms: CardForm[]): { open: CardData[]; closed: CardData[] } {
  return {
    open: forms.filter(isOpen).map(cardFormData),
    closed: forms.filter((form) => !isOpen(form)).map(cardFormData),
  };
}

const FORM_FRAME = 300;

/** About how many characters forms take in the bound card. */
export function cardFormsSize(forms: CardForm[]): number {
  return forms.map(cardFormData).reduce((sum, data) => sum + formSize(data), 0);
}

function formSize({ title, intro, fields, submits }: CardData): number {
  const own = FORM_FRAME + JSON.stringify([title, intro]).length + 2 * JSON.stringify(submits).length;
  return (fields as CardData[]).reduce((sum, field) => sum + fieldSize(field), own);
}
