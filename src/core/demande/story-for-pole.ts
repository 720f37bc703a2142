import { formatCreneau, formatDate } from '../form/format-date.ts';
import { demandeTexts } from '../texts.fr.ts';
import type { DemandeEvent } from './events.ts';
import { actorName, asReason, collegueName, membreName, rendezVousWith, reponseName } from './names.ts';
import type { Stories } from './stories.ts';

const t = demandeTexts.recitPole;

const by = (tell: (qui: string) => string) => (event: DemandeEvent) => tell(event.by.nom);

export const STORIES_FOR_POLE: Stories<string> = {
  demande_envoyee: by(t.demande_envoyee),
  demande_completee: by(t.demande_completee),
  demande_retiree: by(t.demande_retiree),
  analyse_prise: by(t.analyse_prise),
  problematique_nommee: (e) =>
    e.problematiques.length > 0
      ? t.problematique_nommee(e.by.nom, e.problematiques.join(', '))
      : t.problematique_note(e.by.nom),
  complement_demande: by(t.complement_demande),
  complement_recu: by(t.complement_recu),
  demande_reorientee: by(t.demande_reorientee),
  membre_sollicite: (e) => (e.accordParents ? t.membre_sollicite_accord : t.membre_sollicite)(e.nom, e.by.nom),
  membre_injoignable: (e, d) =>
    (e.courriel ? t.membre_injoignable_courriel : t.membre_injoignable)(membreName(d, e.membreId)),
  intervention_acceptee: (e, d) => t.intervention_acceptee(membreName(d, e.membreId)),
  intervention_declinee: (e, d) => t.intervention_declinee(membreName(d, e.membreId), e.motif),
  intervention_notee: (e, d) => t.intervention_notee[e.acte](actorName(d, e), formatDate(e.date)),
  dates_proposees: (e, d) => t.dates_proposees(actorName(d, e), e.creneaux.length),
  date_choisie: (e, d) => t.date_choisie(rendezVousWith(d, e.rang), formatCreneau(e.creneau)),
  dates_refusees: (e, d) => t.dates_refusees(rendezVousWith(d, e.rang)),
  rendez_vous_annule: (e, d) => t.rendez_vous_annule(rendezVousWith(d, e.rang), e.by.nom),
  message_ecrit: (e, d) =>
    e.de === 'demandeur' ? t.message_de_demandeur(e.by.nom) : t.message_de_membre(actorName(d, e)),
  reponse_proposee: (e) => t.reponse_proposee(e.libelle, e.by.nom),
  reponse_organisee: (e, d) => t.reponse_organisee(reponseName(d, e.rang), formatDate(e.debut)),
  reponse_realisee: (e, d) => t.reponse_realisee(reponseName(d, e.rang), formatDate(e.date)),
  reponse_abandonnee: (e, d) => t.reponse_abandonnee(reponseName(d, e.rang), asReason(e.motif)),
  echange_accepte: by(t.echange_accepte),
  echange_decline: by(t.echange_decline),
  collegue_injoignable: (e, d) =>
    (e.courriel ? t.membre_injoignable_courriel : t.membre_injoignable)(collegueName(d, e.membreId)),
  bilan_fixe: (e) => t.bilan_fixe(e.by.nom, formatDate(e.date)),
  avis_donne: by(t.avis_donne),
  bilan_note: (e, d) => t.bilan_note(actorName(d, e)),
  demande_poursuivie: by(t.demande_poursuivie),
  demande_renouvelee: by(t.demande_renouvelee),
  demande_close: (e) => t.demande_close(e.by.nom, asReason(e.motif)),
  demande_rouverte: (e) => t.demande_rouverte(e.by.nom, asReason(e.motif)),
  main_passee: (e, d) => t.main_passee(actorName(d, e), asReason(e.motif)),
  membre_parti: (e, d) => t.membre_parti(membreName(d, e.membreId)),
  referent_change: (e, d) => t.referent_change(membreName(d, e.membreId), e.by.nom),
  ecole_corrigee: (e) => t.ecole_corrigee(e.avant.nom, e.ecole.nom, e.by.nom),
  demande_fusionnee: (e) => t.demande_fusionnee(e.numero, e.by.nom),
  demande_absorbee: (e) => t.demande_absorbee(e.numero, e.by.nom),
  demande_detachee: (e) => t.demande_detachee(e.numero, e.by.nom),
  acte_annule: by(t.acte_annule),
  rappel_envoye: (e, d) =>
    e.a === 'membre' ? t.rappel_envoye.membre(membreName(d, e.membreId ?? '')) : t.rappel_envoye[e.a],
};
