import { applicableField, applicableFields, missingFields } from './fields.ts';
import type { FieldDefinition, FormContext, FormDefinition, FormState } from './types.ts';

/** Fields of the optional block which are neither answered nor passed. */
export function openOptional(def: FormDefinition, state: FormState): FieldDefinition[] {
  return applicableFields(def, state.answers).filter(
    (field) => field.optional && state.answers[field.id] === undefined && !state.skipped.includes(field.id),
  );
}

/** To the next question, the door of the optional block, or the end. */
export function moveOn(def: FormDefinition, state: FormState, context: FormContext): FormState {
  const missing = missingFields(def, state.answers, state.skipped, context)[0];
  if (missing !== undefined) return arrive(state, missing.id);
  const optional = openOptional(def, state)[0];
  if (optional !== undefined) return arrive(state, state.optional === 'entered' ? optional.id : 'optionnel');
  return arriveAtEnd(def, state);
}

export function arriveAtEnd(def: FormDefinition, state: FormState): FormState {
  const { returnTo: _, ...rest } = arrive(state, def.summary ? 'resume' : 'fini');
  return rest;
}

export function arrive(state: FormState, at: string): FormState {
  const { proposals: _, ...rest } = state;
  return { ...rest, at };
}

/** Answered or passed: one more step back for « retour »; a corrected answer keeps its place. */
export function remember(state: FormState, id: string): FormState {
  return state.trail.includes(id) ? state : { ...state, trail: [...state.trail, id] };
}

/** The question before the current one, in the order they were answered. */
export function previousQuestion(def: FormDefinition, state: FormState): string | undefined {
  const trail = state.trail.filter((id) => applicableField(def, id, state.answers) !== undefined);
  const here = trail.indexOf(state.at);
  return here < 0 ? trail.at(-1) : trail[here - 1];
}

/** Where a state stands when it is opened or when its answers changed under it: `at` made to exist. */
export function repairPlace(def: FormDefinition, state: FormState, context: FormContext): FormState {
  if (applicableField(def, state.at, state.answers) !== undefined) return state;
  const missing = missingFields(def, state.answers, state.skipped, context).length > 0;
  const atEnd = state.at === (def.summary ? 'resume' : 'fini') && !missing;
  const atDoor = state.at === 'optionnel' && !missing && openOptional(def, state).length > 0;
  return atEnd || atDoor ? state : moveOn(def, state, context);
}
