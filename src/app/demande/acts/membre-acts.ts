import { displayValue } from '../../../core/form/display-answer.ts';
import { fullName } from '../rights-of.ts';
import { type Act, type Filled, membreIn, text } from './act.ts';

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
  const field = filled.form.fields.find(({ id }) => id === 'motif');
  const reason = field === undefined ? '' : displayValue(field, text(filled, 'motif'), filled.answers, filled.context);
  const more = text(filled, 'precision');
  return more === '' ? reason : `${reason} (${more})`;
}

function colleague(filled: Filled) {
  const found = membreIn(filled, text(filled, 'collegue'));
  return found === undefined ? {} : { collegue: { membreId: found.id, nom: fullName(found) } };
}
