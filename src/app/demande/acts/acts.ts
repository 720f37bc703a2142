import type { ActionName } from '../../../core/action.ts';
import type { Act } from './act.ts';
import { ANALYSE_ACTS } from './analyse-acts.ts';
import { MEMBRE_ACTS } from './membre-acts.ts';
import { PREMIERE_ACTS } from './premiere-acts.ts';

/** Everything that is done on a demande by filling a form, in the order in which cards offer it. */
const ALL = { ...ANALYSE_ACTS, ...MEMBRE_ACTS, ...PREMIERE_ACTS } as const satisfies { [action in ActionName]?: Act };

export type FormAction = keyof typeof ALL;
export const ACTS: { readonly [action in FormAction]: Act } = ALL;
export const FORM_ACTIONS = Object.keys(ACTS) as FormAction[];

export function isFormAction(name: ActionName): name is FormAction {
  return Object.hasOwn(ACTS, name);
}

/** Which action a form completed question by question gives. */
export function actionOfForm(formId: string): FormAction | undefined {
  return FORM_ACTIONS.find((name) => ACTS[name].form === formId);
}
