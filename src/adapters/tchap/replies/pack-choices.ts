import type { Action } from '../../../core/action.ts';
import type { Json } from '../../../core/json.ts';
import { readAction } from '../../../core/read-action.ts';
import type { RenderedChoice } from '../render/rendered-event.ts';
import { synonymsOf } from './synonyms.ts';

/** Where a sent event keeps what it can be answered with, so that an answer is understood without memory. */
export const CHOICES_FIELD = 'fr.gouv.pole.choix';

/** Bytes of JSON: an encrypted edit that repeats both representations still fits into an event with it. */
export const LARGEST_PACK = 5_000;
const MOST_CHOICES = 99;
const LONGEST_LABEL = 301;
const LONGEST_INPUT = 100;

/**
 * The choices of an event as JSON without floats, at most `LARGEST_PACK` bytes. Actions that differ by their value
 * only are written once. When it would be larger, labels are cut (numbers still answer), then the last choices
 * left out.
 * @returns undefined when there is no choice
 */
export function packChoices(choices: readonly RenderedChoice[]): { [key: string]: Json } | undefined {
  if (choices.length === 0) return undefined;
  for (const longest of [LONGEST_LABEL, 60, 20, 0]) {
    const packed = pack(choices, longest);
    if (sizeOf(packed) <= LARGEST_PACK) return packed;
  }
  let most = Math.min(choices.length, MOST_CHOICES);
  while (most > 1 && sizeOf(pack(choices.slice(0, most), 0)) > LARGEST_PACK) most -= 1;
  return pack(choices.slice(0, most), 0);
}

const sizeOf = (packed: Json) => Buffer.byteLength(JSON.stringify(packed));

function pack(choices: readonly RenderedChoice[], longest: number): { [key: string]: Json } {
  const actions: string[] = [];
  const packed = choices.slice(0, MOST_CHOICES).map(({ label, action }): Json => {
    const { value, ...common } = action;
    const written = JSON.stringify(common);
    const at = actions.includes(written) ? actions.indexOf(written) : actions.push(written) - 1;
    const short = [...label].slice(0, longest).join('');
    return value === undefined ? [at, short] : [at, short, value];
  });
  const several = choices[0]?.several;
  return {
    v: 1,
    actions: actions.map((written) => JSON.parse(written)),
    choix: packed,
    ...(several === undefined ? {} : { plusieurs: several }),
  };
}

/**
 * The choices of an event that the bot sent, from its content's field. What it holds is checked as strictly as a
 * button's data: a choice carries no authority either.
 * @returns undefined when it is not of this form
 */
export function unpackChoices(field: unknown): RenderedChoice[] | undefined {
  if (!isObject(field) || field.v !== 1 || !isList(field.actions) || !isList(field.choix)) return undefined;
  const { plusieurs: several } = field;
  if (several !== undefined && !isWords(several, LONGEST_INPUT)) return undefined;
  const actions = field.actions.map(readAction);
  const choices = field.choix.map((entry, index) => unpackChoice(entry, index + 1, actions, several));
  return choices.every((choice) => choice !== undefined) ? choices : undefined;
}

function unpackChoice(
  entry: unknown,
  number: number,
  actions: (Action | undefined)[],
  several: string | undefined,
): RenderedChoice | undefined {
  if (!Array.isArray(entry) || entry.length < 2 || entry.length > 3) return undefined;
  const [at, label, value] = entry;
  const common = Number.isInteger(at) ? actions[at] : undefined;
  if (common === undefined || !isWords(label, 2 * LONGEST_LABEL)) return undefined;
  const action = value === undefined ? common : readAction({ ...common, value });
  if (action === undefined) return undefined;
  const synonyms = synonymsOf(action);
  return {
    number,
    label,
    action,
    ...(several === undefined ? {} : { several }),
    ...(synonyms.length > 0 ? { synonyms } : {}),
  };
}

const isWords = (value: unknown, longest: number): value is string =>
  typeof value === 'string' && value.length <= longest;

const isList = (value: unknown): value is unknown[] => Array.isArray(value) && value.length <= MOST_CHOICES;

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
