import type { MembreRef } from '../../../core/demande/decide.ts';
import { needsParentsAgreement } from '../../../core/pole/parents-agreement.ts';
import type { Membre } from '../../ports/directory-store.ts';
import { fullName } from '../rights-of.ts';
import { type Act, list, membreIn, text } from './act.ts';

/** What the équipe restreinte does with a demande, and the demandeur's answer to it. */
export const ANALYSE_ACTS = {
  qualifier: {
    form: 'qualification',
    places: ['dossier'],
    preset: ({ problematiques }) => ({ problematiques }),
    command: (filled) => ({
      type: 'qualifier',
      problematiques: list(filled, 'problematiques'),
      note: text(filled, 'note'),
    }),
  },
  demander_complement: {
    form: 'complement-question',
    places: ['dossier'],
    command: (filled) => ({ type: 'demander_complement', question: text(filled, 'question') }),
  },
  solliciter: {
    form: 'sollicitation',
    places: ['dossier'],
    command: (filled) => ({
      type: 'solliciter',
      membres: list(filled, 'membres').flatMap((id) => membreRef(membreIn(filled, id))),
      message: text(filled, 'message'),
      accordParents: text(filled, 'accord_parents') === 'oui',
    }),
  },
  reorienter: {
    form: 'reorientation',
    places: ['dossier'],
    command: (filled) => ({ type: 'reorienter', texte: text(filled, 'texte') }),
  },
  repondre_complement: {
    form: 'complement-reponse',
    places: ['suivi'],
    inNotice: true,
    command: (filled) => ({ type: 'repondre_complement', reponse: text(filled, 'reponse') }),
  },
} as const satisfies { [action: string]: Act };

function membreRef(membre: Membre | undefined): MembreRef[] {
  if (membre === undefined) return [];
  const { id, fonctions } = membre;
  return [{ membreId: id, nom: fullName(membre), fonctions, accordParentsRequis: needsParentsAgreement(fonctions) }];
}
