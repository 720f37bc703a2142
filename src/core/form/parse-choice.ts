import { type ChoiceNames, choiceNames } from './choice-names.ts';
import { normalise, words } from './normalise.ts';
import type { Choice } from './types.ts';

/** `ambiguous`: the choices between which what was written does not decide. */
export type Matched = { found: Choice[] } | { ambiguous: Choice[] } | { unknown: string };

/** Words that carry no choice: « c’est pour un élève de CE1 » names CE1 alone. */
const FILLERS = new Set(
  (
    'c est ce sont cela ca pour un une des de du d la le les l au aux a en et ou y avec plus je j il elle on nous dans ma mon notre ' +
    'classe classes niveau niveaux double simple triple eleve eleves n numero no choix option reponse plutot merci svp bonjour moi suis'
  ).split(' '),
);
const TYPED_MAX = 500;

/** One choice out of what a person typed: its value, number, label, a synonym, the beginning or a part of its label. */
export function matchChoice(text: string, choices: Choice[]): Matched {
  const names = choiceNames(choices);
  const matched = matchWhole(text, names) ?? matchNumber(text, choices) ?? matchPart(text, names);
  if (matched !== undefined) return matched;
  const spotted = spotChoices(text, names);
  if ('found' in spotted && spotted.found.length > 1) return { ambiguous: spotted.found };
  return 'unknown' in spotted ? (matchBeginning(text, names) ?? spotted) : spotted;
}

/** « Non, pas à ma connaissance »: a choice, then words which name no other one. */
function matchBeginning(text: string, names: ChoiceNames): Matched | undefined {
  const [, head, rest] = /^([^,.;:!?\n]{1,60})[,.;:!\n](.*)$/s.exec(text.slice(0, TYPED_MAX + 1)) ?? [];
  if (head === undefined || rest === undefined || text.length > TYPED_MAX) return undefined;
  const matched = matchWhole(head.trim(), names);
  if (matched === undefined || !('found' in matched)) return undefined;
  const others = [...spot(rest, names).found].filter((choice) => !matched.found.includes(choice));
  return others.length > 0 ? { ambiguous: [...matched.found, ...others] } : matched;
}

/** One or several choices, in the order in which they are offered: « CE1 et CE2 », « ce1/ce2 », « 1, 3 ». */
export function matchChoices(text: string, choices: Choice[]): Matched {
  const listed = matchValues(text, choices);
  if (listed !== undefined) return listed;
  const names = choiceNames(choices);
  const single = matchWhole(text, names);
  if (single !== undefined && 'found' in single) return single;
  const numbers = matchNumbers(text, choices);
  if (numbers !== undefined) return numbers;
  const spotted = spotChoices(text, names);
  if ('found' in spotted) return spotted;
  return single ?? matchEachPart(text, names) ?? spotted;
}

/** The whole text is a name of one choice; when several share it, it is their own label that wins. */
export function matchExact(text: string, choices: Choice[]): Matched | undefined {
  return matchWhole(text, choiceNames(choices));
}

function matchWhole(text: string, names: ChoiceNames): Matched | undefined {
  const byValue = names.choices.find((choice) => choice.value === text);
  if (byValue !== undefined) return { found: [byValue] };
  return text.length > TYPED_MAX ? undefined : decide(normalise(text), names);
}

function decide(typed: string, names: ChoiceNames): Matched | undefined {
  const sharing = names.own.get(typed) ?? names.all.get(typed);
  return sharing === undefined ? undefined : oneOf(sharing);
}

function oneOf(choices: Choice[]): Matched | undefined {
  if (choices.length === 0) return undefined;
  return choices.length === 1 ? { found: choices } : { ambiguous: choices };
}

/** « 2 », « 2. », « 2) », « n° 2 ». */
function matchNumber(text: string, choices: Choice[]): Matched | undefined {
  const number = /^\s*(?:n\s*[°o]?\s*)?(\d{1,3})\s*[.):-]?\s*$/i.exec(text.slice(0, 20).normalize('NFKC'))?.[1];
  if (number === undefined || text.length > 20) return undefined;
  const choice = choices[Number(number) - 1];
  return choice === undefined ? { unknown: number } : { found: [choice] };
}

