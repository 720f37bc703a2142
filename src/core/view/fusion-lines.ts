import type { Demande } from '../demande/demande.ts';
import { bilanTexts, cardTexts, correctionTexts } from '../texts.fr.ts';
import { present } from './demande-lines.ts';
import type { Line, Notice } from './text-parts.ts';

const t = correctionTexts;

/** Said on every card of a demande that goes on in another one. */
export function fusionNotices({ fusion }: Pick<Demande, 'fusion'>): Notice[] {
  if (fusion === undefined) return [];
  return [{ label: cardTexts.deuxPoints(t.fusionTitre), text: t.fusionTexte(fusion.numero), style: 'emphasis' }];
}

/** Which time round it is, when it is not the first, and the demandes that were joined to it. */
export function cycleLines({ cycle, absorbees }: Pick<Demande, 'cycle' | 'absorbees'>): Line[] {
  return present([
    [bilanTexts.cycle, cycle > 1 ? bilanTexts.cycleTexte(cycle) : ''],
    [t.absorbees, absorbees.map(({ numero, demandeur }) => t.absorbeeDe(numero, demandeur.nom)).join(', ')],
  ]);
}
