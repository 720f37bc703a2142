import type { Etat, Person } from './demande/demande.ts';
import { formatCreneau, formatInstant } from './form/format-date.ts';
import { demandeTexts, mailTexts } from './texts.fr.ts';

/** Every expected « no »; texts.fr.ts has one sentence for each. */
export type Refusal =
  /** The person is not, or no longer, entitled to do this. */
  | { code: 'non_autorise' }
  /** The channel could not say whether the person is still in the équipe restreinte. */
  | { code: 'verification_impossible' }
  /** A card copied to another place than where it was posted. */
  | { code: 'hors_conversation' }
  /** The team's channel is in another messenger than the account they act from. */
  | { code: 'autre_messagerie'; messagerie: keyof typeof mailTexts.canaux }
  | { code: 'introuvable' }
  | { code: 'action_inconnue' }
  | { code: 'deja_prise'; par: Person; le: string }
  | { code: 'complement_deja_demande'; par: Person; le: string }
  | { code: 'complement_deja_recu' }
  | { code: 'deja_sollicite'; nom: string; par: Person; le: string }
  | { code: 'deja_acceptee'; le: string }
  | { code: 'deja_declinee'; le: string }
  | { code: 'accord_parents'; nom: string }
  /** The rendez-vous or the answer that is named is not in the demande. */
  | { code: 'element_inconnu' }
  /** `creneau`: YYYY-MM-DDTHH:MM in Paris. */
  | { code: 'rendez_vous_fixe'; creneau: string }
  | { code: 'rendez_vous_clos' }
  | { code: 'creneau_passe' }
  /** What the button was for has been done or has changed. */
  | { code: 'plus_rien' }
  | { code: 'reponse_trop_tot' }
  | { code: 'reponse_terminee'; libelle: string }
  | { code: 'accord_parents_reponse'; libelle: string }
  | { code: 'collegue_attendu'; nom: string }
  | { code: 'echange_deja_repondu' }
  /** Another analyst opened one for the same problématique, or it has this demande already. */
  | { code: 'formation_ouverte'; nom: string; titre: string }
  | { code: 'formation_vide' }
  /** Of several demandes at once: the équipe restreinte's alone. */
  | { code: 'formation_equipe' }
  | { code: 'referent_inconnu' }
  | { code: 'fusion_impossible'; numero: string }
  | { code: 'ecole_hors_circonscription'; ecole: string }
  | { code: 'annulation_trop_tard' }
  /** The demande has moved on to a state where this cannot be done. */
  | { code: 'etat'; etat: Etat; depuis: string };

/** The sentence for a refusal: what happened, with whom and when. */
export function refusalText(refusal: Refusal): string {
  const t = demandeTexts.refus;
  switch (refusal.code) {
    case 'autre_messagerie':
      return t.autre_messagerie(mailTexts.canaux[refusal.messagerie]);
    case 'deja_prise':
    case 'complement_deja_demande':
      return t[refusal.code](refusal.par.nom, formatInstant(refusal.le));
    case 'deja_sollicite':
      return t.deja_sollicite(refusal.nom, refusal.par.nom, formatInstant(refusal.le));
    case 'deja_acceptee':
    case 'deja_declinee':
      return t[refusal.code](formatInstant(refusal.le));
    case 'accord_parents':
    case 'collegue_attendu':
      return t[refusal.code](refusal.nom);
    case 'rendez_vous_fixe':
      return t.rendez_vous_fixe(formatCreneau(refusal.creneau));
    case 'reponse_terminee':
    case 'accord_parents_reponse':
      return t[refusal.code](refusal.libelle);
    case 'formation_ouverte':
      return t.formation_ouverte(refusal.nom, refusal.titre);
    case 'fusion_impossible':
      return t.fusion_impossible(refusal.numero);
    case 'ecole_hors_circonscription':
      return t.ecole_hors_circonscription(refusal.ecole);
    case 'etat':
      return t.etat(demandeTexts.etats[refusal.etat], formatInstant(refusal.depuis));
    default:
      return t[refusal.code];
  }
}
