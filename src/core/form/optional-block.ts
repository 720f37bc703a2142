import { missingFields } from './fields.ts';
import { step } from './prompt.ts';
import type { FormContext, FormDefinition, FormState, FormStep } from './types.ts';
import { moveOn, openOptional } from './way.ts';

/** Asks the questions of the optional block, those passed before too; not while required ones are open. */
export function enterOptional(def: FormDefinition, state: FormState, context: FormContext): FormStep {
  if (missingFields(def, state.answers, state.skipped, context).length > 0) return step(def, state, context);
  const optional = new Set(def.fields.filter((field) => field.optional).map((field) => field.id));
  const skipped = state.skipped.filter((id) => !optional.has(id));
  return step(def, moveOn(def, { ...state, skipped, optional: 'entered' }, context), context);
}

/** Passes the whole block in one gesture; an old card's button, clicked before its time, changes nothing. */
export function skipOptional(def: FormDefinition, state: FormState, context: FormContext): FormStep {
  if (mayPassTheRest(def, state, context)) {
    const rest = missingFields(def, state.answers, state.skipped, context).map(({ id }) => id);
    return step(def, moveOn(def, { ...state, skipped: [...state.skipped, ...rest] }, context), context);
  }
  if (missingFields(def, state.answers, state.skipped, context).length > 0) return step(def, state, context);
  const passed = openOptional(def, state).map((field) => field.id);
  return step(
    def,
    moveOn(def, { ...state, skipped: [...state.skipped, ...passed], optional: 'left' }, context),
    context,
  );
}

/** Whether all that is still to be asked may be left empty, in a form that has no block for it and no summary after. */
export function mayPassTheRest(def: FormDefinition, { answers, skipped }: FormState, context: FormContext): boolean {
  return !def.summary && missingFields(def, answers, skipped, context).every(({ maySkip }) => maySkip);
}
