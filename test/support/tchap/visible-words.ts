import { cleanText } from '../../../src/core/form/clean-text.ts';
import type { Json } from '../../../src/core/json.ts';
import { cardTexts, dialogueTexts } from '../../../src/core/texts.fr.ts';

type Node = { [key: string]: Json };

/** Said of buttons and inputs, which are not there. */
const OF_BUTTONS = new Set([
  cardTexts.question.reponsesPossibles,
  cardTexts.resume.intro,
  cardTexts.formulaire.intro,
  dialogueTexts.aide[0]!,
  cardTexts.dossier.fermer,
  cardTexts.intervention.fermer,
]);
/** Buttons that need inputs, and one that is a shorter word to write. */
const NOT_OFFERED = new Set(['corriger', 'remplir_carte', 'valider_carte', 'passer_optionnel']);

/**
 * Every word that a bound card shows before anything is opened in it: its texts, the titles of its buttons, the
 * choices of a question. Not the help of a form's inputs, which is said when they are asked one by one.
 */
export function visibleWords(card: Json, isQuestion: boolean): string[] {
  return textsOf(card, isQuestion, false).flatMap(wordsIn);
}

/** Comparable words: invisible characters and punctuation left out, in lower case. */
export function wordsIn(text: string): string[] {
  const cleaned = cleanText(text.replaceAll('\u200a', '')).toLowerCase();
  return cleaned.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

function textsOf(value: Json | undefined, isQuestion: boolean, amongInputs: boolean): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => textsOf(item, isQuestion, amongInputs));
  if (value === null || typeof value !== 'object') return [];
  const { type, body, items = [], columns, actions, inlines } = value;
  if (type === 'TextBlock') return [String(value.text)];
  if (type === 'TextRun') return runText(value, amongInputs);
  if (type === 'Input.ChoiceSet') return isQuestion ? (value.choices as Node[]).map(({ title }) => String(title)) : [];
  if (type === 'Action.ShowCard') return [String(value.title)];
  if (type === 'Action.Execute') return buttonText(value);
  const among = amongInputs || (items as Node[]).some((item) => String(item.type).startsWith('Input.'));
  return [body, items, columns, actions, inlines].flatMap((part) => textsOf(part, isQuestion, among));
}

function runText({ text, isSubtle }: Node, amongInputs: boolean): string[] {
  if (OF_BUTTONS.has(String(text)) || (amongInputs && isSubtle === true)) return [];
  return [String(text).replace(cardTexts.coupe, '')];
}

function buttonText({ verb, title, tooltip, data }: Node): string[] {
  const sendsList = verb === 'repondre' && (data as Node).value === undefined;
  return NOT_OFFERED.has(String(verb)) || OF_BUTTONS.has(String(title)) || sendsList ? [] : [String(tooltip ?? title)];
}
