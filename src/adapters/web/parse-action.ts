import { z } from 'zod';
import { ACTION_NAMES, type Action } from '../../core/action.ts';

// A bound card carries strings only, and an empty one where the template had nothing to put.
const given = z
  .union([z.string(), z.number()])
  .transform((value) => String(value) || undefined)
  .optional();
const count = z.number().int().nonnegative();
const actionData = z.object({
  v: z.union([z.literal(1), z.literal('1')]),
  action: z.enum(ACTION_NAMES),
  demandeId: given,
  version: given.transform((value) => (value === undefined ? undefined : Number(value))).pipe(count.optional()),
  saisieId: given,
  field: given,
  value: given,
});

/** A button's data as an Action; undefined when it is not one of ours, or of a version we do not know. */
export function parseAction(data: unknown): Action | undefined {
  const parsed = actionData.safeParse(data);
  if (!parsed.success) return undefined;
  return { ...withoutUndefined(parsed.data), v: 1, action: parsed.data.action };
}

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;
}
