import { FORMS } from '../../core/form/forms.ts';
import type { Answers } from '../../core/form/types.ts';
import { demandeTexts, dialogueTexts } from '../../core/texts.fr.ts';
import type { Answer, Message } from '../../core/view/message.ts';
import { messageCard } from '../../core/view/message-card.ts';
import { openAt } from '../dialogue/begin.ts';
import { newSaisie } from '../dialogue/saisies.ts';
import { inPrivate, say } from '../turn.ts';
import { ACTS, type FormAction } from './acts/acts.ts';
import { actContext } from './card-forms.ts';
import type { DemandeTurn } from './demande-turn.ts';

type Values = { [inputId: string]: string };

/**
 * Whether an action without its form's answers opens that form question by question: for the buttons of notices, which
 * have no input, and wherever cards have none.
 */
export function opensDialogue(d: DemandeTurn, name: FormAction, values: Values): boolean {
  const { turn } = d;
  const answered = Object.keys(values).some((id) => id.startsWith(`${ACTS[name].form}.`));
  if (answered) return false;
  if (ACTS[name].inNotice) return true;
  return turn.tools.channels.get(turn.inbound.channel)?.capabilities.cardInputs === false;
}

/**
 * A form about a demande, asked question by question in the private conversation of the one who acts.
 * @param value what the button has answered already
 */
export function startFormDialogue(d: DemandeTurn, name: FormAction, value?: string): Promise<Answer> {
  const { demande, actor, pole } = d;
  const turn = inPrivate(d.turn);
  const context = actContext(name, demande, actor.membreId, pole.context);
  const saisie = newSaisie(turn, ACTS[name].form, context, {
    demandeId: demande.id,
    circonscription: demande.circonscription,
    ...initialOf(name, value),
  });
  say(turn, introduction(d, name));
  return openAt(turn, saisie, context);
}

function initialOf(name: FormAction, value: string | undefined): { initial?: Answers } {
  const { named } = ACTS[name];
  return named === undefined || value === undefined ? {} : { initial: { [named]: value } };
}

/** The question put to the demandeur stands in a card: a notification shows its title alone. */
function introduction({ demande }: DemandeTurn, name: FormAction): Message {
  if (name === 'repondre_complement') {
    const question = demande.complements.at(-1)?.question ?? '';
    return messageCard({ title: demandeTexts.avis.complement(demande.numero), paragraphs: [question] });
  }
  return { text: dialogueTexts.formulaireDemande(demande.numero, FORMS[ACTS[name].form].title) };
}
