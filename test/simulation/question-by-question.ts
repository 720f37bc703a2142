import { FORMS } from '../../src/core/form/forms.ts';
import type { FieldDefinition } from '../../src/core/form/types.ts';
import type { Card } from '../../src/core/view/message.ts';
import type { Person } from './cast.ts';
import { type Chance, fillInputs, written } from './fill-form.ts';
import type { Hands } from './hands.ts';
import { offered } from './offers.ts';

/** A person who gives up was asked so many. */
const MOST_QUESTIONS = 40;

const FIELDS: FieldDefinition[] = Object.values(FORMS).flatMap(({ fields }): FieldDefinition[] => [...fields]);

/**
 * Answers a form that is asked question by question, by buttons where there are some, else in words.
 * @param known what they type for some fields
 * @returns what is shown at the end
 */
export async function answerAll(
  { hands, by }: { hands: Hands; by: Chance },
  who: Person,
  first: Card | undefined,
  known: { [fieldId: string]: string } = {},
): Promise<Card | undefined> {
  let card = first;
  for (let asked = 0; card?.template === 'question' && asked < MOST_QUESTIONS; asked += 1) {
    const field = askedIn(card);
    const typed = field && known[field.id];
    const next = offered(card, 'passer_optionnel') ?? offered(card, 'continuer') ?? offered(card, 'repondre');
    card = await (next === undefined || typed !== undefined
      ? hands.write(who, typed ?? written(field, hands.today, by))
      : hands.press(who, next.action, fillInputs(next.inputs, hands.today, by)));
  }
  return card;
}

function askedIn({ data }: Card): FieldDefinition | undefined {
  return FIELDS.find(({ question }) => question === data.question);
}
