import { applicableFields } from '../form/fields.ts';
import type { FieldDefinition, FormContext, FormDefinition, FormState } from '../form/types.ts';
import { cardTexts } from '../texts.fr.ts';
import { buttonData, buttonRows } from './buttons.ts';
import { type FieldsView, fieldData, fieldSize } from './field-data.ts';
import type { Button, CardData, CardMessage } from './message.ts';
import { CARD_SIZE, jsonSize } from './pages.ts';
import { refusedThatFits } from './refused-text.ts';
import { type Notice, noticeData, optionalText } from './text-parts.ts';

export interface FormCard {
  form: FormDefinition;
  state: FormState;
  context: FormContext;
  /** Static words; the form's own title otherwise. */
  title?: string;
  intro?: string;
  notices?: Notice[];
  warnings?: FieldsView['warnings'];
  /** Gets as `value` the ids of the fields that the card shows: one of them that does not come back was emptied. */
  submit: Button;
  buttons?: Button[];
}

const FRAME = 1_300;

/**
 * A whole form as one card. A text too long for the card's size is not in it: it is said to be kept as it is,
 * and the engine leaves alone a field that does not come back.
 */
export function formCard(card: FormCard): CardMessage {
  const { form, state, context } = card;
  const view: FieldsView = {
    answers: state.answers,
    context,
    rejected: refusedThatFits(state.rejected),
    warnings: card.warnings,
    proposals: state.proposals,
  };
  const fields = applicableFields(form, state.answers);
  const { shown, kept } = whatFits(
    fields,
    view,
    FRAME + JSON.stringify([card.notices ?? [], card.buttons ?? []]).length * 2,
  );
  const submit = { ...card.submit, action: { ...card.submit.action, value: shown.map(({ id }) => id).join(',') } };
  const data = {
    title: card.title ?? form.title,
    intros: optionalText(card.intro ?? cardTexts.formulaire.intro),
    notices: (card.notices ?? []).map(noticeData),
    fields: fields.map((field) => (shown.includes(field) ? fieldData(field, view) : keptData(field, kept))),
    submits: [buttonData({ style: 'positive', ...submit })],
    rows: buttonRows(card.buttons ?? []),
  };
  return { text: card.title ?? form.title, card: { template: 'formulaire', data } };
}

/** The fields whose inputs fit into the card: the longest texts give way first. */
function whatFits(fields: FieldDefinition[], view: FieldsView, frame: number) {
  const size = (field: FieldDefinition) => fieldSize(fieldData(field, view));
  const kept = new Map<FieldDefinition, number>();
  let total = frame + fields.reduce((sum, field) => sum + size(field), 0);
  const longest = fields.filter((field) => field.kind === 'long').sort((a, b) => size(b) - size(a));
  for (const field of longest) {
    if (total <= CARD_SIZE) break;
    const value = String(view.answers[field.id] ?? '');
    if (view.rejected?.[field.id] !== undefined || value === '') continue;
    kept.set(field, value.length);
    total -= jsonSize(value);
  }
  return { shown: fields.filter((field) => !kept.has(field)), kept };
}

function keptData(field: FieldDefinition, kept: Map<FieldDefinition, number>): CardData {
  const note = cardTexts.champs.tropLongIci(kept.get(field) ?? 0);
  return {
    texts: [],
    selects: [],
    notes: [{ label: cardTexts.deuxPoints(field.label), text: note, color: 'Default', quiet: false }],
  };
}
