import { normalise } from './normalise.ts';
import type { Choice } from './types.ts';

/** Choices by the ways they are written, computed once for one reading. */
export interface ChoiceNames {
  choices: Choice[];
  /** Label or value, normalised. */
  own: Map<string, Choice[]>;
  /** These and the synonyms. */
  all: Map<string, Choice[]>;
  /** Words in the longest name. */
  longest: number;
}

export function choiceNames(choices: Choice[]): ChoiceNames {
  const names: ChoiceNames = { choices, own: new Map(), all: new Map(), longest: 1 };
  for (const choice of choices) {
    for (const name of [choice.value, choice.label]) add(names.own, name, choice);
    for (const name of [choice.value, choice.label, ...(choice.synonyms ?? [])]) add(names.all, name, choice);
  }
  for (const name of names.all.keys()) names.longest = Math.max(names.longest, name.split(' ').length);
  return names;
}

function add(map: Map<string, Choice[]>, name: string, choice: Choice): void {
  const key = normalise(name);
  const known = map.get(key) ?? [];
  if (key !== '' && !known.includes(choice)) map.set(key, [...known, choice]);
}
