import { words } from '../form/normalise.ts';

/** A psychologue scolaire (psyEN) is asked with the parents' agreement only. Fonctions are data: matched by stem. */
export function needsParentsAgreement(fonctions: readonly string[]): boolean {
  return fonctions.some((fonction) => words(fonction).some((word) => word.startsWith('psy')));
}
