import type { Demande } from '../../core/demande/demande.ts';
import { type Actor, isAnyParty } from '../../core/demande/rights.ts';
import { transitionActionOf, transitionFor } from '../../core/demande/transitions.ts';
import { startForm } from '../../core/form/engine.ts';
import { FORMS } from '../../core/form/forms.ts';
import type { FormContext, FormState } from '../../core/form/types.ts';
import { actionTexts } from '../../core/texts.fr.ts';
import { action } from '../../core/view/buttons.ts';
import type { CardForm } from '../../core/view/card-form.ts';
import type { CardPlace } from './acts/act.ts';
import { ACTS, actsInOrder, type FormAction } from './acts/acts.ts';

export interface RefusedForm {
  form: string;
  state: FormState;
}

/** What someone may do now in one of the cards, a form each. */
export function formsIn(
  place: CardPlace,
  demande: Demande,
  actor: Actor,
  context: FormContext,
  refused: RefusedForm | undefined,
): CardForm[] {
  return actsInOrder(demande.etat)
    .filter((name) => ACTS[name].places.includes(place) && isOffered(name, demande, actor, context))
    .map((name) => cardForm(name, demande, actor, context, refused));
}

function isOffered(name: FormAction, demande: Demande, actor: Actor, context: FormContext): boolean {
  const inTable = transitionActionOf(name);
  const row = inTable && transitionFor(demande.etat, inTable);
  if (row === undefined || !isAnyParty(demande, actor, row.by)) return false;
  const { offered, hasSubject } = ACTS[name];
  return (offered?.(demande, actor, context) ?? true) && (hasSubject?.(demande, actor, context) ?? true);
}

/** The context of an act's form: the choices that are in the demande itself beside those of the directory. */
export function actContext(
  name: FormAction,
  demande: Demande,
  membreId: string | undefined,
  context: FormContext,
): FormContext {
  const own = ACTS[name].options?.(demande, membreId, context);
  return own === undefined ? context : { ...context, options: { ...context.options, ...own } };
}

function cardForm(
  name: FormAction,
  demande: Demande,
  actor: Actor,
  context: FormContext,
  refused: RefusedForm | undefined,
): CardForm {
  const act = ACTS[name];
  const form = FORMS[act.form];
  const mine = refused?.form === form.id ? refused.state : undefined;
  const about = { demandeId: demande.id, version: demande.version };
  const own = actContext(name, demande, actor.membreId, context);
  const preset = act.preset?.(demande, own);
  return {
    form,
    title: actionTexts[name].ouvrir,
    submit: { title: actionTexts[name].valider, action: action(name, about) },
    context: own,
    answers: mine?.answers ?? { ...startForm(form, own, preset).state.answers, ...preset },
    ...(mine === undefined ? {} : { rejected: mine.rejected, open: true }),
  };
}
