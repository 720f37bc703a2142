import type { Action } from '../../../core/action.ts';
import { tchapReplyWords } from '../../../core/texts.fr.ts';

/** What people type for an action, normalised; an action with a value (a page) is one of several alike. */
export function synonymsOf({ action, value }: Action): string[] {
  return value === undefined && Object.hasOwn(tchapReplyWords, action) ? (tchapReplyWords[action] ?? []) : [];
}
