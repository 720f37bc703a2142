import { ACTION_NAMES, type Action, type ActionName } from '../../core/action.ts';
import { type Fields, isFields, own, storable } from './activity.ts';

/** A click: what the button carried, and what stood in the card's inputs. */
export interface Click {
  action: Action;
  values: { [inputId: string]: string };
}

const NAMES: ReadonlySet<string> = new Set(ACTION_NAMES);
const OPTIONAL = ['demandeId', 'saisieId', 'field', 'value'] as const;
/** What is not an input: the button's own data, and what Teams adds. */
const NOT_INPUTS = new Set(['v', 'action', 'version', 'msteams', '__proto__', ...OPTIONAL]);
const MAX_MEMBER = 4_000;
const MAX_INPUTS = 200;

/** @returns undefined when the data is not one of our buttons, or of a version we do not know */
export function readClick(data: unknown): Click | undefined {
  if (!isFields(data)) return undefined;
  const action = readAction(data);
  return action && { action, values: readInputs(data) };
}

/** Cards bind strings only, so that numbers come as their digits, and an absent member as an empty string. */
function readAction(data: Fields): Action | undefined {
  const v = own(data, 'v');
  const name = own(data, 'action');
  if ((v !== 1 && v !== '1') || typeof name !== 'string' || !NAMES.has(name)) return undefined;
  const action: Action = { v: 1, action: name as ActionName };
  const version = own(data, 'version') ?? '';
  if (version !== '') {
    if (!/^\d{1,9}$/.test(String(version))) return undefined;
    action.version = Number(version);
  }
  for (const member of OPTIONAL) {
    const value = own(data, member) ?? '';
    if (typeof value !== 'string' || value.length > MAX_MEMBER) return undefined;
    if (value) action[member] = storable(value);
  }
  return action;
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
