import { type Act, choiceInWords, colleague, type Filled, text } from './act.ts';

/** What a member answers when they are asked. */
export const MEMBRE_ACTS = {
  decliner: {
    form: 'refus',
    places: ['sollicitation'],
    command: (filled) => ({ type: 'decliner', motif: refusalReason(filled), ...colleague(filled) }),
  },
} as const satisfies { [action: string]: Act };

/** The usual reason in words, and what was added to it. */
function refusalReason(filled: Filled): string {
  const reason = choiceInWords(filled, 'motif');
  const more = text(filled, 'precision');
  return more === '' ? reason : `${reason} (${more})`;
}
