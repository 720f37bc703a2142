import type { FormState } from '../form/types.ts';
import { cardTexts } from '../texts.fr.ts';
import { jsonSize } from './pages.ts';
import { cutText } from './text-parts.ts';

/** In characters of JSON. */
const LONGEST = 3_000;

/** A refused text may be of any length: a card shows its beginning, and says so beside the error. */
export function refusedThatFits(rejected: FormState['rejected']): FormState['rejected'] {
  if (rejected === undefined) return undefined;
  const entries = Object.entries(rejected).map(([id, refused]) => {
    if (jsonSize(refused.value) <= LONGEST) return [id, refused] as const;
    const { head } = cutText(refused.value, LONGEST / 2);
    return [id, { value: head, error: `${refused.error} ${cardTexts.champs.coupeRefuse}` }] as const;
  });
  return Object.fromEntries(entries);
}
