import { openForm, reduceForm } from '../../core/form/engine.ts';
import type { FormContext, FormInput, FormState, FormStep } from '../../core/form/types.ts';
import { withUndo, withUndoOfText } from '../../core/form/undo.ts';
import type { Answer } from '../../core/view/message.ts';
import { actionOfForm, dependsOnActor } from '../demande/acts/acts.ts';
import { actContext } from '../demande/card-forms.ts';
import { poleContext } from '../demande/options.ts';
import { poleFor } from '../demande/pole-for.ts';
import { actorIn } from '../demande/rights-of.ts';
import type { Saisie } from '../ports/turn-store.ts';
import { answersInPlace, formContext, say, show, type Turn } from '../turn.ts';
import { isDemandeDraft } from './drafts.ts';
import { finishForm } from './finish-form.ts';
import { formOf, keep, withState } from './saisies.ts';
import { answerCard, filledCard } from './sent-card.ts';
import { stepMessage } from './show-step.ts';

/** A draft opened in its turn, with the world it is judged against. */
export interface Dialogue {
  turn: Turn;
  saisie: Saisie;
  context: FormContext;
  /** The message that is corrected, when it is not the event itself that is being answered. */
  source?: string;
}

/** A draft in its turn; a form about a demande also knows its circonscription's problématiques and members. */
export async function dialogueOn(turn: Turn, saisie: Saisie): Promise<Dialogue> {
  const context = await formContext(turn);
  if (saisie.demandeId === undefined || isDemandeDraft(saisie)) return { turn, saisie, context };
  const demande = await turn.tx.demandes.get(saisie.demandeId);
  if (demande === undefined) return { turn, saisie, context };
  const name = actionOfForm(saisie.state.form);
  if (name === undefined || !dependsOnActor(name)) {
    return { turn, saisie, context: (await poleContext(turn.tx, demande, context)).context };
  }
  const actor = await actorIn(turn, demande.circonscription);
  const pole = await poleFor(turn, demande, actor);
  return { turn, saisie, context: actContext(name, demande, actor.membreId, pole.context) };
}

/**
 * Gives one input to the form, keeps the draft, says what comes next.
 * @param ended the text that is given was ended already, before it was corrected
 */
export async function advance(d: Dialogue, input: FormInput, ended = false): Promise<Answer> {
  const once = undoableStep(d, d.saisie.state, input);
  const goesOn = ended && once.prompt.error === undefined && once.state.at === d.saisie.state.at;
  const step = goesOn ? undoableStep(d, once.state, { kind: 'done' }) : once;
  const saisie = await kept(d, step);
  if (step.prompt.at === 'fini') return finishForm(d.turn, saisie);
  return input.kind === 'answer' || input.kind === 'fill'
    ? afterClick(d, saisie, step, input)
    : saidNext(d, saisie, step);
}

function undoableStep({ turn, saisie, context, source }: Dialogue, before: FormState, input: FormInput): FormStep {
  const step = reduceForm(formOf(saisie), before, input, context);
  const keepUndo = input.kind === 'done' ? withUndoOfText : withUndo;
  return { ...step, state: keepUndo(before, step.state, source ?? turn.key.eventId) };
}

/** Asks again what is being asked: after an interruption, or when a draft is taken up again. */
export async function askAgain(d: Dialogue): Promise<Answer> {
  const step = openForm(formOf(d.saisie), d.saisie.state, d.context);
  return saidNext(d, await kept(d, step), step);
}

/** The same, with a word of what was just done. */
export async function askAgainSaying(d: Dialogue, understood: string): Promise<Answer> {
  const { state, prompt } = openForm(formOf(d.saisie), d.saisie.state, d.context);
  const step = { state, prompt: { ...prompt, understood } };
  return saidNext(d, await kept(d, step), step);
}

async function kept(d: Dialogue, step: FormStep): Promise<Saisie> {
  const saisie = withState(d.turn, { ...d.saisie, status: 'ouverte' }, step.state, d.context);
  await keep(d.turn, saisie);
  return saisie;
}

function saidNext(d: Dialogue, saisie: Saisie, step: FormStep): Answer {
  say(d.turn, stepMessage(saisie, step.prompt, d.context));
  return { kind: 'none' };
}

/**
 * A click: the card that was clicked becomes its answer, and the next question follows as a new message. What was
 * refused, and a choice of several that goes on, stay in the card.
 */
function afterClick(d: Dialogue, saisie: Saisie, step: FormStep, input: FormInput): Answer {
  const { prompt } = step;
  const refused = prompt.error !== undefined || prompt.at === 'card';
  const goesOn = input.kind === 'answer' && prompt.field?.id === input.field && prompt.at === 'question';
  if (refused || goesOn) return show(d.turn, stepMessage(saisie, prompt, d.context));
  if (!answersInPlace(d.turn)) return saidNext(d, saisie, step);
  const done = input.kind === 'answer' ? answerCard(saisie, input.field, d.context) : filledCard();
  // The card says what was understood: the next question does not say it again.
  saidNext(d, saisie, { ...step, prompt: { ...prompt, understood: undefined } });
  return { kind: 'card', card: done.card };
}
