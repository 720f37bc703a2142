import { isParty } from '../../core/demande/rights.ts';
import { FORMS } from '../../core/form/forms.ts';
import { dialogueTexts } from '../../core/texts.fr.ts';
import type { Answer } from '../../core/view/message.ts';
import { openAt } from '../dialogue/begin.ts';
import { newSaisie } from '../dialogue/saisies.ts';
import { saySimply } from '../dialogue/say-simply.ts';
import { inPrivate } from '../turn.ts';
import { CARD_FORMS, type FormAction } from './card-forms.ts';
import type { DemandeTurn } from './demande-turn.ts';

type Values = { [inputId: string]: string };

/**
 * Whether an action without its form's answers opens that form question by question: always for the demandeur's
 * « Répondre », whose notice has no input, and wherever cards have none.
 */
export function opensDialogue(d: DemandeTurn, name: FormAction, values: Values): boolean {
  const { turn } = d;
  const answered = Object.keys(values).some((id) => id.startsWith(`${CARD_FORMS[name]}.`));
  if (answered) return false;
  if (name === 'repondre_complement') return isParty(d.demande, d.actor, 'demandeur');
  return turn.tools.channels.get(turn.inbound.channel)?.capabilities.cardInputs === false;
}

/** A form about a demande, asked question by question in the private conversation of the one who acts. */
export function startFormDialogue(d: DemandeTurn, name: FormAction): Promise<Answer> {
  const { demande, pole } = d;
  const turn = inPrivate(d.turn);
  const saisie = newSaisie(turn, CARD_FORMS[name], pole.context, {
    demandeId: demande.id,
    circonscription: demande.circonscription,
  });
  saySimply(turn, introduction(d, name));
  return openAt(turn, saisie, pole.context);
}

function introduction({ demande }: DemandeTurn, name: FormAction): string {
  if (name === 'repondre_complement') {
    return dialogueTexts.complementQuestion(demande.complements.at(-1)?.question ?? '');
  }
  return dialogueTexts.formulaireDemande(demande.numero, FORMS[CARD_FORMS[name]].title);
}
