import type { Command, MembreRef } from '../../core/demande/decide.ts';
import { displayValue } from '../../core/form/display-answer.ts';
import { reduceForm, startForm } from '../../core/form/engine.ts';
import { FORMS } from '../../core/form/forms.ts';
import type { Answers, FormContext, FormDefinition, FormState } from '../../core/form/types.ts';
import { needsParentsAgreement } from '../../core/pole/parents-agreement.ts';
import type { Membre } from '../ports/directory-store.ts';
import { CARD_FORMS, type FormAction } from './card-forms.ts';
import { fullName } from './rights-of.ts';

/** `state` holds what was typed, to show it again beside an error or a refusal. */
export type FormOutcome = { state: FormState } & ({ ok: true; command: Command } | { ok: false });

/** Reads the inputs of a form inside a card, with the form's own validation. */
export function readForm(
  name: FormAction,
  values: { [inputId: string]: string },
  context: FormContext,
  membres: readonly Membre[],
): { form: string; outcome: FormOutcome } {
  const form: FormDefinition = FORMS[CARD_FORMS[name]];
  const filled = Object.fromEntries(form.fields.map(({ id }) => [id, values[`${form.id}.${id}`] ?? '']));
  const judged = withEverybody(context, membres);
  const { state, prompt } = reduceForm(form, startForm(form, judged).state, { kind: 'fill', values: filled }, judged);
  if (prompt.at !== 'fini') return { form: form.id, outcome: { ok: false, state } };
  const command = commandOf(name, state.answers, form, context, membres);
  return { form: form.id, outcome: { ok: true, state, command } };
}

/** Also who is no longer proposed: that a colleague asked them meanwhile is for the decision to say, and by whom. */
function withEverybody(context: FormContext, all: readonly Membre[]): FormContext {
  const { membres = [] } = context.options;
  const others = all.filter(({ id }) => !membres.some(({ value }) => value === id));
  const named = others.map((membre) => ({ value: membre.id, label: fullName(membre) }));
  return { ...context, options: { ...context.options, membres: [...membres, ...named] } };
}

const text = (answers: Answers, id: string): string => {
  const value = answers[id];
  return typeof value === 'string' ? value : '';
};
const list = (answers: Answers, id: string): string[] => {
  const value = answers[id];
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
};

/** What the answers of a complete form ask for. */
export function commandOf(
  name: FormAction,
  answers: Answers,
  form: FormDefinition,
  context: FormContext,
  membres: readonly Membre[],
): Command {
  switch (name) {
    case 'qualifier':
      return { type: 'qualifier', problematiques: list(answers, 'problematiques'), note: text(answers, 'note') };
    case 'demander_complement':
      return { type: 'demander_complement', question: text(answers, 'question') };
    case 'repondre_complement':
      return { type: 'repondre_complement', reponse: text(answers, 'reponse') };
    case 'reorienter':
      return { type: 'reorienter', texte: text(answers, 'texte') };
    case 'noter_prise_attache':
      return {
        type: 'noter_intervention',
        acte: 'prise_attache',
        date: text(answers, 'date'),
        avec: '',
        note: text(answers, 'note'),
        partagee: false,
      };
    case 'solliciter':
      return {
        type: 'solliciter',
        membres: list(answers, 'membres').flatMap((id) => membreRef(membres.find((m) => m.id === id))),
        message: text(answers, 'message'),
        accordParents: text(answers, 'accord_parents') === 'oui',
      };
    case 'decliner':
      return { type: 'decliner', motif: refusalReason(answers, form, context), ...colleague(answers, membres) };
  }
}

function membreRef(membre: Membre | undefined): MembreRef[] {
  if (membre === undefined) return [];
  const { id, fonctions } = membre;
  return [{ membreId: id, nom: fullName(membre), fonctions, accordParentsRequis: needsParentsAgreement(fonctions) }];
}

/** The usual reason in words, and what was added to it. */
function refusalReason(answers: Answers, form: FormDefinition, context: FormContext): string {
  const field = form.fields.find(({ id }) => id === 'motif');
  const reason = field === undefined ? '' : displayValue(field, text(answers, 'motif'), answers, context);
  const more = text(answers, 'precision');
  return more === '' ? reason : `${reason} (${more})`;
}

function colleague(answers: Answers, membres: readonly Membre[]) {
  const found = membres.find((m) => m.id === text(answers, 'collegue'));
  return found === undefined ? {} : { collegue: { membreId: found.id, nom: fullName(found) } };
}
