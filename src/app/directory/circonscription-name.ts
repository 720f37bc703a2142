import { words } from '../../core/form/normalise.ts';
import type { Circonscription } from '../ports/directory-store.ts';

/** Words before the name itself: « Circonscription d’inspection du 1er degré de Rouen Nord », « IEN du Havre ». */
const LEADING = new Set('circonscription inspection ien du de des d la le les l 1er premier degre'.split(' '));

function bareName(text: string): string {
  const all = words(text);
  const start = all.findIndex((word) => !LEADING.has(word));
  return start < 0 ? '' : all.slice(start).join(' ');
}

/** Whose écoles a row's nom_circonscription speaks of: one code, none, or several when names are too alike. */
export function circonscriptionMatcher(circonscriptions: Circonscription[]): (name: string) => string[] {
  const codesByName = new Map<string, Set<string>>();
  for (const { code, nom } of circonscriptions) {
    for (const name of [bareName(nom), bareName(code)]) {
      if (name !== '') codesByName.set(name, (codesByName.get(name) ?? new Set()).add(code));
    }
  }
  return (name) => [...(codesByName.get(bareName(name)) ?? [])];
}
