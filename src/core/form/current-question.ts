import { formTexts } from '../texts.fr.ts';
import { answerTyped, leave } from './answer-question.ts';
import { OUI_NON } from './choice-words.ts';
import { normalise } from './normalise.ts';
import { enterOptional, skipOptional } from './optional-block.ts';
import { matchExact } from './parse-choice.ts';
import { step, understoodAs } from './prompt.ts';
import { storeAnswer } from './settle.ts';
import type { FieldDefinition, FormContext, FormDefinition, FormInput, FormState, FormStep } from './types.ts';

/** What is said to the current question, whatever it is. */
type CurrentInput = Extract<FormInput, { kind: 'text' | 'skip' | 'done' | 'clear' }>;

export function inputAtField(
  def: FormDefinition,
  field: FieldDefinition,
  state: FormState,
  input: CurrentInput,
  context: FormContext,
): FormStep {
  switch (input.kind) {
    case 'text':
      return asksToClear(field, state, input.text)
        ? clear(def, field, state, context)
        : answerTyped(def, field, state, input.text, context);
    case 'skip':
      return skip(def, field, state, context);
    case 'done':
      return finish(def, field, state, context);
    case 'clear':
      return clear(def, field, state, context);
  }
}

/** At the door of the optional block « oui » and « non » are answers; elsewhere there is no question to answer. */
export function inputOutside(
  def: FormDefinition,
  state: FormState,
  input: CurrentInput,
  context: FormContext,
): FormStep {
  if (state.at === 'optionnel' && input.kind === 'skip') return skipOptional(def, state, context);
  if (input.kind !== 'text') return step(def, state, context);
  if (state.at !== 'optionnel') {
    return step(def, state, context, { error: state.at === 'fini' ? formTexts.finished : formTexts.atSummary });
  }
  const matched = matchExact(input.text, OUI_NON);
  if (matched === undefined || !('found' in matched)) return step(def, state, context, { error: formTexts.atDoor });
  return matched.found[0]?.value === 'oui' ? enterOptional(def, state, context) : skipOptional(def, state, context);
}

const CLEAR = /^(?:tout )?effacer(?: tout)?$/;

function asksToClear(field: FieldDefinition, state: FormState, text: string): boolean {
  return state.answers[field.id] !== undefined && text.length < 30 && CLEAR.test(normalise(text));
}

/** Passing a question that has an answer keeps that answer: to take it away is `clear`. */
function skip(def: FormDefinition, field: FieldDefinition, state: FormState, context: FormContext): FormStep {
  if (state.answers[field.id] !== undefined) return step(def, leave(def, field, state, context), context);
  if (!field.optional && !field.maySkip) return step(def, state, context, { error: formTexts.cannotSkip(field.label) });
  const skipped = { ...state, skipped: [...state.skipped.filter((id) => id !== field.id), field.id] };
  const warning = field.emptyWarning === undefined ? {} : { warning: field.emptyWarning };
  return step(def, leave(def, field, skipped, context), context, warning);
}

/** « Terminé », for a long text or several choices; elsewhere it keeps the answer there is. */
function finish(def: FormDefinition, field: FieldDefinition, state: FormState, context: FormContext): FormStep {
  if (state.answers[field.id] !== undefined) {
    const understood = understoodAs(field, state, context);
    return step(def, leave(def, field, state, context), context, { understood });
  }
  if (field.optional || field.maySkip) return skip(def, field, state, context);
  return step(def, state, context, { error: formTexts.nothingYet(field.label) });
}

function clear(def: FormDefinition, field: FieldDefinition, state: FormState, context: FormContext): FormStep {
  const cleared = storeAnswer(def, state, field.id, undefined, context);
  return step(def, cleared, context, { understood: formTexts.cleared(field.label) });
}
