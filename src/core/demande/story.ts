import { formatDate } from '../form/format-date.ts';
import { demandeTexts } from '../texts.fr.ts';
import type { Demande, DemandeEvent } from './demande.ts';

/** The event as the demandeur reads it; undefined for what is the équipe restreinte's own. */
export function storyForDemandeur(event: DemandeEvent, demande: Demande): string | undefined {
  const t = demandeTexts.recitDemandeur;
  switch (event.type) {
    case 'membre_sollicite':
      return t.membre_sollicite(event.fonctions.join(', '));
    case 'intervention_acceptee':
      return t.intervention_acceptee(membreWithFonction(demande, event.membreId));
    case 'prise_attache_notee':
      return t.prise_attache_notee(membreName(demande, event.membreId), formatDate(event.date));
    case 'problematique_nommee':
    case 'membre_injoignable':
    case 'intervention_declinee':
      return undefined;
    default:
      return t[event.type];
  }
}

/** The event as the équipe restreinte and the members read it. */
export function storyForPole(event: DemandeEvent, demande: Demande): string {
  const t = demandeTexts.recitPole;
  const qui = event.by.nom;
  switch (event.type) {
    case 'problematique_nommee':
      return event.problematiques.length > 0
        ? t.problematique_nommee(qui, event.problematiques.join(', '))
        : t.problematique_note(qui);
    case 'membre_sollicite':
      return event.accordParents ? t.membre_sollicite_accord(event.nom, qui) : t.membre_sollicite(event.nom, qui);
    case 'membre_injoignable':
      return (event.courriel ? t.membre_injoignable_courriel : t.membre_injoignable)(
        membreName(demande, event.membreId),
      );
    case 'intervention_acceptee':
      return t.intervention_acceptee(membreName(demande, event.membreId));
    case 'intervention_declinee':
      return t.intervention_declinee(membreName(demande, event.membreId), event.motif);
    case 'prise_attache_notee':
      return t.prise_attache_notee(membreName(demande, event.membreId), formatDate(event.date));
    default:
      return t[event.type](qui);
  }
}

export function membreName(demande: Demande, membreId: string): string {
  return demande.sollicitations.find((s) => s.membreId === membreId)?.nom ?? '';
}

/** « Claire Durand (psychologue scolaire) » */
export function membreWithFonction(demande: Demande, membreId: string): string {
  const s = demande.sollicitations.find((x) => x.membreId === membreId);
  if (s === undefined) return '';
  return s.fonctions.length > 0 ? `${s.nom} (${s.fonctions.join(', ')})` : s.nom;
}
