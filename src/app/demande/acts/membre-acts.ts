import { type Act, choiceInWords, colleague, type Filled, text } from './act.ts';

/** What a member answers when they are asked, and their first contact with the demandeur. */
export const MEMBRE_ACTS = {
  decliner: {
    form: 'refus',
    places: ['sollicitation'],
    command: (filled) => ({ type: 'decliner', motif: refusalReason(filled), ...colleague(filled) }),
  },
  noter_prise_attache: {
    form: 'prise-attache',
    places: ['intervention'],
    command: (filled) => ({
      type: 'noter_intervention',
      acte: 'prise_attache',
      date: text(filled, 'date'),
      avec: '',
      note: text(filled, 'note'),
      partagee: false,
    }),
  },
} as const satisfies { [action: string]: Act };

/** The usual reason in words, and what was added to it. */
function refusalReason(filled: Filled): string {
  const reason = choiceInWords(filled, 'motif');
  const more = text(filled, 'precision');
  return more === '' ? reason : `${reason} (${more})`;
}
