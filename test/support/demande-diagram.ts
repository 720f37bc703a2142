import { ENDED, TRANSITIONS, type TransitionAction } from '../../src/core/demande/transitions.ts';
import { demandeTexts } from '../../src/core/texts.fr.ts';

/** What makes a demande move on, in a few words. */
const WORDS: Record<TransitionAction, string> = {
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

/** The way of a demande as a Mermaid diagram: the moves from one state to another, from the transition table. */
export function demandeDiagram(): string {
  const moves = TRANSITIONS.filter(({ action }) => action !== 'annuler_acte').flatMap(({ from, action, to }) =>
    to.filter((state) => state !== from).map((state) => ({ from, to: state, action })),
  );
  const states = [...new Set(moves.flatMap(({ from, to }) => [from, to]))];
  return [
    'stateDiagram-v2',
    ...states.map((state) => `  state "${demandeTexts.etats[state]}" as ${state}`),
    '  [*] --> brouillon',
    ...moves.map(({ from, to, action }) => `  ${from} --> ${to}: ${WORDS[action]}`),
    ...ENDED.map((state) => `  ${state} --> [*]`),
  ].join('\n');
}

const START = '<!-- parcours -->';
const END = '<!-- /parcours -->';

/** A text with the diagram set between its markers; undefined when it has none. */
export function withDemandeDiagram(text: string): string | undefined {
  const start = text.indexOf(START);
  const end = text.indexOf(END);
  if (start < 0 || end < start) return undefined;
  const block = `\`\`\`mermaid\n${demandeDiagram()}\n\`\`\``;
  return `${text.slice(0, start + START.length)}\n\n${block}\n\n${text.slice(end)}`;
}
