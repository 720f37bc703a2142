import { ACTION_NAMES, type Action, type ActionName } from './action.ts';

const NAMES: ReadonlySet<string> = new Set(ACTION_NAMES);
const IDS = ['demandeId', 'saisieId'] as const;
const WORDS = ['field', 'value'] as const;
/** What of a button's data is not an input of its card. */
export const ACTION_MEMBERS: ReadonlySet<string> = new Set(['v', 'action', 'version', ...IDS, ...WORDS]);
const LONGEST = 4_000;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * A button's data as an Action. A number may come as its digits and an absent member as an empty string: some clients
 * bind strings only.
 * @returns undefined when the data is not one of our buttons, or of a version we do not know
 */
export function readAction(data: unknown): Action | undefined {
  if (!isObject(data)) return undefined;
  const v = own(data, 'v');
  const name = own(data, 'action');
  if ((v !== 1 && v !== '1') || typeof name !== 'string' || !NAMES.has(name)) return undefined;
  const version = own(data, 'version') ?? '';
  if (!/^\d{0,10}$/.test(String(version))) return undefined;
  const action: Action = { v: 1, action: name as ActionName };
  if (version !== '') action.version = Number(version);
  const sound = [
    ...IDS.map((member) => keep(action, member, own(data, member), (value) => UUID.test(value))),
    ...WORDS.map((member) => keep(action, member, own(data, member), (value) => value.length <= LONGEST)),
  ];
  return sound.every(Boolean) ? action : undefined;
}

function isObject(data: unknown): data is { readonly [member: string]: unknown } {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}

type Member = (typeof IDS)[number] | (typeof WORDS)[number];

function keep(action: Action, member: Member, value: unknown, fits: (value: string) => boolean): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (typeof value !== 'string' || !fits(value)) return false;
  action[member] = storable(value);
  return true;
}

/** A member of the data itself, never one that it inherits. */
function own(data: { readonly [member: string]: unknown }, member: string): unknown {
  return Object.hasOwn(data, member) ? data[member] : undefined;
}

/** What a database can hold of a person's text: no NUL, no half of a surrogate pair. */
export function storable(words: string): string {
  return words.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\ufffd');
}
