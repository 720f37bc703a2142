import type { Action } from '../../core/action.ts';
import { ACTION_MEMBERS, readAction, storable } from '../../core/read-action.ts';
import { type Fields, isFields } from './activity.ts';

/** A click: what the button carried, and what stood in the card's inputs. */
export interface Click {
  action: Action;
  values: { [inputId: string]: string };
}

/** What Teams adds to a button's data, and what no object may be given. */
const NOT_INPUTS = new Set(['msteams', '__proto__', ...ACTION_MEMBERS]);
const MAX_INPUTS = 200;

/** @returns undefined when the data is not one of our buttons, or of a version we do not know */
export function readClick(data: unknown): Click | undefined {
  if (!isFields(data)) return undefined;
  const action = readAction(data);
  return action && { action, values: readInputs(data) };
}

/** Clients give strings; a toggle or a number of another client is taken as its text. */
function readInputs(data: Fields): { [inputId: string]: string } {
  const inputs = Object.keys(data)
    .filter((key) => !NOT_INPUTS.has(key))
    .slice(0, MAX_INPUTS)
    .map((key) => [storable(key), asText(data[key])]);
  return Object.fromEntries(inputs.filter(([, value]) => value !== undefined));
}

function asText(value: unknown): string | undefined {
  if (typeof value === 'string') return storable(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  // Several choices: Adaptive Cards join them with commas.
  if (Array.isArray(value)) return value.map(asText).filter(Boolean).join(',');
  return undefined;
}
