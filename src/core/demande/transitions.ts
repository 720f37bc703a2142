import type { Etat } from './demande.ts';

/** In what capacity someone acts on a demande; one person may have several. */
export type Party = 'demandeur' | 'analyste' | 'sollicite' | 'intervenant' | 'collegue' | 'auteur' | 'systeme';

const TRANSITION_ACTIONS = [
  'envoyer',
  'completer',
  'retirer',
  'prendre_en_analyse',
  'qualifier',
  'demander_complement',
  'repondre_complement',
  'solliciter',
  'reorienter',
  'accepter',
  'decliner',
  'signaler_injoignable',
  'noter_intervention',
  'proposer_dates',
  'choisir_date',
  'refuser_dates',
  'annuler_rendez_vous',
  'ecrire_demandeur',
  'ecrire_pole',
  'proposer_reponse',
  'organiser_reponse',
  'realiser_reponse',
  'abandonner_reponse',
  'accepter_echange',
  'decliner_echange',
  'fixer_bilan',
  'donner_avis',
  'noter_bilan',
  'poursuivre',
  'renouveler',
  'clore',
  'rouvrir',
  'passer_la_main',
  'changer_referent',
  'signaler_depart',
  'corriger_ecole',
  'fusionner',
  'absorber',
  'detacher',
  'annuler_acte',
  'rappeler',
] as const;
export type TransitionAction = (typeof TRANSITION_ACTIONS)[number];

export interface Transition {
  from: Etat;
  action: TransitionAction;
  /** Any of them may do it. */
  by: readonly [Party, ...Party[]];
  /** The states it may lead to; the first is the usual one. */
  to: readonly [Etat, ...Etat[]];
}

type Parties = Party | readonly [Party, ...Party[]];

const row = (from: Etat, action: TransitionAction, by: Parties, ...to: [Etat, ...Etat[]]): Transition => ({
  from,
  action,
  by: typeof by === 'string' ? [by] : by,
  to,
});

/** Rows of an act that leaves the demande in its state, whichever of these it is in. */
const within = (etats: readonly Etat[], action: TransitionAction, by: Parties): Transition[] =>
  etats.map((etat) => row(etat, action, by, etat));

/** Read by the équipe restreinte, and not ended. */
const FOLLOWED = [
  'en_analyse',
  'complement_demande',
  'membres_sollicites',
  'premiere_intention',
  'seconde_intention',
  'bilan',
] as const satisfies Etat[];
const OPEN = ['envoyee', ...FOLLOWED] as const;
/** Members are at work. */
const ACCOMPANIED = ['premiere_intention', 'seconde_intention', 'bilan'] as const satisfies Etat[];
/** Before the members are at work, an answer can only be an action de formation that gathers several demandes. */
const BEFORE_INTENTION = ['en_analyse', 'complement_demande', 'membres_sollicites'] as const satisfies Etat[];

/** States in which nobody is awaited any more. */
export const ENDED: readonly Etat[] = ['close', 'retiree', 'reorientee'];
const SENT: readonly [Etat, ...Etat[]] = [...OPEN, ...ENDED];

const TEAM_OR_MEMBER = ['intervenant', 'analyste'] as const;

/**
 * The way of a demande: the note's Annexe 2, as domain.md reconstructs it. A pair (state, action) that is not
 * here is refused. An unanswered complément must not block the team, so from `complement_demande` the analysts
 * may go on without it.
 */
