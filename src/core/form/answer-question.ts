import { formTexts } from '../texts.fr.ts';
import { cleanText, countCharacters, hasNoWord } from './clean-text.ts';
import { applicableField, choicesOf } from './fields.ts';
import { maxLength, parseAnswer } from './parse-answer.ts';
import { step, understoodAs } from './prompt.ts';
import { forgetRejected, storeAnswer } from './settle.ts';
import type { FieldDefinition, FormContext, FormDefinition, FormState, FormStep } from './types.ts';
import { arrive, moveOn, remember } from './way.ts';

/** A typed answer to the current question; a long text is added to. */
export function answerTyped(
  def: FormDefinition,
  field: FieldDefinition,
  state: FormState,
  text: string,
  context: FormContext,
): FormStep {
  return field.kind === 'long'
    ? addText(def, field, state, text, context)
    : answerOnce(def, field, state, text, context);
}

/** A button, of the current question or of an older card: then it corrects that answer. */
export function answerButton(
  def: FormDefinition,
  state: FormState,
  id: string,
  value: string,
  context: FormContext,
  whole = false,
): FormStep {
  const field = applicableField(def, id, state.answers);
  if (field === undefined) return step(def, state, context, { error: formTexts.notAskedNow });
  const there = id === state.at ? state : goTo(state, id);
  const answered =
    field.kind === 'choices' && !whole
      ? toggle(def, field, there, value, context)
      : answerTyped(def, field, there, value, context);
  // Refused: the person stays with the question they were at.
  return answered.prompt.error === undefined || id === state.at
    ? answered
    : step(def, state, context, { error: answered.prompt.error });
}

/** To a field for a correction; the summary, once reached, is come back to. */
export function goTo(state: FormState, id: string): FormState {
  const toSummary = state.at === 'resume' || state.returnTo === 'resume';
  return { ...arrive(state, id), ...(toSummary ? { returnTo: 'resume' as const } : {}) };
}

/** Leaves the current question for the next one. */
export function leave(def: FormDefinition, field: FieldDefinition, state: FormState, context: FormContext): FormState {
  // Once the block was left, what follows from one optional answer (the date of a meeting) is asked without the door.
  const followed: FormState = field.optional && state.optional === 'left' ? { ...state, optional: 'entered' } : state;
  return moveOn(def, remember(followed, field.id), context);
}

function answerOnce(
  def: FormDefinition,
  field: FieldDefinition,
  state: FormState,
  text: string,
  context: FormContext,
): FormStep {
  const { answers, proposals } = state;
  const parsed = parseAnswer(field, text, { def, answers, context, ...(proposals ? { proposals } : {}) });
  if (!parsed.ok) {
    const kept = parsed.proposals === undefined ? state : { ...state, proposals: parsed.proposals };
    const toChoose = parsed.proposals !== undefined && parsed.proposals.length > 0;
    return step(def, kept, context, { error: parsed.error, ...(toChoose ? { toChoose } : {}) });
  }
  const stored = forgetRejected(storeAnswer(def, state, field.id, parsed.value, context), field.id);
  const said = {
    understood: understoodAs(field, stored, context),
    warning: parsed.warning,
    hint: hintFor(field, text, state, context),
  };
  return step(def, leave(def, field, stored, context), context, said);
}

function toggle(
  def: FormDefinition,
  field: FieldDefinition,
  state: FormState,
  value: string,
  context: FormContext,
): FormStep {
  const choices = choicesOf(field, state.answers, context);
  if (!choices.some((choice) => choice.value === value)) return answerOnce(def, field, state, value, context);
  const now = state.answers[field.id] ?? [];
  const chosen = choices.map((choice) => choice.value).filter((one) => now.includes(one) !== (one === value));
  const stored = storeAnswer(def, state, field.id, chosen.length > 0 ? chosen : undefined, context);
  const verdict = chosen.length > 0 ? field.check?.(chosen, stored.answers, context) : undefined;
  return step(def, remember(forgetRejected(stored, field.id), field.id), context, { warning: verdict?.warning });
}

function addText(
  def: FormDefinition,
  field: FieldDefinition,
  state: FormState,
  raw: string,
  context: FormContext,
): FormStep {
  const max = maxLength(field);
  const before = typeof state.answers[field.id] === 'string' ? String(state.answers[field.id]) : '';
  // Cut before cleaning: nothing of a text that is far too long is kept anyway.
  const added = cleanText(raw.slice(0, 4 * max));
  if (added === '') return step(def, state, context, { error: formTexts.empty });
  if (hasNoWord(added)) return step(def, state, context, { error: formTexts.noWord });
  const text = before === '' ? added : `${before}\n${added}`;
  if (raw.length > 4 * max || countCharacters(text) > max) {
    const error = formTexts.longTooLong(countCharacters(raw), countCharacters(before), max);
    return step(def, state, context, { error });
  }
  const parsed = parseAnswer(field, text, { def, answers: state.answers, context });
  if (!parsed.ok) return step(def, state, context, { error: parsed.error });
  const stored = forgetRejected(storeAnswer(def, state, field.id, parsed.value, context), field.id);
  return step(def, remember(stored, field.id), context, {
    understood: formTexts.longAdded(countCharacters(text), max),
    warning: parsed.warning,
    hint: hintFor(field, text, state, context),
  });
}

/** Advice on the wording, not said again when the text before this addition had already called for it. */
function hintFor(field: FieldDefinition, text: string, before: FormState, context: FormContext): string | undefined {
  const hint = field.advice?.(text, before.answers, context);
  const previous = before.answers[field.id];
  const said = typeof previous === 'string' ? field.advice?.(previous, before.answers, context) : undefined;
  return hint === said ? undefined : hint;
}
