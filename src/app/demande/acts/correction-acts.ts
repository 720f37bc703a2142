import { intervenants } from '../../../core/demande/membres.ts';
import { membreWithFonction } from '../../../core/demande/names.ts';
import { type Act, colleague, type Filled, text } from './act.ts';

/** What is put right: who follows the demande, its école, two demandes about the same pupil. */
export const CORRECTION_ACTS = {
  passer_la_main: {
    form: 'passage',
    places: ['intervention'],
    command: (filled) => ({ type: 'passer_la_main', motif: text(filled, 'motif'), ...colleague(filled) }),
  },
  changer_referent: {
    form: 'referent',
    places: ['intervention', 'dossier'],
    offered: (demande) => intervenants(demande).length > 1,
    options: (demande) => ({
      intervenants: intervenants(demande)
        .filter((membreId) => membreId !== demande.referent)
        .map((membreId) => ({ value: membreId, label: membreWithFonction(demande, membreId) })),
    }),
    command: (filled) => ({ type: 'changer_referent', membreId: text(filled, 'membre') }),
  },
  corriger_ecole: {
    form: 'ecole-corrigee',
    places: ['dossier'],
    preset: ({ ecole }) => ({ ecole: ecole.uai }),
    command: (filled) => ({ type: 'corriger_ecole', ecole: chosenEcole(filled) }),
  },
  fusionner: {
    form: 'fusion',
    places: ['dossier'],
    offered: (_demande, _actor, { options }) => (options.demandes ?? []).length > 0,
    command: (filled) => ({ type: 'fusionner', dansId: text(filled, 'demande') }),
  },
} as const satisfies { [action: string]: Act };

function chosenEcole({ demande, answers, context }: Filled) {
  const ecole = context.ecoles.byUai(String(answers.ecole ?? ''));
  // An école that has closed since it was chosen: nothing is to be corrected with it.
  if (ecole === undefined) return { ...demande.ecole, circonscription: demande.circonscription };
  return { uai: ecole.uai, nom: ecole.nom, commune: ecole.commune, circonscription: ecole.circonscription };
}
