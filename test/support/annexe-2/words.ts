import type { Etat } from '../../../src/core/demande/demande.ts';
import { MAIN_WAY } from '../../../src/core/demande/main-way.ts';
import type { Party, TransitionAction } from '../../../src/core/demande/transitions.ts';
import { demandeTexts } from '../../../src/core/texts.fr.ts';

/** What makes a demande move on, in a few words. */
export const WORDS: Record<TransitionAction, string> = {
  envoyer: 'le demandeur envoie',
  completer: 'le demandeur complète',
  retirer: 'le demandeur retire',
  prendre_en_analyse: 'l’équipe prend en analyse',
  qualifier: 'l’équipe nomme la problématique',
  demander_complement: 'l’équipe demande un complément',
  repondre_complement: 'le demandeur répond',
  solliciter: 'l’équipe sollicite des membres',
  reorienter: 'l’équipe réoriente, par écrit',
  accepter: 'un membre accepte',
  decliner: 'tous déclinent',
  signaler_injoignable: 'un membre est injoignable',
  noter_intervention: 'une intervention est notée',
  proposer_dates: 'des dates sont proposées',
  choisir_date: 'le demandeur choisit une date',
  refuser_dates: 'aucune date ne convient',
  annuler_rendez_vous: 'un rendez-vous est annulé',
  ecrire_demandeur: 'un membre écrit',
  ecrire_pole: 'le demandeur écrit',
  proposer_reponse: 'une réponse s’organise',
  organiser_reponse: 'une réponse est organisée',
  realiser_reponse: 'une réponse est réalisée',
  abandonner_reponse: 'une réponse est abandonnée',
  accepter_echange: 'un collègue accepte l’échange',
  decliner_echange: 'un collègue décline l’échange',
  fixer_bilan: 'un bilan est fixé',
  donner_avis: 'le demandeur donne son avis',
  noter_bilan: 'un membre donne son avis',
  poursuivre: 'on poursuit',
  clore: 'on clôt',
  rouvrir: 'l’équipe rouvre',
  renouveler: 'on renouvelle',
  passer_la_main: 'plus personne n’intervient',
  changer_referent: 'le référent change',
  signaler_depart: 'un membre quitte le pôle',
  corriger_ecole: 'l’école est corrigée',
  fusionner: 'l’équipe joint à une autre demande',
  absorber: 'une autre demande est jointe',
  detacher: 'une demande jointe est rouverte à part',
  annuler_acte: 'le dernier acte est annulé',
  rappeler: 'un rappel est envoyé',
};

const PARTIES: Record<Party, string> = {
  demandeur: 'le demandeur',
  analyste: 'l’équipe restreinte',
  sollicite: 'un membre sollicité',
  intervenant: 'un membre qui intervient',
  collegue: 'un collègue sollicité pour un échange',
  auteur: 'la personne qui vient d’agir',
  systeme: 'le bot, de lui-même',
};

export function partiesInWords(parties: readonly Party[]): string {
  return parties.map((party) => PARTIES[party]).join(' ou ');
}

/** As many words as a box holds. */
export function partiesInShort(parties: readonly Party[]): string {
  return parties.map((party) => (party === 'intervenant' ? 'un membre' : PARTIES[party])).join(' ou ');
}

export const capital = (said: string): string => said.charAt(0).toUpperCase() + said.slice(1);

export const nameOf = (etat: Etat): string => demandeTexts.etats[etat];

/** The rank on the main way, from 1; undefined beside it. */
export function rankOf(etat: Etat): number | undefined {
  const index = (MAIN_WAY as readonly Etat[]).indexOf(etat);
  return index < 0 ? undefined : index + 1;
}
