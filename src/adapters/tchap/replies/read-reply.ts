import type { Action } from '../../../core/action.ts';
import { parseInterruption } from '../../../core/dialogue/intent.ts';
import { normalise } from '../../../core/form/normalise.ts';
import { tchapCardTexts } from '../../../core/texts.fr.ts';
import { type RenderedChoice, reactionsFor } from '../render/rendered-event.ts';

/** What a choice stands for: an action, and the input it fills where it may be chosen with others. */
export interface Chosen {
  kind: 'action';
  action: Action;
  /** As a card's inputs come back, by input id. */
  values: { [inputId: string]: string };
}

export type Reply =
  | Chosen
  /** A number, but of no choice; `message` says so. */
  | { kind: 'out_of_range'; message: string }
  /** Not an answer to these choices: the person's own words. */
  | { kind: 'text' };

const TEXT: Reply = { kind: 'text' };
/** Longer than any label: somebody's own words. */
const LONGEST_REPLY = 320;
/** Fewer letters begin too many words. */
const SHORTEST_BEGINNING = 3;

/**
 * What a typed text means for the choices it answers. Goes for the text as a whole: a text that holds anything
 * besides a number, a label or its beginning stays the person's own words.
 */
export function readReply(text: string, choices: readonly RenderedChoice[]): Reply {
  const typed = text.trim();
  if (choices.length === 0 || typed === '' || typed.length > LONGEST_REPLY || typed.includes('\n')) return TEXT;
  const numbers = readNumbers(typed);
  if (numbers !== undefined) return byNumbers(numbers, choices);
  const choice = byWords(typed, choices);
  return choice === undefined ? TEXT : chosen([choice]);
}

/** A reaction under a message, by its key: only those that the bot put there mean something. */
export function readReaction(key: string, choices: readonly RenderedChoice[]): Chosen | undefined {
  const plain = (emoji: string) => emoji.replaceAll('\ufe0f', '');
  const index = reactionsFor(choices).findIndex((known) => plain(known) === plain(key));
  const choice = index < 0 ? undefined : choices[index];
  return choice && chosen([choice]);
}

const NUMBER = String.raw`(?:(?:n\s*[°o.]?|numero|choix|reponse|option|le|la)\s*)?(\d{1,2})\s*[.):]?`;
const ONE = new RegExp(`^${NUMBER}$`);
const SEPARATOR = /\s*(?:[,;&+]|\bet\b|\s)\s*/;

/** « 2 », « 2. », « 2) », « n°2 »; several: « 1 et 3 », « 1, 3 ». Never a date, a year or a quantity of something. */
function readNumbers(text: string): number[] | undefined {
  const typed = text
    .replace(/[\ufe0f\u20e3]/g, '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .trim();
  const one = ONE.exec(typed)?.[1];
  if (one !== undefined) return [Number(one)];
  const parts = typed.split(SEPARATOR).filter((part) => part !== '');
  if (parts.length < 2 || !/^[\d\s,;&+et]+$/.test(typed)) return undefined;
  return parts.every((part) => /^[1-9]\d?$/.test(part)) ? parts.map(Number) : undefined;
}

function byNumbers(numbers: number[], choices: readonly RenderedChoice[]): Reply {
  const found = choices.filter(({ number }) => numbers.includes(number));
  if (numbers.length > 1 && choices.some(({ several }) => several === undefined)) return TEXT;
  const missing = numbers.find((number) => !choices.some((choice) => choice.number === number));
  if (missing !== undefined) {
    return { kind: 'out_of_range', message: tchapCardTexts.horsBornes(missing, choices.at(-1)?.number ?? 0) };
  }
  return chosen(found);
}

function chosen(choices: RenderedChoice[]): Chosen {
  const [first] = choices as [RenderedChoice];
  if (first.several === undefined) return { kind: 'action', action: first.action, values: {} };
  // As a card sends a list: whole, in its input. A value in the action itself would only add to the answer.
  const { value: _, ...action } = first.action;
  const joined = choices.map((choice) => choice.action.value ?? '').join(',');
  return { kind: 'action', action, values: { [first.several]: joined } };
}

/** The label, a word for it, its beginning; each only when it is one choice's alone. */
function byWords(text: string, choices: readonly RenderedChoice[]): RenderedChoice | undefined {
  const typed = normalise(text);
  if (typed === '') return undefined;
  const named = choices.map((choice) => ({ choice, name: normalise(choice.label) }));
  const same = named.filter(({ name }) => name === typed);
  if (same.length > 0) return same.length === 1 ? same[0]?.choice : undefined;
  const known = choices.filter(({ synonyms }) => synonyms?.includes(typed));
  if (known.length > 0) return known.length === 1 ? known[0] : undefined;
  const confirmed = yesOrNo(typed, named);
  if (confirmed !== undefined) return confirmed;
  // A command (« demande », « annuler ») is one wherever it is said, also when a label happens to begin with it.
  if (typed.length < SHORTEST_BEGINNING || parseInterruption(text) !== undefined) return undefined;
  const begun = named.filter(({ name }) => name.startsWith(typed));
  return begun.length === 1 ? begun[0]?.choice : undefined;
}

/** « oui » and « non » to two choices of which one says so: « Oui, retirer ma demande », « Fermer ». */
function yesOrNo(typed: string, named: { choice: RenderedChoice; name: string }[]): RenderedChoice | undefined {
  const [first, second] = named;
  if (named.length !== 2 || first === undefined || second === undefined) return undefined;
  if (typed !== 'oui' && typed !== 'non') return undefined;
  const says = (name: string, word: string) => name === word || name.startsWith(`${word} `);
  const opposite = typed === 'oui' ? 'non' : 'oui';
  for (const [one, other] of [
    [first, second],
    [second, first],
  ] as const) {
    if (says(one.name, typed)) return one.choice;
    if (says(one.name, opposite) && !says(other.name, opposite)) return other.choice;
  }
  return undefined;
}
