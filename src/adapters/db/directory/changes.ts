import type { Changes } from '../../../app/ports/directory-admin.ts';

export type Verdict = 'added' | 'changed' | 'unchanged' | 'deactivated';

export function countChanges(verdicts: Iterable<[key: string, verdict: Verdict]>): Changes {
  const changes: Changes = { added: 0, changed: 0, unchanged: 0, deactivated: 0, details: [] };
  for (const [key, verdict] of verdicts) {
    changes[verdict]++;
    if (verdict !== 'unchanged') changes.details.push({ key, what: verdict });
  }
  return changes;
}

/** Whether two rows say the same, whatever the order of their properties. */
export function sameRow<T extends object>(a: T, b: T): boolean {
  return Object.keys(b).every((key) => JSON.stringify(a[key as keyof T]) === JSON.stringify(b[key as keyof T]));
}
