import { sameValue } from './fields.ts';
import type { FieldValue, FormState } from './types.ts';

/** Keeps beside a form what its last input changed, so that the input can be taken back. */
export function withUndo(before: FormState, after: FormState, source: string): FormState {
  const { answers, rejected: _, undo: __, ...place } = before;
  const ids = [...new Set([...Object.keys(answers), ...Object.keys(after.answers)])];
  const changed = ids
    .filter((id) => !sameValue(answers[id], after.answers[id]))
    .map((id): [string, FieldValue | null] => [id, answers[id] ?? null]);
  return { ...after, undo: { source, place, answers: Object.fromEntries(changed) } };
}

/** « Terminé » after a text: the text is still what can be taken back. */
export function withUndoOfText(before: FormState, after: FormState, source: string): FormState {
  const { undo } = before;
  return undo?.place.at === before.at ? { ...after, undo: { ...undo, ended: true } } : withUndo(before, after, source);
}

export function withoutUndo({ undo: _, ...state }: FormState): FormState {
  return state;
}

/** The form as it was before the input of this source; undefined when its last input came from elsewhere. */
export function undone(state: FormState, source: string): FormState | undefined {
  const { undo } = state;
  if (undo?.source !== source || undo.place.version !== state.version) return undefined;
  const answers = { ...state.answers };
  for (const [id, value] of Object.entries(undo.answers)) {
    if (value === null) delete answers[id];
    else answers[id] = value;
  }
  return { ...undo.place, answers };
}
