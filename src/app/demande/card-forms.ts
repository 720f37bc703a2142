import type { ActionName } from '../../core/action.ts';
import type { Demande } from '../../core/demande/demande.ts';
import { type TransitionAction, transitionFor } from '../../core/demande/transitions.ts';
import { FORMS, type FormId } from '../../core/form/forms.ts';
import type { Answers, FormContext, FormState } from '../../core/form/types.ts';
import { actionTexts } from '../../core/texts.fr.ts';
import { action } from '../../core/view/buttons.ts';
import type { CardForm } from '../../core/view/card-form.ts';

export interface RefusedForm {
  form: string;
  state: FormState;
}

/** The short forms that sit inside the cards: which action each gives, and when it is offered. */
export const CARD_FORMS = {
  qualifier: 'qualification',
  demander_complement: 'complement-question',
  solliciter: 'sollicitation',
  reorienter: 'reorientation',
  decliner: 'refus',
  noter_prise_attache: 'prise-attache',
  repondre_complement: 'complement-reponse',
} as const satisfies { [action in ActionName]?: FormId };

export type FormAction = keyof typeof CARD_FORMS;

export function isFormAction(name: ActionName): name is FormAction {
  return Object.hasOwn(CARD_FORMS, name);
}

/** Which action a form completed question by question gives. */
export function actionOfForm(formId: string): FormAction | undefined {
  return (Object.keys(CARD_FORMS) as FormAction[]).find((name) => CARD_FORMS[name] === formId);
}

const ANALYSIS = ['qualifier', 'demander_complement', 'solliciter', 'reorienter'] as const;

/** What an analyst may do now, a form each. */
export function analysisForms(demande: Demande, context: FormContext, refused: RefusedForm | undefined): CardForm[] {
  return ANALYSIS.filter((name) => transitionFor(demande.etat, name satisfies TransitionAction) !== undefined).map(
    (name) =>
      cardForm(demande, name, context, refused, name === 'qualifier' ? { problematiques: demande.problematiques } : {}),
  );
}

export function refusForm(demande: Demande, context: FormContext, refused: RefusedForm | undefined): CardForm {
  return cardForm(demande, 'decliner', context, refused);
}

export function priseAttacheForm(demande: Demande, context: FormContext, refused: RefusedForm | undefined): CardForm {
  return cardForm(demande, 'noter_prise_attache', context, refused);
}

export function complementForm(demande: Demande, context: FormContext, refused: RefusedForm | undefined): CardForm {
  return cardForm(demande, 'repondre_complement', context, refused);
}

function cardForm(
  demande: Demande,
  name: FormAction,
  context: FormContext,
  refused: RefusedForm | undefined,
  answers: Answers = {},
): CardForm {
  const form = FORMS[CARD_FORMS[name]];
  const mine = refused?.form === form.id ? refused.state : undefined;
  const about = { demandeId: demande.id, version: demande.version };
  return {
    form,
    title: actionTexts[name].ouvrir,
    submit: { title: actionTexts[name].valider, action: action(name, about) },
    context,
    answers: mine?.answers ?? answers,
    ...(mine === undefined ? {} : { rejected: mine.rejected, open: true }),
  };
}
