import type { ActionName } from '../../../core/action.ts';
import type { Etat } from '../../../core/demande/demande.ts';
import type { Answers } from '../../../core/form/types.ts';
import type { Act } from './act.ts';
import { ANALYSE_ACTS } from './analyse-acts.ts';
import { BILAN_ACTS } from './bilan-acts.ts';
import { CORRECTION_ACTS } from './correction-acts.ts';
import { FORMATION_ACTS } from './formation-acts.ts';
import { MEMBRE_ACTS } from './membre-acts.ts';
import { PREMIERE_ACTS } from './premiere-acts.ts';
import { REPONSE_ACTS } from './reponse-acts.ts';

/** Everything that is done on a demande by filling a form, in the order in which cards offer it. */
const ALL = {
  ...ANALYSE_ACTS,
  ...MEMBRE_ACTS,
  ...PREMIERE_ACTS,
  ...REPONSE_ACTS,
  ...FORMATION_ACTS,
  ...BILAN_ACTS,
  ...CORRECTION_ACTS,
} as const satisfies {
  [action in ActionName]?: Act;
};

export type FormAction = keyof typeof ALL;
export const ACTS: { readonly [action in FormAction]: Act } = ALL;
export const FORM_ACTIONS = Object.keys(ACTS) as FormAction[];

/** What a state is for comes first while it is the time of it. */
const FIRST_IN: { readonly [etat in Etat]?: readonly FormAction[] } = {
  premiere_intention: [
    'noter_prise_attache',
    'noter_intervention',
    'proposer_dates',
    'annuler_rendez_vous',
    'proposer_reponse',
    'fixer_bilan',
  ],
  seconde_intention: ['organiser_reponse', 'realiser_reponse', 'proposer_reponse', 'abandonner_reponse', 'fixer_bilan'],
  bilan: ['noter_bilan', 'donner_avis', 'poursuivre', 'renouveler', 'clore', 'fixer_bilan'],
};

export function actsInOrder(etat: Etat): readonly FormAction[] {
  return [...new Set([...(FIRST_IN[etat] ?? []), ...FORM_ACTIONS])];
}

export function isFormAction(name: ActionName): name is FormAction {
  return Object.hasOwn(ACTS, name);
}

/** Whether what its form offers depends on who answers it. */
export function dependsOnActor(name: FormAction): boolean {
  const forTheTeam = name === 'fusionner' || Object.hasOwn(FORMATION_ACTS, name);
  return forTheTeam || ACTS[name].options !== undefined;
}

/** Which action a form completed question by question gives. */
export function actionOfForm(formId: string): FormAction | undefined {
  return FORM_ACTIONS.find((name) => ACTS[name].form === formId);
}

/** The demande that a form names beside its own: the one to join it to. */
export function chosenDemande(answers: Answers, prefix = ''): string | undefined {
  const chosen = answers[`${prefix}demande`];
  return typeof chosen === 'string' && chosen !== '' ? chosen : undefined;
}
