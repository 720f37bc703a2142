import type { Action } from '../core/action.ts';

/** The page that a button of a long card leads to. */
export function pageOf(action: Action): number | undefined {
  const page = Number(action.value);
  return action.value !== undefined && Number.isInteger(page) && page > 0 ? page : undefined;
}
