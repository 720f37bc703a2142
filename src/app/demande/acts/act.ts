import type { Command } from '../../../core/demande/decide.ts';
import type { Demande } from '../../../core/demande/demande.ts';
import type { Actor } from '../../../core/demande/rights.ts';
import type { FormId } from '../../../core/form/forms.ts';
import type { Moment } from '../../../core/form/parse-creneaux.ts';
import type { Answers, Choice, FormContext, FormDefinition } from '../../../core/form/types.ts';
import type { Membre } from '../../ports/directory-store.ts';

/** The cards in which something can be done: of the équipe restreinte, of a member, of the demandeur. */
export type CardPlace = 'dossier' | 'sollicitation' | 'intervention' | 'suivi';

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
  offered?(demande: Demande, actor: Actor, now: Moment): boolean;
  /** What the form shows before anything is answered. */
  preset?(demande: Demande): Answers;
  /** Choices that are in the demande, by the field's `optionsFrom`. */
  options?(demande: Demande, membreId: string | undefined, now: Moment): { [source: string]: Choice[] };
  /** Also a button of a notice, which has no input: its questions are then asked one by one. */
  inNotice?: true;
  /** The field that such a button has answered by its value. */
  named?: string;
  command(filled: Filled): Command;
}

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
