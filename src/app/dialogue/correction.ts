import type { ActionName } from '../../core/action.ts';
import { type Intent, parseIntent } from '../../core/dialogue/intent.ts';
import { cleanText } from '../../core/form/clean-text.ts';
import { openForm } from '../../core/form/engine.ts';
import type { FormInput } from '../../core/form/types.ts';
import { undone } from '../../core/form/undo.ts';
import { dialogueTexts } from '../../core/texts.fr.ts';
import type { Answer } from '../../core/view/message.ts';
import { withAccountLink } from '../link-account.ts';
import type { Correction } from '../ports/inbound.ts';
import type { Turn } from '../turn.ts';
import { inputOfIntent } from './commands.ts';
import { dialogueAction, inputOf } from './dialogue-action.ts';
import { advance, askAgainSaying, type Dialogue, dialogueOn } from './dialogue-turn.ts';
import { intentIn, personalText } from './personal-text.ts';
import { formOf } from './saisies.ts';

type Now = NonNullable<Correction['now']>;

const t = dialogueTexts.correction;

/**
 * Something said before was changed or removed. The last answer of the draft under way is corrected or taken back;
 * what had no effect is read anew; anything else changes nothing, and a sentence says what to do instead.
 */
export async function correct(turn: Turn, { of, last, now }: Correction): Promise<Answer> {
  const { saisie } = turn;
  const before = saisie && undone(saisie.state, of);
  if (saisie && before) {
    const d: Dialogue = { ...(await dialogueOn(turn, { ...saisie, state: before })), source: of };
    return now === undefined ? askAgainSaying(d, t.retiree) : answerAnew(d, now, saisie.state.undo?.ended === true);
  }
  if (last && now !== undefined) return readAnew(turn, now);
  // A command taken back had its answer, and the question still stands.
  if (last && saisie !== undefined) return { kind: 'none' };
  return notice(saisie === undefined ? t.sansEffet : t.tropAncien);
}

async function answerAnew(d: Dialogue, now: Now, ended: boolean): Promise<Answer> {
  const input = inputNow(d, now);
  return input === undefined ? notice(t.nouveauMessage) : advance(d, input, ended);
}

/** @returns undefined for a command: it would do more than correct an answer */
function inputNow(d: Dialogue, { text, chosen }: Now): FormInput | undefined {
  const { at } = d.saisie.state;
  // A number counts for the question that was answered, not for one that stood before it.
  if (chosen !== undefined && (chosen.action.field ?? at) === at)
    return inputOf(d.saisie, chosen.action, chosen.values);
  const typed = cleanText(text);
  if (typed === '') return undefined;
  const { intent } = intentIn(d, typed);
  return intent === undefined ? { kind: 'text', text: typed } : inputOfIntent(d, intent);
}

/** Too much for a message that is changed: it must be meant. */
const TO_BE_SENT_ANEW: ReadonlySet<ActionName | Intent['kind']> = new Set([
  'envoyer',
  'annuler',
  'recommencer',
  'valider_carte',
] as const);
const BEGINNINGS: ReadonlySet<ActionName> = new Set([
  'aide',
  'nouvelle_demande',
  'mes_demandes',
  'mes_dossiers',
  'reprendre',
]);

/** The last message, which was no answer: a command, a number that was none of the choices, words not understood. */
async function readAnew(turn: Turn, { text, attachments, chosen }: Now): Promise<Answer> {
  if (chosen !== undefined) {
    const { action, values } = chosen;
    const about = action.field !== undefined && action.field === turn.saisie?.state.at;
    return about || BEGINNINGS.has(action.action) ? dialogueAction(turn, action, values) : notice(t.nouveauMessage);
  }
  const intent = parseIntent(cleanText(text));
  if (intent !== undefined && TO_BE_SENT_ANEW.has(intent.kind)) return notice(t.nouveauMessage);
  const read = intent !== undefined || (await asksForChoice(turn));
  const unread = notice(turn.saisie === undefined ? t.sansEffet : t.nouveauMessage);
  return withAccountLink(turn, text, async () => (read ? personalText(turn, text, attachments) : unread));
}

/** Words that were meant for something else must not become a name or a description. */
async function asksForChoice(turn: Turn): Promise<boolean> {
  const { saisie } = turn;
  if (saisie === undefined) return false;
  const { context } = await dialogueOn(turn, saisie);
  const kind = openForm(formOf(saisie), saisie.state, context).prompt.field?.kind;
  return kind !== undefined && ['choice', 'choices', 'date', 'ecole'].includes(kind);
}

function notice(text: string): Answer {
  return { kind: 'notice', text };
}
