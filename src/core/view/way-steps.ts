import { ETATS, type Etat } from '../demande/demande.ts';
import { MAIN_WAY, placeOnWay } from '../demande/main-way.ts';
import { ENDED } from '../demande/transitions.ts';
import { wayTexts } from '../texts.fr.ts';

/** One step of the way as the demandeur sees it. `stopped`: the demande ended here, before the end of the way. */
export interface WayStep {
  label: string;
  is: 'done' | 'current' | 'stopped' | 'to come';
}

/** The states that have a picture: a draft is nowhere on the way yet. */
export type SentEtat = Exclude<Etat, 'brouillon'>;
export const SENT_ETATS: readonly SentEtat[] = ETATS.filter((etat) => etat !== 'brouillon');

/** The main way in a few steps, where a demande in this state stands being one of them. */
export function waySteps(etat: SentEtat): WayStep[] {
  const place = placeOnWay(etat);
  const steps = MAIN_WAY.flatMap((main) =>
    main === 'brouillon' ? [] : wayTexts.etapes[main].map((label) => ({ label, main })),
  );
  const at = steps.findLastIndex(({ main }) => main === place);
  const here = ENDED.includes(etat) && etat !== place ? 'stopped' : 'current';
  return steps.map(({ label }, index) => ({ label, is: index < at ? 'done' : index > at ? 'to come' : here }));
}

/** The same in one sentence or two: what a picture says to whom cannot see it. */
export function wayInWords(etat: SentEtat): string {
  const steps = waySteps(etat);
  const at = steps.findIndex(({ is }) => is === 'current' || is === 'stopped');
  const named = (is: WayStep['is']) => steps.filter((step) => step.is === is).map(({ label }) => label.toLowerCase());
  const { label = '', is } = steps[at] ?? {};
  const where = is === 'stopped' ? wayTexts.arretee : wayTexts.etape;
  return [
    where(at + 1, steps.length, label.toLowerCase()),
    ...(named('done').length > 0 ? [wayTexts.faites(named('done'))] : []),
    ...(is !== 'stopped' && named('to come').length > 0 ? [wayTexts.aVenir(named('to come'))] : []),
  ].join(' ');
}
