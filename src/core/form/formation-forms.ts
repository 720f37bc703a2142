import { formationTexts as t } from '../texts.fr.ts';
import { choice } from './annexe1-rules.ts';
import { shortForm } from './short-forms.ts';
import type { Choice } from './types.ts';

/** Someone who is not of the pôle leads it: their name is asked. */
export const AUTRE_PERSONNE: Choice = choice('autre', t.autrePersonne, [
  'autre',
  'quelqu un d autre',
  'intervenant exterieur',
]);

export const formation = shortForm('formation', t.ouvrir.title, [
  {
    id: 'problematique',
    kind: 'choice',
    ...t.ouvrir.problematique,
    optionsFrom: 'convergences',
    preset: (_, { options }) => (options.convergences?.length === 1 ? options.convergences[0]?.value : undefined),
  },
  { id: 'titre', kind: 'text', ...t.ouvrir.titre, maxLength: 100 },
  { id: 'animateur', kind: 'choice', ...t.ouvrir.animateur, optionsFrom: 'animateurs' },
  {
    id: 'animateur_nom',
    kind: 'text',
    ...t.ouvrir.animateurNom,
    when: ({ animateur }) => animateur === AUTRE_PERSONNE.value,
    maxLength: 100,
  },
  { id: 'demandes', kind: 'choices', ...t.ouvrir.demandes, optionsFrom: 'convergentes', maySkip: true },
  { id: 'periode', kind: 'text', ...t.ouvrir.periode, maySkip: true, maxLength: 100 },
]);

export const formationARejoindre = shortForm('formation-a-rejoindre', t.rejoindre.title, [
  { id: 'formation', kind: 'choice', ...t.rejoindre.formation, optionsFrom: 'formations' },
]);
