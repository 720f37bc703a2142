import type { Etat } from './demande.ts';

/** In what capacity someone acts on a demande; one person may have several. */
export type Party = 'demandeur' | 'analyste' | 'sollicite' | 'intervenant' | 'systeme';

export type TransitionAction =
  | 'envoyer'
  | 'completer'
  | 'retirer'
  | 'prendre_en_analyse'
  | 'qualifier'
  | 'demander_complement'
  | 'repondre_complement'
  | 'solliciter'
  | 'reorienter'
  | 'accepter'
  | 'decliner'
  | 'signaler_injoignable'
  | 'noter_prise_attache'
  | 'ouvrir_seconde_intention'
  | 'fixer_bilan'
  | 'poursuivre'
  | 'clore'
  | 'rouvrir';

export interface Transition {
  from: Etat;
  action: TransitionAction;
  by: Party;
  /** The states it may lead to; the first is the usual one. */
  to: [Etat, ...Etat[]];
}

const row = (from: Etat, action: TransitionAction, by: Party, ...to: [Etat, ...Etat[]]): Transition => ({
  from,
  action,
  by,
  to,
});

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
  row('membres_sollicites', 'signaler_injoignable', 'systeme', 'membres_sollicites'),
  row('membres_sollicites', 'solliciter', 'analyste', 'membres_sollicites'),
  row('membres_sollicites', 'qualifier', 'analyste', 'membres_sollicites'),

  row('premiere_intention', 'accepter', 'sollicite', 'premiere_intention'),
  row('premiere_intention', 'decliner', 'sollicite', 'premiere_intention'),
  row('premiere_intention', 'signaler_injoignable', 'systeme', 'premiere_intention'),
  row('premiere_intention', 'solliciter', 'analyste', 'premiere_intention'),
  row('premiere_intention', 'qualifier', 'analyste', 'premiere_intention'),
  row('premiere_intention', 'noter_prise_attache', 'intervenant', 'premiere_intention'),
  row('premiere_intention', 'ouvrir_seconde_intention', 'intervenant', 'seconde_intention'),
  row('premiere_intention', 'fixer_bilan', 'intervenant', 'bilan'),

  row('seconde_intention', 'accepter', 'sollicite', 'seconde_intention'),
  row('seconde_intention', 'decliner', 'sollicite', 'seconde_intention'),
  row('seconde_intention', 'signaler_injoignable', 'systeme', 'seconde_intention'),
  row('seconde_intention', 'solliciter', 'analyste', 'seconde_intention'),
  row('seconde_intention', 'qualifier', 'analyste', 'seconde_intention'),
  row('seconde_intention', 'noter_prise_attache', 'intervenant', 'seconde_intention'),
  row('seconde_intention', 'fixer_bilan', 'intervenant', 'bilan'),

  row('bilan', 'poursuivre', 'intervenant', 'seconde_intention'),
  row('bilan', 'clore', 'intervenant', 'close'),

  row('close', 'rouvrir', 'analyste', 'en_analyse'),
  row('retiree', 'rouvrir', 'analyste', 'en_analyse'),
  row('reorientee', 'rouvrir', 'analyste', 'en_analyse'),
];

/** States in which nobody is awaited any more. */
export const ENDED: readonly Etat[] = ['close', 'retiree', 'reorientee'];

export function transitionFor(etat: Etat, action: TransitionAction): Transition | undefined {
  return TRANSITIONS.find((t) => t.from === etat && t.action === action);
}
