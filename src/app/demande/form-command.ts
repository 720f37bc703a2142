import { reduceForm, startForm } from '../../core/form/engine.ts';
import { FORMS } from '../../core/form/forms.ts';
import type { FormContext, FormDefinition, FormState } from '../../core/form/types.ts';
import type { Membre } from '../ports/directory-store.ts';
import type { GivenCommand } from './acts/act.ts';
import { ACTS, type FormAction } from './acts/acts.ts';
import { actContext } from './card-forms.ts';
import type { DemandeTurn } from './demande-turn.ts';
import { fullName } from './rights-of.ts';

/** `state` holds what was typed, to show it again beside an error or a refusal. */
export type FormOutcome = { state: FormState } & ({ ok: true; command: GivenCommand } | { ok: false });

/** Reads the inputs of a form inside a card, with the form's own validation. */
export function readForm(
  { demande, actor, pole }: DemandeTurn,
  name: FormAction,
  values: { [inputId: string]: string },
): { form: string; outcome: FormOutcome } {
  const { membres } = pole;
  const context = actContext(name, demande, actor.membreId, pole.context);
  const form: FormDefinition = FORMS[ACTS[name].form];
  const filled = Object.fromEntries(form.fields.map(({ id }) => [id, values[`${form.id}.${id}`] ?? '']));
  const judged = withEverybody(context, membres);
  const shown = startForm(form, judged, ACTS[name].preset?.(demande, context)).state;
  const { state, prompt } = reduceForm(form, shown, { kind: 'fill', values: filled }, judged);
  if (prompt.at !== 'fini') return { form: form.id, outcome: { ok: false, state } };
  const command = ACTS[name].command({ demande, answers: state.answers, form, context, membres });
  return { form: form.id, outcome: { ok: true, state, command } };
}

/** The form of an act as it opens, with nothing refused. */
export function openedForm(
  { demande, actor, pole }: DemandeTurn,
  name: FormAction,
): { form: string; state: FormState } {
  const context = actContext(name, demande, actor.membreId, pole.context);
  const form: FormDefinition = FORMS[ACTS[name].form];
  const { state } = startForm(form, context, ACTS[name].preset?.(demande, context));
  return { form: form.id, state };
}

/** Also who is no longer proposed: that a colleague asked them meanwhile is for the decision to say, and by whom. */
function withEverybody(context: FormContext, all: readonly Membre[]): FormContext {
  const { membres = [] } = context.options;
  const others = all.filter(({ id }) => !membres.some(({ value }) => value === id));
  const named = others.map((membre) => ({ value: membre.id, label: fullName(membre) }));
  return { ...context, options: { ...context.options, membres: [...membres, ...named] } };
}
