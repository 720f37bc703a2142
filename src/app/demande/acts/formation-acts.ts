import { AUTRE_PERSONNE } from '../../../core/form/formation-forms.ts';
import { PAS_ENCORE } from '../../../core/form/reponse-forms.ts';
import { fullName } from '../rights-of.ts';
import { type Act, type Filled, list, membreIn, text } from './act.ts';

/** One action de formation for demandes which share a problématique: the équipe restreinte's. */
export const FORMATION_ACTS = {
  ouvrir_formation: {
    form: 'formation',
    places: ['dossier'],
    hasSubject: (_, { analyste }, { options: { convergences = [] } }) => analyste && convergences.length > 0,
    preset: (_, { options: { convergentes = [] } }) => ({ demandes: convergentes.map(({ value }) => value) }),
    command: (filled) => ({
      type: 'ouvrir_formation',
      problematique: text(filled, 'problematique'),
      titre: text(filled, 'titre'),
      animateur: animateurOf(filled),
      periode: text(filled, 'periode'),
      demandes: list(filled, 'demandes'),
    }),
  },
  rejoindre_formation: {
    form: 'formation-a-rejoindre',
    places: ['dossier'],
    hasSubject: (_, { analyste }, { options: { formations = [] } }) => analyste && formations.length > 0,
    command: (filled) => ({ type: 'rejoindre_formation', formation: text(filled, 'formation') }),
  },
} as const satisfies { [action: string]: Act };

function animateurOf(filled: Filled): string {
  const chosen = text(filled, 'animateur');
  if (chosen === AUTRE_PERSONNE.value) return text(filled, 'animateur_nom');
  const membre = chosen === PAS_ENCORE.value ? undefined : membreIn(filled, chosen);
  return membre ? fullName(membre) : '';
}
