import { formTexts } from '../texts.fr.ts';
import { answerButton, goTo } from './answer-question.ts';
import { inputAtField, inputOutside } from './current-question.ts';
import { applicableField } from './fields.ts';
import { fillCard } from './fill-card.ts';
import { enterOptional, skipOptional } from './optional-block.ts';
import { step } from './prompt.ts';
import { settle } from './settle.ts';
import type { Answers, FormContext, FormDefinition, FormInput, FormState, FormStep } from './types.ts';
import { arrive, moveOn, previousQuestion, remember, repairPlace } from './way.ts';

/** A new form; what is already known (the cas chosen on a button) is given as first answers. */
export function startForm(def: FormDefinition, context: FormContext, initial: Answers = {}): FormStep {
  const empty: FormState = { form: def.id, version: def.version, answers: initial, at: '', trail: [], skipped: [] };
  const settled = settle(def, empty, context);
  const known = def.fields.filter(({ id }) => settled.answers[id] !== undefined && !settled.presets?.includes(id));
  const remembered = known.reduce((state, { id }) => remember(state, id), settled);
  return step(def, moveOn(def, remembered, context), context);
}

/** A saved state, days later: made with an older version, or while schools and options have changed. */
export function openForm(def: FormDefinition, state: FormState, context: FormContext): FormStep {
  return step(def, refreshed(def, state, context), context);
}

/** One input, one step. Never throws; loses no answer but those that the input changes or makes pointless. */
export function reduceForm(def: FormDefinition, saved: FormState, input: FormInput, context: FormContext): FormStep {
  const state = refreshed(def, saved, context);
  switch (input.kind) {
    case 'answer':
      return answerButton(def, state, input.field, input.value, context, input.whole);
    case 'fill':
      return fillCard(def, state, input.values, context);
    case 'goto':
      return goToField(def, state, input.field, context);
    case 'back':
      return goBack(def, state, context);
    case 'skipOptional':
      return skipOptional(def, state, context);
    case 'enterOptional':
      return enterOptional(def, state, context);
    case 'restart':
      return startForm(def, context);
    default: {
      const field = applicableField(def, state.at, state.answers);
      return field === undefined
        ? inputOutside(def, state, input, context)
        : inputAtField(def, field, state, input, context);
    }
  }
}

function refreshed(def: FormDefinition, state: FormState, context: FormContext): FormState {
  const older = state.version < def.version;
  const answers = older && def.upgrade !== undefined ? def.upgrade(state.answers, state.version) : state.answers;
  const current: FormState = { ...state, form: def.id, version: def.version, answers };
  return repairPlace(def, settle(def, current, context), context);
}

function goToField(def: FormDefinition, state: FormState, id: string, context: FormContext): FormStep {
  const applies = applicableField(def, id, state.answers) !== undefined;
  return applies ? step(def, goTo(state, id), context) : step(def, state, context, { error: formTexts.notAskedNow });
}

function goBack(def: FormDefinition, state: FormState, context: FormContext): FormStep {
  const previous = previousQuestion(def, state);
  return previous === undefined
    ? step(def, state, context, { error: formTexts.firstQuestion })
    : step(def, arrive(state, previous), context);
}

export { describeAnswers } from './display-answer.ts';
export { findFields, missingFields } from './fields.ts';
