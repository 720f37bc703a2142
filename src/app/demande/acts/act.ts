import type { Command } from '../../../core/demande/decide.ts';
import type { Demande } from '../../../core/demande/demande.ts';
import type { Actor } from '../../../core/demande/rights.ts';
import { displayValue } from '../../../core/form/display-answer.ts';
import type { FormId } from '../../../core/form/forms.ts';
import type { Answers, Choice, FormContext, FormDefinition } from '../../../core/form/types.ts';
import type { Membre } from '../../ports/directory-store.ts';
import type { FormationCommand } from '../formation/formation-command.ts';
import { fullName } from '../rights-of.ts';

/** The cards in which something can be done: of the équipe restreinte, a member, the demandeur, a colleague. */
export type CardPlace = 'dossier' | 'sollicitation' | 'intervention' | 'suivi' | 'echange';

/** A complete form, and what is needed to make a command of it. */
export interface Filled {
  demande: Demande;
  answers: Answers;
  form: FormDefinition;
  context: FormContext;
  /** Active members of the demande's circonscription. */
  membres: readonly Membre[];
}

/** Something that is done on a demande by filling a short form. Who may do it, and when, is in the transition table. */
export interface Act {
  form: FormId;
  places: readonly [CardPlace, ...CardPlace[]];
  /** Whether it makes sense now, where the state alone does not say it. */
  offered?(demande: Demande, actor: Actor, context: FormContext): boolean;
  /** Whether there is anything to do it on: it is offered only then, and refused in words otherwise. */
  hasSubject?(demande: Demande, actor: Actor, context: FormContext): boolean;
  /** What the form shows before anything is answered. */
  preset?(demande: Demande, context: FormContext): Answers;
  /** Choices that are in the demande, by the field's `optionsFrom`. */
  options?(demande: Demande, membreId: string | undefined, context: FormContext): { [source: string]: Choice[] };
  /** Also a button of a notice, which has no input: its questions are then asked one by one. */
  inNotice?: true;
  /** The field that such a button has answered by its value. */
  named?: string;
  command(filled: Filled): GivenCommand;
}

/** A command as it is given: what stands in other demandes, or in the history, is read when it is carried out. */
export type GivenCommand =
  | Exclude<Command, { type: 'fusionner' | 'annuler_acte' }>
  | { type: 'fusionner'; dansId: string }
  | { type: 'annuler_acte' }
  | FormationCommand;

export const text = ({ answers }: Filled, id: string): string => {
  const value = answers[id];
  return typeof value === 'string' ? value : '';
};

export const list = ({ answers }: Filled, id: string): string[] => {
  const value = answers[id];
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
};

export function membreIn({ membres }: Filled, id: string): Membre | undefined {
  return membres.find((membre) => membre.id === id);
}

/** The answer to a choice, as the form shows it. */
export function choiceInWords(filled: Filled, id: string): string {
  const field = filled.form.fields.find((one) => one.id === id);
  return field === undefined ? '' : displayValue(field, text(filled, id), filled.answers, filled.context);
}

/** The colleague who is proposed, in the field of that name. */
export function colleague(filled: Filled): { collegue?: { membreId: string; nom: string } } {
  const found = membreIn(filled, text(filled, 'collegue'));
  return found === undefined ? {} : { collegue: { membreId: found.id, nom: fullName(found) } };
}
