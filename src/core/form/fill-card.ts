import { formTexts } from '../texts.fr.ts';
import { cleanText } from './clean-text.ts';
import { applicableField, missingFields } from './fields.ts';
import { parseAnswer } from './parse-answer.ts';
import { step } from './prompt.ts';
import { forgetRejected, storeAnswer } from './settle.ts';
import type { FieldDefinition, FormContext, FormDefinition, FormState, FormStep } from './types.ts';
import { isValidValue } from './valid-value.ts';
import { arrive, arriveAtEnd, openOptional, remember } from './way.ts';

/** How much of a refused value is kept, to show it again beside its error. */
const REJECTED_MAX = 8000;

interface Filling {
  state: FormState;
  warnings: string[];
  hints: string[];
}

/** The whole form as one card: every good value is kept, every other one is shown again with its error. */
export function fillCard(
  def: FormDefinition,
  state: FormState,
  values: { [fieldId: string]: string },
  context: FormContext,
): FormStep {
  const filling: Filling = { state, warnings: [], hints: [] };
  for (const { id } of def.fields) {
    const raw = Object.hasOwn(values, id) ? values[id] : undefined;
    // Looked up at each turn: the values just kept decide which of the next fields apply.
    const field = applicableField(def, id, filling.state.answers);
    if (field !== undefined && typeof raw === 'string') fillField(def, field, raw, filling, context);
  }
  filling.state = restored(def, state, filling.state, values, context);
  return conclude(def, filling, context);
}

/** What applied before and applies again, and was dropped only because the fields were read one after the other. */
function restored(
  def: FormDefinition,
  before: FormState,
  after: FormState,
  values: { [fieldId: string]: string },
  context: FormContext,
): FormState {
  return def.fields.reduce((state, { id, resetBy = [] }) => {
    const value = before.answers[id];
    const field = applicableField(def, id, state.answers);
    const kept = value === undefined || state.answers[id] !== undefined || before.presets?.includes(id);
    if (kept || field === undefined || [id, ...resetBy].some((other) => Object.hasOwn(values, other))) return state;
    return isValidValue(field, value, state.answers, context) ? storeAnswer(def, state, id, value, context) : state;
  }, after);
}

function fillField(
  def: FormDefinition,
  field: FieldDefinition,
  raw: string,
  filling: Filling,
  context: FormContext,
): void {
  const before = forgetRejected(filling.state, field.id);
  if (cleanText(raw) === '') {
    filling.state = emptied(def, field, before, context);
    return;
  }
  const parsed = parseAnswer(field, raw, { def, answers: before.answers, context });
  if (!parsed.ok) {
    const refused = reject(before, field.id, raw, parsed.error);
    // An ambiguous école comes back as a list to choose from.
    filling.state = parsed.proposals === undefined ? refused : { ...refused, proposals: parsed.proposals };
    return;
  }
  const value = parsed.value;
  filling.state = remember(storeAnswer(def, before, field.id, value, context), field.id);
  if (parsed.warning !== undefined) filling.warnings.push(parsed.warning);
  const hint = typeof value === 'string' ? field.advice?.(value, before.answers, context) : undefined;
  if (hint !== undefined) filling.hints.push(hint);
}

/** Emptying an optional field takes its answer away; a required one keeps the answer it had. */
function emptied(def: FormDefinition, field: FieldDefinition, state: FormState, context: FormContext): FormState {
  if (field.optional || field.maySkip) {
    const cleared = storeAnswer(def, state, field.id, undefined, context);
    return cleared.answers[field.id] === undefined ? { ...cleared, skipped: [...cleared.skipped, field.id] } : cleared;
  }
  return state.answers[field.id] === undefined ? reject(state, field.id, '', formTexts.required(field.label)) : state;
}

function conclude(def: FormDefinition, filling: Filling, context: FormContext): FormStep {
  const missing = missingFields(def, filling.state.answers, filling.state.skipped, context).filter(
    (field) => !field.maySkip,
  );
  // Also what the answers just given call for, and the card did not hold yet.
  const state = missing
    .filter(({ id }) => filling.state.rejected?.[id] === undefined)
    .reduce((all, field) => reject(all, field.id, '', formTexts.required(field.label)), filling.state);
  const rejected = Object.keys(state.rejected ?? {});
  const said = { warning: together(filling.warnings), hint: together(filling.hints) };
  const problems = def.fields.filter(({ id }) => rejected.includes(id) || missing.some((field) => field.id === id));
  const first = problems[0];
  if (first === undefined) {
    const passed = [...openOptional(def, state), ...missingFields(def, state.answers, state.skipped, context)];
    const skipped = [...state.skipped, ...passed.map((field) => field.id)];
    return step(def, arriveAtEnd(def, { ...state, skipped, optional: 'left' }), context, said);
  }
  const there = arrive(state, first.id);
  const proposing = first.kind === 'ecole' && state.proposals ? { ...there, proposals: state.proposals } : there;
  const at = step(def, proposing, context, { ...said, error: formTexts.cardProblems(problems.length) });
  return { ...at, prompt: { ...at.prompt, at: 'card' } };
}

function reject(state: FormState, id: string, raw: string, error: string): FormState {
  return {
    ...state,
    rejected: { ...state.rejected, [id]: { value: raw.slice(0, REJECTED_MAX).replace(/\p{Cs}/gu, ''), error } },
  };
}

/** Each sentence once: two fields may call for the same one. */
function together(sentences: string[]): string | undefined {
  return sentences.length > 0 ? [...new Set(sentences)].join('\n') : undefined;
}
