import type { Action, ActionName } from '../../src/core/action.ts';
import { readAction } from '../../src/core/read-action.ts';
import type { Card, CardData, CardValue } from '../../src/core/view/message.ts';

export interface Choice {
  title: string;
  value: string;
}

/** An input of a card; `choices` where it is a list. */
export interface Input {
  id: string;
  label: string;
  value: string;
  choices?: Choice[];
  multi?: boolean;
}

/** A button of a card, and the inputs that leave with it. */
export interface Offer {
  action: Action;
  inputs: Input[];
}

/** All that can be pressed in a card: what a person sees, read from what the bot sent them. */
export function offersOf({ data }: Card): Offer[] {
  return [...found(data, [])];
}

export function offered(card: Card | undefined, name: ActionName): Offer | undefined {
  return card && offersOf(card).find(({ action }) => action.action === name);
}

function* found(value: CardValue, around: Input[]): Generator<Offer> {
  if (Array.isArray(value)) {
    for (const item of value) yield* found(item, around);
    return;
  }
  if (typeof value !== 'object') return;
  const inputs = inputsIn(value) ?? around;
  const action = 'verb' in value ? readAction(value.data) : undefined;
  if (action) yield { action, inputs };
  for (const inner of Object.values(value)) yield* found(inner, inputs);
}

/** Of a part of a card that has inputs of its own. */
function inputsIn(part: CardData): Input[] | undefined {
  if (!Array.isArray(part.fields)) return undefined;
  return part.fields.flatMap(({ texts, selects }) => [...inputs(texts), ...inputs(selects)]);
}

const inputs = (list: CardValue | undefined): Input[] => (Array.isArray(list) ? (list as unknown as Input[]) : []);
