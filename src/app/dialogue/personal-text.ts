import { type Intent, parseIntent, parseInterruption } from '../../core/dialogue/intent.ts';
import { cleanText, countCharacters } from '../../core/form/clean-text.ts';
import { openForm, reduceForm } from '../../core/form/engine.ts';
import type { FieldDefinition } from '../../core/form/types.ts';
import { dialogueTexts } from '../../core/texts.fr.ts';
import type { Answer } from '../../core/view/message.ts';
import type { AttachmentKind } from '../ports/inbound.ts';
import type { Turn } from '../turn.ts';
import { runIntent, runIntentInForm } from './commands.ts';
import { advance, askAgain, type Dialogue, dialogueOn } from './dialogue-turn.ts';
import { formOf } from './saisies.ts';
import { saySimply, startButtons } from './say-simply.ts';

/** What a free text may hold; longer messages are not kept. */
const LONGEST_TEXT = 4_000;
/** Beyond that, a message outside of any form is someone telling their situation. */
const A_STORY = 60;

export async function personalText(turn: Turn, text: string, attachments: AttachmentKind[]): Promise<Answer> {
  const typed = cleanText(text);
  if (turn.saisie === undefined) return withoutForm(turn, typed, attachments);
  const dialogue = await dialogueOn(turn, turn.saisie);
  if (attachments.length > 0) saySimply(turn, dialogueTexts.pieceJointe);
  if (typed === '') return askAgain(dialogue);
  return inForm(dialogue, typed);
}

async function withoutForm(turn: Turn, typed: string, attachments: AttachmentKind[]): Promise<Answer> {
  if (attachments.length > 0) saySimply(turn, dialogueTexts.pieceJointe, typed === '' ? startButtons() : []);
  if (typed === '') return { kind: 'none' };
  const intent = parseIntent(typed);
  if (intent !== undefined) return runIntent(turn, intent);
  saySimply(turn, typed.length > A_STORY ? dialogueTexts.texteSansDemande : dialogueTexts.pasCompris, startButtons());
  return { kind: 'none' };
}

async function inForm(d: Dialogue, typed: string): Promise<Answer> {
  const { field, intent } = intentIn(d, typed);
  if (intent !== undefined) return runIntentInForm(d, intent);
  const length = countCharacters(typed);
  if (length > LONGEST_TEXT && field?.kind !== 'long') {
    saySimply(d.turn, dialogueTexts.tropLong(formatCount(length), formatCount(LONGEST_TEXT)));
    return askAgain(d);
  }
  return advance(d, { kind: 'text', text: typed });
}

/** What is being asked, and the command that these words are rather than its answer. */
export function intentIn(d: Dialogue, typed: string): { field?: FieldDefinition; intent?: Intent } {
  const { prompt } = openForm(formOf(d.saisie), d.saisie.state, d.context);
  const field = prompt.at === 'question' ? prompt.field : undefined;
  const intent = field === undefined ? parseIntent(typed) : interruption(d, field, typed);
  return { ...(field && { field }), ...(intent && { intent }) };
}

/** A command or a question in the middle, unless the words are an answer to what is being asked. */
function interruption(d: Dialogue, field: FieldDefinition, typed: string): Intent | undefined {
  const ownWords = field.kind === 'long';
  const intent = parseInterruption(typed, ownWords) ?? (ownWords ? undefined : askedAside(typed));
  if (intent === undefined || !['choice', 'choices', 'ecole'].includes(field.kind)) return intent;
  const answered = reduceForm(formOf(d.saisie), d.saisie.state, { kind: 'text', text: typed }, d.context);
  const taken = answered.prompt.error === undefined && answered.state.answers[field.id] !== undefined;
  return taken && answered.state.at !== field.id ? undefined : intent;
}

function askedAside(typed: string): Intent | undefined {
  const intent = typed.endsWith('?') ? parseIntent(typed) : undefined;
  return intent?.kind === 'question' ? intent : undefined;
}

function formatCount(count: number): string {
  return new Intl.NumberFormat('fr-FR').format(count);
}
