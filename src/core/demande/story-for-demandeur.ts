import { formatCreneau, formatDate } from '../form/format-date.ts';
import { demandeTexts } from '../texts.fr.ts';
import { actorName, collegueName, fonctionsInWords, membreWithFonction, rendezVousWith, reponseName } from './names.ts';
import type { Stories } from './stories.ts';

const t = demandeTexts.recitDemandeur;
const untold = () => undefined;

export const STORIES_FOR_DEMANDEUR: Stories<string | undefined> = {
  demande_envoyee: () => t.demande_envoyee,
  demande_completee: () => t.demande_completee,
  demande_retiree: () => t.demande_retiree,
  analyse_prise: () => t.analyse_prise,
  problematique_nommee: untold,
  complement_demande: () => t.complement_demande,
  complement_recu: () => t.complement_recu,
  demande_reorientee: () => t.demande_reorientee,
  membre_sollicite: (e) => t.membre_sollicite(fonctionsInWords(e.fonctions)),
  membre_injoignable: untold,
  intervention_acceptee: (e, d) => t.intervention_acceptee(membreWithFonction(d, e.membreId)),
  intervention_declinee: untold,
  intervention_notee: (e, d) => t.intervention_notee[e.acte](actorName(d, e), formatDate(e.date)),
  dates_proposees: (e, d) => t.dates_proposees(actorName(d, e)),
  date_choisie: (e, d) => t.date_choisie(rendezVousWith(d, e.rang), formatCreneau(e.creneau)),
  dates_refusees: () => t.dates_refusees,
  rendez_vous_annule: (e, d) => t.rendez_vous_annule(rendezVousWith(d, e.rang)),
  message_ecrit: (e, d) => (e.de === 'demandeur' ? t.message_de_demandeur : t.message_de_membre(actorName(d, e))),
  reponse_proposee: (e) => t.reponse_proposee(e.libelle),
  reponse_organisee: (e, d) => t.reponse_organisee(reponseName(d, e.rang), formatDate(e.debut)),
  reponse_realisee: (e, d) => t.reponse_realisee(reponseName(d, e.rang), formatDate(e.date)),
  reponse_abandonnee: (e, d) => t.reponse_abandonnee(reponseName(d, e.rang)),
  echange_accepte: (e, d) => t.echange_accepte(collegueName(d, e.membreId) || e.by.nom),
  echange_decline: untold,
  collegue_injoignable: untold,
  bilan_fixe: (e) => t.bilan_fixe(formatDate(e.date)),
  avis_donne: () => t.avis_donne,
  bilan_note: (e, d) => t.bilan_note(actorName(d, e)),
  demande_poursuivie: () => t.demande_poursuivie,
  demande_renouvelee: () => t.demande_renouvelee,
  demande_close: () => t.demande_close,
  demande_rouverte: () => t.demande_rouverte,
  main_passee: (e, d) => t.main_passee(actorName(d, e)),
  membre_parti: untold,
  referent_change: (e, d) => t.referent_change(membreWithFonction(d, e.membreId)),
  ecole_corrigee: (e) => t.ecole_corrigee(e.ecole.nom),
  demande_fusionnee: (e) => t.demande_fusionnee(e.numero),
  demande_absorbee: (e) => t.demande_absorbee(e.numero),
  demande_detachee: (e) => t.demande_detachee(e.numero),
  acte_annule: () => t.acte_annule,
  rappel_envoye: (e) => (e.a === 'demandeur' ? t.rappel_envoye : undefined),
};