export const TRANSITIONS: readonly Transition[] = [
  row('brouillon', 'envoyer', 'demandeur', 'envoyee'),

  row('envoyee', 'completer', 'demandeur', 'envoyee'),
  row('envoyee', 'retirer', 'demandeur', 'retiree'),
  row('envoyee', 'prendre_en_analyse', 'analyste', 'en_analyse'),

  row('en_analyse', 'qualifier', 'analyste', 'en_analyse'),
  row('en_analyse', 'demander_complement', 'analyste', 'complement_demande'),
  row('en_analyse', 'solliciter', 'analyste', 'membres_sollicites'),
  row('en_analyse', 'reorienter', 'analyste', 'reorientee'),

  row('complement_demande', 'repondre_complement', 'demandeur', 'en_analyse'),
  row('complement_demande', 'qualifier', 'analyste', 'complement_demande'),
  row('complement_demande', 'solliciter', 'analyste', 'membres_sollicites'),
  row('complement_demande', 'reorienter', 'analyste', 'reorientee'),

  row('membres_sollicites', 'accepter', 'sollicite', 'premiere_intention'),
  row('membres_sollicites', 'decliner', 'sollicite', 'membres_sollicites', 'en_analyse'),
  ...within(['membres_sollicites'], 'signaler_injoignable', 'systeme'),
  ...within(['membres_sollicites'], 'solliciter', 'analyste'),
  ...within(['membres_sollicites'], 'qualifier', 'analyste'),
  ...within(BEFORE_INTENTION, 'proposer_reponse', 'analyste'),
  ...within(BEFORE_INTENTION, 'organiser_reponse', 'analyste'),
  ...within(BEFORE_INTENTION, 'realiser_reponse', 'analyste'),
  ...within(BEFORE_INTENTION, 'abandonner_reponse', 'analyste'),

  ...within(ACCOMPANIED, 'accepter', 'sollicite'),
  ...within(ACCOMPANIED, 'decliner', 'sollicite'),
  ...within(ACCOMPANIED, 'signaler_injoignable', 'systeme'),
  ...within(ACCOMPANIED, 'solliciter', 'analyste'),
  ...within(ACCOMPANIED, 'qualifier', 'analyste'),
  ...within(ACCOMPANIED, 'noter_intervention', 'intervenant'),
  ...within(ACCOMPANIED, 'proposer_dates', 'intervenant'),
  ...within(ACCOMPANIED, 'choisir_date', 'demandeur'),
  ...within(ACCOMPANIED, 'refuser_dates', 'demandeur'),
  ...within(ACCOMPANIED, 'annuler_rendez_vous', ['intervenant', 'demandeur']),
  ...within(ACCOMPANIED, 'ecrire_demandeur', 'intervenant'),
  ...within(ACCOMPANIED, 'ecrire_pole', 'demandeur'),

  row('premiere_intention', 'proposer_reponse', TEAM_OR_MEMBER, 'seconde_intention'),
  row('premiere_intention', 'fixer_bilan', TEAM_OR_MEMBER, 'bilan'),

  ...within(['seconde_intention'], 'proposer_reponse', TEAM_OR_MEMBER),
  ...within(['premiere_intention', 'seconde_intention', 'bilan'], 'organiser_reponse', TEAM_OR_MEMBER),
  ...within(['premiere_intention', 'seconde_intention', 'bilan'], 'realiser_reponse', TEAM_OR_MEMBER),
  ...within(['premiere_intention', 'seconde_intention', 'bilan'], 'abandonner_reponse', TEAM_OR_MEMBER),
  ...within(['seconde_intention', 'bilan'], 'accepter_echange', 'collegue'),
  ...within(['seconde_intention', 'bilan'], 'decliner_echange', 'collegue'),
  row('seconde_intention', 'fixer_bilan', TEAM_OR_MEMBER, 'bilan'),

  ...within(['bilan'], 'fixer_bilan', TEAM_OR_MEMBER),
  ...within(['bilan'], 'donner_avis', 'demandeur'),
  ...within(['bilan'], 'noter_bilan', 'intervenant'),
  row('bilan', 'poursuivre', TEAM_OR_MEMBER, 'seconde_intention'),
  row('bilan', 'renouveler', TEAM_OR_MEMBER, 'en_analyse'),
  row('bilan', 'clore', TEAM_OR_MEMBER, 'close'),
  ...FOLLOWED.filter((etat) => etat !== 'bilan').map((etat) => row(etat, 'clore', 'analyste', 'close')),

  row('close', 'rouvrir', 'analyste', 'en_analyse'),
  row('retiree', 'rouvrir', 'analyste', 'en_analyse'),
  row('reorientee', 'rouvrir', 'analyste', 'en_analyse'),

  ...ACCOMPANIED.map((etat) => row(etat, 'passer_la_main', 'intervenant', etat, 'membres_sollicites', 'en_analyse')),
  ...within(ACCOMPANIED, 'changer_referent', TEAM_OR_MEMBER),
  row('membres_sollicites', 'signaler_depart', 'systeme', 'membres_sollicites', 'en_analyse'),
  ...ACCOMPANIED.map((etat) => row(etat, 'signaler_depart', 'systeme', etat, 'membres_sollicites', 'en_analyse')),
  ...within(OPEN, 'corriger_ecole', 'analyste'),
  ...FOLLOWED.map((etat) => row(etat, 'fusionner', 'analyste', 'close')),
  ...within(FOLLOWED, 'absorber', 'analyste'),
  ...within([...FOLLOWED, ...ENDED], 'detacher', 'analyste'),
  // Whoever did the last act may take it back for a short while, wherever it led.
  ...SENT.map((etat) => row(etat, 'annuler_acte', 'auteur', ...SENT)),
  ...within(OPEN, 'rappeler', 'systeme'),
];

export function transitionFor(etat: Etat, action: TransitionAction): Transition | undefined {
  return TRANSITIONS.find((t) => t.from === etat && t.action === action);
}

/** Who may ever do it, whatever the state. */
export function partiesOf(action: TransitionAction): readonly Party[] {
  return [...new Set(TRANSITIONS.filter((t) => t.action === action).flatMap((t) => t.by))];
}

/** Actions of cards that are another one's in the table. */
const SAME_AS: { [name: string]: TransitionAction } = {
  confirmer_retrait: 'retirer',
  noter_prise_attache: 'noter_intervention',
  ouvrir_formation: 'proposer_reponse',
  rejoindre_formation: 'proposer_reponse',
};

/** What a card's action does in the table; undefined for one that is not there. */
export function transitionActionOf(name: string): TransitionAction | undefined {
  return Object.hasOwn(SAME_AS, name) ? SAME_AS[name] : TRANSITION_ACTIONS.find((known) => known === name);
}
