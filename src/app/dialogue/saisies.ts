import { startForm } from '../../core/form/engine.ts';
import { formById } from '../../core/form/forms.ts';
import type { Answers, FormContext, FormDefinition, FormState } from '../../core/form/types.ts';
import type { Saisie } from '../ports/turn-store.ts';
import type { Turn } from '../turn.ts';

/** The form a draft is of. Drafts are only made of known forms. */
export function formOf(saisie: Saisie): FormDefinition {
  const form = formById(saisie.state.form);
  if (form === undefined) throw new Error(`unknown form ${saisie.state.form}`);
  return form;
}

export function newSaisie(
  turn: Turn,
  formId: string,
  context: FormContext,
  given: { initial?: Answers; demandeId?: string; circonscription?: string } = {},
): Saisie {
  const form = formById(formId);
  if (form === undefined) throw new Error(`unknown form ${formId}`);
  return {
    id: turn.tools.ids.uuid(),
    ownerId: turn.identite.id,
    state: startForm(form, context, given.initial).state,
    status: 'ouverte',
    updatedAt: turn.now,
    ...(given.demandeId === undefined ? {} : { demandeId: given.demandeId }),
    ...(given.circonscription === undefined ? {} : { circonscription: given.circonscription }),
  };
}

/** The draft after a step; its circonscription is that of the école, as soon as there is one. */
export function withState(turn: Turn, saisie: Saisie, state: FormState, context: FormContext): Saisie {
  const uai = state.answers.ecole;
  const ecole = typeof uai === 'string' ? context.ecoles.byUai(uai) : undefined;
  const circonscription = ecole?.circonscription ?? saisie.circonscription;
  return {
    ...saisie,
    state,
    updatedAt: turn.now,
    ...(circonscription === undefined ? {} : { circonscription }),
  };
}

/** Writes the draft and makes it the one this conversation is about. */
export async function keep(turn: Turn, saisie: Saisie): Promise<void> {
  await turn.tx.turns.saveActive(turn.key, saisie);
}

/**
 * A number that changes with the answers: a summary's « Envoyer » carries it, so that what leaves is what was read.
 * 31 bits of FNV-1a; it only has to differ, not to resist.
 */
export function answersVersion(answers: Answers): number {
  const text = JSON.stringify(Object.entries(answers).sort(([a], [b]) => (a < b ? -1 : 1)));
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash & 0x7fffffff;
}
