/**
 * What a button carries: which action, on what, seen at which version. It carries no authority:
 * who may do it is decided on the server from the actor's current roles and the demande's state.
 */
export interface Action {
  v: 1;
  action: ActionName;
  demandeId?: string;
  /** The demande's version when the card was rendered: tells a repeated click from a late one. */
  version?: number;
  /** The draft (saisie) the button belongs to. */
  saisieId?: string;
  /** The field a dialogue button answers, and its value. */
  field?: string;
  value?: string;
}

export const ACTION_NAMES = [
  // dialogue, in the asker's private conversation
  'aide',
  'nouvelle_demande',
  'reprendre',
  'repondre',
  'retour',
  'passer',
  'passer_optionnel',
  'continuer',
  'remplir_carte',
  'remplir_pas_a_pas',
  'valider_carte',
  'corriger',
  'ou_en_suis_je',
  'recommencer',
  'annuler',
  'envoyer',
  // the demandeur and a demande already sent
  'mes_demandes',
  'mes_dossiers',
  'chercher',
  'voir_suivi',
  'recevoir_annexe',
  'completer',
  'repondre_complement',
  'retirer',
  'confirmer_retrait',
  'choisir_date',
  'refuser_dates',
  'ecrire_pole',
  'donner_avis',
  // équipe restreinte
  'voir_base',
  'voir_dossier',
  'prendre_en_analyse',
  'qualifier',
  'demander_complement',
  'solliciter',
  'reorienter',
  // membre
  'accepter',
  'decliner',
  'voir_intervention',
  'noter_prise_attache',
  'noter_intervention',
  'proposer_dates',
  'annuler_rendez_vous',
  'ecrire_demandeur',
  'proposer_reponse',
  'organiser_reponse',
  'realiser_reponse',
  'abandonner_reponse',
  'ouvrir_formation',
  'rejoindre_formation',
  'accepter_echange',
  'decliner_echange',
  'fixer_bilan',
  'noter_bilan',
  'poursuivre',
  'renouveler',
  'clore',
  'rouvrir',
  'passer_la_main',
  'changer_referent',
  'corriger_ecole',
  'fusionner',
  'annuler_acte',
] as const;

export type ActionName = (typeof ACTION_NAMES)[number];

/** The `value` of a button that leads back to the card of an échange, and not to that of a sollicitation. */
export const ECHANGE = 'echange';

/** The `field` of a button that sits on the demande's living card itself: a click tells which message that card is. */
export const LIVING_CARD = 'carte';

/** The `field` of a button that opens an act's form, in a client that shows forms in cards. */
export const OPEN_FORM = 'formulaire';
