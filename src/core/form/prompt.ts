import { formTexts } from '../texts.fr.ts';
import { countCharacters } from './clean-text.ts';
import { displayValue } from './display-answer.ts';
import { applicableField, applicableFields, choicesOf } from './fields.ts';
import { ecoleChoices } from './parse-ecole.ts';
import type { Choice, FieldDefinition, FormContext, FormDefinition, FormPrompt, FormState, FormStep } from './types.ts';

/** What is said beside the question. */
export type Said = Pick<FormPrompt, 'error' | 'toChoose' | 'warning' | 'hint' | 'understood'>;

/** A state with what to show of it. */
export function step(def: FormDefinition, state: FormState, context: FormContext, said: Said = {}): FormStep {
  return { state, prompt: { ...promptFor(def, state, context), ...withoutUndefined(said) } };
}

function promptFor(def: FormDefinition, state: FormState, context: FormContext): FormPrompt {
  if (state.at === 'resume' || state.at === 'optionnel' || state.at === 'fini') return { at: state.at };
  const field = applicableField(def, state.at, state.answers);
  if (field === undefined) return { at: 'question' };
  const choices = buttonsFor(def, field, state, context);
  const current = state.answers[field.id];
  const progress = progressOf(def, field, state);
  return {
    at: 'question',
    field,
    ...(choices.length > 0 ? { choices } : {}),
    ...(current === undefined ? {} : { current }),
    ...(progress === undefined ? {} : { progress }),
  };
}

function buttonsFor(def: FormDefinition, field: FieldDefinition, state: FormState, context: FormContext): Choice[] {
  const { answers, proposals } = state;
  if (field.kind === 'ecole')
    return ecoleChoices(field, { def, answers, context, ...(proposals ? { proposals } : {}) });
  const suggestion = field.suggestion?.(answers, context);
  return [...(suggestion === undefined ? [] : [suggestion]), ...choicesOf(field, answers, context)];
}

/** The place in the block being asked (required or optional); silent presets are no questions. */
function progressOf(def: FormDefinition, field: FieldDefinition, state: FormState): FormPrompt['progress'] {
  const asked = applicableFields(def, state.answers).filter(
    (one) =>
      one.id === field.id || (Boolean(one.optional) === Boolean(field.optional) && !state.presets?.includes(one.id)),
  );
  if (asked.length < 2) return undefined;
  return { position: asked.findIndex((one) => one.id === field.id) + 1, total: asked.length };
}

/** « Date de naissance : 12 mars 2016 »; a long text by its length, it would only be repeated. */
export function understoodAs(field: FieldDefinition, state: FormState, context: FormContext): string | undefined {
  const value = state.answers[field.id];
  if (value === undefined) return undefined;
  const display =
    field.kind === 'long' && typeof value === 'string'
      ? formTexts.characters(countCharacters(value))
      : displayValue(field, value, state.answers, context);
  return formTexts.understood(field.label, display);
}

function withoutUndefined(said: Said): Said {
  return Object.fromEntries(Object.entries(said).filter(([, text]) => text !== undefined));
}
