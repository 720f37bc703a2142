import type { Demande } from '../../src/core/demande/demande.ts';
import type { DemandeEvent, DemandeEventType } from '../../src/core/demande/events.ts';
import { type TransitionAction, transitionFor } from '../../src/core/demande/transitions.ts';

/** By which action of the table each event comes. */
const ACTION_OF: { [type in DemandeEventType]: TransitionAction } = {
  demande_envoyee: 'envoyer',
  demande_completee: 'completer',
  demande_retiree: 'retirer',
  analyse_prise: 'prendre_en_analyse',
  problematique_nommee: 'qualifier',
  complement_demande: 'demander_complement',
  complement_recu: 'repondre_complement',
  demande_reorientee: 'reorienter',
  membre_sollicite: 'solliciter',
  membre_injoignable: 'signaler_injoignable',
  collegue_injoignable: 'signaler_injoignable',
  intervention_acceptee: 'accepter',
  intervention_declinee: 'decliner',
  intervention_notee: 'noter_intervention',
  dates_proposees: 'proposer_dates',
  date_choisie: 'choisir_date',
  dates_refusees: 'refuser_dates',
  rendez_vous_annule: 'annuler_rendez_vous',
  message_ecrit: 'ecrire_demandeur',
  reponse_proposee: 'proposer_reponse',
  reponse_organisee: 'organiser_reponse',
  reponse_realisee: 'realiser_reponse',
  reponse_abandonnee: 'abandonner_reponse',
  echange_accepte: 'accepter_echange',
  echange_decline: 'decliner_echange',
  bilan_fixe: 'fixer_bilan',
  avis_donne: 'donner_avis',
  bilan_note: 'noter_bilan',
  demande_poursuivie: 'poursuivre',
  demande_renouvelee: 'renouveler',
  demande_close: 'clore',
  demande_rouverte: 'rouvrir',
  main_passee: 'passer_la_main',
  referent_change: 'changer_referent',
  membre_parti: 'signaler_depart',
  ecole_corrigee: 'corriger_ecole',
  demande_fusionnee: 'fusionner',
  demande_absorbee: 'absorber',
  demande_detachee: 'detacher',
  acte_annule: 'annuler_acte',
  rappel_envoye: 'rappeler',
};

function actionOf(event: DemandeEvent): TransitionAction {
  if (event.type === 'message_ecrit' && event.de === 'demandeur') return 'ecrire_pole';
  return ACTION_OF[event.type];
}

/** Why an event is not in the table of transitions; undefined when it is. */
export function outsideTable(before: Demande | undefined, event: DemandeEvent, after: Demande): string | undefined {
  const from = before?.etat ?? 'brouillon';
  const action = actionOf(event);
  const allowed = transitionFor(from, action)?.to.includes(after.etat);
  return allowed ? undefined : `${after.numero}: ${action} from ${from} to ${after.etat}`;
}
