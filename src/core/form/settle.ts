import { applicableField, asApplied, sameValue } from './fields.ts';
import type { Answers, FieldDefinition, FieldValue, FormContext, FormDefinition, FormState } from './types.ts';
import { isValidValue } from './valid-value.ts';

/** Keeps, replaces or (undefined) empties one answer, then lets the others follow from it. */
export function storeAnswer(
  def: FormDefinition,
  state: FormState,
  id: string,
  value: FieldValue | undefined,
  context: FormContext,
): FormState {
  if (sameValue(state.answers[id], value)) return settle(def, without(state, 'skipped', id), context);
  const answers: Answers = { ...state.answers };
  delete answers[id];
  if (value !== undefined) answers[id] = value;
  for (const field of def.fields) if (field.resetBy?.includes(id)) delete answers[field.id];
  const byHand = without(without({ ...state, answers }, 'skipped', id), 'presets', id);
  return settle(def, byHand, context);
}

/** An answer was given: what was refused for that field is no longer shown. */
export function forgetRejected(state: FormState, id: string): FormState {
  if (state.rejected?.[id] === undefined) return state;
  const { [id]: _, ...others } = state.rejected;
  const { rejected: __, ...rest } = state;
  return Object.keys(others).length > 0 ? { ...rest, rejected: others } : rest;
}

function without(state: FormState, list: 'skipped' | 'presets' | 'trail', id: string): FormState {
  const values = state[list];
  return values?.includes(id) ? { ...state, [list]: values.filter((one) => one !== id) } : state;
}

/**
 * Makes the answers agree with each other: those that no longer apply or no longer answer are dropped, presets
 * follow what they are made from. Repeated, as dropping one answer may make another one pointless.
 */
export function settle(def: FormDefinition, state: FormState, context: FormContext): FormState {
  let answers = state.answers;
  let presets = state.presets ?? [];
  for (let pass = 0; pass <= def.fields.length; pass += 1) {
    const before = answers;
    for (const field of def.fields) {
      const settled = settleField(field, answers, presets, state.skipped, context);
      answers = settled.answers;
      presets = settled.presets;
    }
    if (sameAnswers(before, answers)) break;
  }
  return tidy(def, { ...state, answers: onlyKnown(def, answers) }, presets);
}

type Settled = { answers: Answers; presets: string[] };

function settleField(
  asked: FieldDefinition,
  answers: Answers,
  presets: string[],
  skipped: string[],
  context: FormContext,
): Settled {
  const { id } = asked;
  const field = asApplied(asked, answers);
  const value = answers[id];
  if (field === undefined) return { answers: omit(answers, id), presets: presets.filter((one) => one !== id) };
  if (value === undefined || presets.includes(id)) {
    const preset = skipped.includes(id) ? undefined : presetOf(field, answers, context);
    if (preset === undefined) return { answers: omit(answers, id), presets: presets.filter((one) => one !== id) };
    const kept = sameValue(preset, value) ? answers : { ...answers, [id]: preset };
    return { answers: kept, presets: presets.includes(id) ? presets : [...presets, id] };
  }
  return isValidValue(field, value, answers, context) ? { answers, presets } : { answers: omit(answers, id), presets };
}

function presetOf(field: FieldDefinition, answers: Answers, context: FormContext): FieldValue | undefined {
  const preset = field.preset?.(answers, context);
  return preset !== undefined && isValidValue(field, preset, answers, context) ? preset : undefined;
}

/** What is remembered about fields that no longer apply is forgotten: should they apply again, they are asked again. */
function tidy(def: FormDefinition, state: FormState, presets: string[]): FormState {
  const applies = (id: string) => applicableField(def, id, state.answers) !== undefined;
  const skipped = state.skipped.filter((id) => applies(id) && state.answers[id] === undefined);
  const tidied: FormState = { ...state, skipped, trail: state.trail.filter(applies) };
  delete tidied.presets;
  delete tidied.rejected;
  const rejected = Object.entries(state.rejected ?? {}).filter(([id]) => applies(id));
  return {
    ...tidied,
    ...(presets.length > 0 ? { presets } : {}),
    ...(rejected.length > 0 ? { rejected: Object.fromEntries(rejected) } : {}),
  };
}

function onlyKnown(def: FormDefinition, answers: Answers): Answers {
  const known = new Set(def.fields.map((field) => field.id));
  return Object.keys(answers).every((id) => known.has(id))
    ? answers
    : Object.fromEntries(Object.entries(answers).filter(([id]) => known.has(id)));
}

function omit(answers: Answers, id: string): Answers {
  if (answers[id] === undefined) return answers;
  const { [id]: _, ...rest } = answers;
  return rest;
}

function sameAnswers(one: Answers, other: Answers): boolean {
  const ids = Object.keys(one);
  return ids.length === Object.keys(other).length && ids.every((id) => sameValue(one[id], other[id]));
}
