import { FORMS } from '../../core/form/forms.ts';
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

/** Their buttons stand in notices, which have no input. */
const ASKED_BY_NOTICE: ReadonlySet<FormAction> = new Set(['repondre_complement', 'donner_avis', 'noter_bilan']);

/**
 * Whether an action without its form's answers opens that form question by question: always for what a notice asks,
 * and wherever cards have no inputs.
 */
export function opensDialogue(d: DemandeTurn, name: FormAction, values: Values): boolean {
  const { turn } = d;
  const answered = Object.keys(values).some((id) => id.startsWith(`${ACTS[name].form}.`));
  if (answered) return false;
  if (ASKED_BY_NOTICE.has(name)) return true;
  return turn.tools.channels.get(turn.inbound.channel)?.capabilities.cardInputs === false;
}

/** A form about a demande, asked question by question in the private conversation of the one who acts. */
export function startFormDialogue(d: DemandeTurn, name: FormAction): Promise<Answer> {
  const { demande, actor, pole } = d;
  const turn = inPrivate(d.turn);
  const context = actContext(name, demande, actor.membreId, pole.context);
  const saisie = newSaisie(turn, ACTS[name].form, context, {
    demandeId: demande.id,
    circonscription: demande.circonscription,
  });
  say(turn, introduction(d, name));
  return openAt(turn, saisie, context);
}

/** The question put to the demandeur stands in a card: a notification shows its title alone. */
function introduction({ demande }: DemandeTurn, name: FormAction): Message {
  if (name === 'repondre_complement') {
    const question = demande.complements.at(-1)?.question ?? '';
    return messageCard({ title: demandeTexts.avis.complement(demande.numero), paragraphs: [question] });
  }
  return { text: dialogueTexts.formulaireDemande(demande.numero, FORMS[ACTS[name].form].title) };
}
