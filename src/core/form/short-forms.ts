import { formulaires } from '../texts.fr.ts';
import { adviceOnFacts, choice } from './annexe1-rules.ts';
import type { FieldDefinition, FormDefinition } from './types.ts';

const t = formulaires;

/** A form of a few questions: its last answer completes it. What may be left empty has no block of its own. */
export function shortForm(id: string, title: string, fields: FieldDefinition[]): FormDefinition {
  return { id, version: 1, title, summary: false, fields };
}

export const qualification = shortForm('qualification', t.qualification.title, [
  {
    id: 'problematiques',
    kind: 'choices',
    ...t.qualification.problematiques,
    optionsFrom: 'problematiques',
    maySkip: true,
  },
  { id: 'note', kind: 'long', ...t.qualification.note, maySkip: true },
]);

export const complementQuestion = shortForm('complement-question', t.complementQuestion.title, [
  { id: 'question', kind: 'long', ...t.complementQuestion.question },
]);

export const complementReponse = shortForm('complement-reponse', t.complementReponse.title, [
  { id: 'reponse', kind: 'long', ...t.complementReponse.reponse, advice: adviceOnFacts },
]);

export const sollicitation = shortForm('sollicitation', t.sollicitation.title, [
  { id: 'membres', kind: 'choices', ...t.sollicitation.membres, optionsFrom: 'membres' },
  { id: 'message', kind: 'long', ...t.sollicitation.message, maySkip: true },
  {
    id: 'accord_parents',
    kind: 'choice',
    ...t.sollicitation.accordParents,
    choices: () => [choice('oui', t.sollicitation.accordParentsOui, [])],
    maySkip: true,
  },
]);

export const reorientation = shortForm('reorientation', t.reorientation.title, [
  { id: 'texte', kind: 'long', ...t.reorientation.texte },
]);

export const refus = shortForm('refus', t.refus.title, [
  {
    id: 'motif',
    kind: 'choice',
    ...t.refus.motif,
    choices: () => [
      choice('emploi_du_temps', t.refus.motifChoices.emploi_du_temps, [
        'emploi du temps',
        'pas le temps',
        'trop de travail',
        'complet',
        'debordee',
        'deborde',
      ]),
      choice('absence', t.refus.motifChoices.absence, [
        'absent',
        'absente',
        'conge',
        'en conge',
        'formation',
        'en formation',
        'en stage',
      ]),
      choice('hors_champ', t.refus.motifChoices.hors_champ, [
        'pas mon domaine',
        'pas de mon ressort',
        'pas de ma competence',
      ]),
      choice('autre', t.refus.motifChoices.autre, ['autre raison', 'une autre raison']),
    ],
  },
  { id: 'precision', kind: 'text', ...t.refus.precision, maySkip: true },
  { id: 'collegue', kind: 'choice', ...t.refus.collegue, optionsFrom: 'collegues', maySkip: true },
]);

export const retrait = shortForm('retrait', t.retrait.title, [
  { id: 'motif', kind: 'text', ...t.retrait.motif, maySkip: true },
]);