/** A card's own list: nothing but values, joined by commas, however many. */
function matchValues(text: string, choices: Choice[]): Matched | undefined {
  const values = new Set(text.split(','));
  const found = choices.filter(({ value }) => values.has(value));
  return found.length === values.size ? { found } : undefined;
}

function matchNumbers(text: string, choices: Choice[]): Matched | undefined {
  const tokens = text.length > TYPED_MAX ? [] : words(text).filter((word) => word !== 'et');
  if (tokens.length === 0 || !tokens.every((token) => /^\d{1,3}$/.test(token))) return undefined;
  const missing = tokens.find((token) => choices[Number(token) - 1] === undefined);
  if (missing !== undefined) return { unknown: missing };
  return { found: choices.filter((_, index) => tokens.some((token) => Number(token) === index + 1)) };
}

/** The beginning of one name, else words that are all in one label (« Durand » for « Claire Durand, psychologue »). */
function matchPart(text: string, names: ChoiceNames): Matched | undefined {
  const typed = text.length > TYPED_MAX ? '' : normalise(text);
  if (typed === '') return undefined;
  const begun = [...names.all].filter(([name]) => name.startsWith(typed)).flatMap(([, choices]) => choices);
  const matched = oneOf(names.choices.filter((choice) => begun.includes(choice)));
  if (matched !== undefined) return matched;
  const parts = typed.split(' ').filter((word) => !FILLERS.has(word));
  if (parts.length === 0 || parts.some((part) => part.length < 3)) return undefined;
  return oneOf(names.choices.filter((choice) => includesAll(words(choice.label), parts)));
}

function includesAll(all: string[], parts: string[]): boolean {
  return parts.every((part) => all.includes(part));
}

function matchEachPart(text: string, names: ChoiceNames): Matched | undefined {
  const parts = text.length > TYPED_MAX ? [] : text.split(/[,;/+&\n]|\bet\b/i).filter((part) => normalise(part) !== '');
  const found = new Set<Choice>();
  for (const part of parts) {
    const matched = matchWhole(part, names) ?? matchPart(part, names);
    if (matched === undefined || !('found' in matched)) return matched;
    for (const choice of matched.found) found.add(choice);
  }
  return found.size === 0 ? undefined : { found: names.choices.filter((choice) => found.has(choice)) };
}

interface Spotted {
  found: Set<Choice>;
  ambiguous: Choice[];
  unknown: string[];
}

/** Reads the longest names first, word by word; every word left over must be a filler. */
function spotChoices(text: string, names: ChoiceNames): Matched {
  if (text.length > TYPED_MAX) return { unknown: '' };
  const spotted = spot(text, names);
  if (spotted.unknown.length > 0) return { unknown: spotted.unknown.slice(0, 5).join(' ') };
  if (spotted.found.size > 0) return { found: names.choices.filter((choice) => spotted.found.has(choice)) };
  return oneOf(spotted.ambiguous) ?? { unknown: words(text).slice(0, 5).join(' ') };
}

function spot(text: string, names: ChoiceNames): Spotted {
  const typed = words(text);
  const spotted: Spotted = { found: new Set(), ambiguous: [], unknown: [] };
  for (let at = 0; at < typed.length; ) at += spotAt(typed, at, names, spotted);
  return spotted;
}

/** Reads the name that begins at one word; gives how many words were read. */
function spotAt(typed: string[], at: number, names: ChoiceNames, spotted: Spotted): number {
  for (let length = Math.min(names.longest, typed.length - at); length > 0; length -= 1) {
    const name = typed.slice(at, at + length).join(' ');
    // « n », « y » or « o » answer a question when alone, and are small words inside a sentence.
    const matched = name.length === 1 ? undefined : decide(name, names);
    if (matched === undefined) continue;
    if ('found' in matched) for (const choice of matched.found) spotted.found.add(choice);
    else if ('ambiguous' in matched) spotted.ambiguous = matched.ambiguous;
    return length;
  }
  const word = typed[at] ?? '';
  if (!FILLERS.has(word)) spotted.unknown.push(word);
  return 1;
}
