import { readChoix } from '../pole/reponses.ts';
import { reponseTexts } from '../texts.fr.ts';
import { choice } from './annexe1-rules.ts';
import { partage } from './premiere-forms.ts';
import { shortForm } from './short-forms.ts';
import type { Answers, Choice, FieldDefinition, FieldValue, FormContext, Verdict } from './types.ts';

const t = reponseTexts;

/** A choice that any answer accepts: who or which structure is to be decided. */
export const PAS_ENCORE: Choice = choice('plus_tard', t.pasEncore, [
  'pas encore',
  'plus tard',
  'je ne sais pas',
  'on verra',
]);
/** A structure that is not in the directory: its name is asked. */
export const AUTRE: Choice = choice('autre', t.autrePartenaire, ['autre', 'autre structure']);

const calls = (appel: string) => (answers: Answers) => readChoix(answers.genre).appel === appel;

const accordAsked = ({ genre, qui }: Answers) => readChoix(genre).accord || readChoix(qui).accord;

export const reponse = shortForm('reponse', t.proposer.title, [
  { id: 'genre', kind: 'choice', ...t.proposer.genre, optionsFrom: 'genres' },
  { id: 'qui', kind: 'choice', ...t.proposer.qui, optionsFrom: 'personnes', when: calls('membre') },
  { id: 'collegue', kind: 'choice', ...t.proposer.collegue, optionsFrom: 'collegues', when: calls('collegue') },
  {
    id: 'partenaire',
    kind: 'choice',
    ...t.proposer.partenaire,
    optionsFrom: ({ genre }) => partenairesOf(readChoix(genre).value),
    when: calls('partenaire'),
    resetBy: ['genre'],
  },
  {
    id: 'structure',
    kind: 'text',
    ...t.proposer.structure,
    when: (answers) => calls('partenaire')(answers) && answers.partenaire === AUTRE.value,
    maxLength: 100,
  },
  { id: 'mots', kind: 'text', ...t.proposer.mots, when: calls('mots'), maxLength: 120 },
  {
    id: 'accord_parents',
    kind: 'choice',
    ...t.proposer.accord,
    choices: () => [choice('oui', t.proposer.accord.oui, ['oui']), choice('non', t.proposer.accord.non, ['non'])],
    when: accordAsked,
    check: (value) => (value === 'non' ? { error: t.proposer.accord.manque } : {}),
  },
  { id: 'detail', kind: 'long', ...t.proposer.detail, maySkip: true },
]);

/** Where the choices of structures for one kind of answer are. */
export function partenairesOf(genre: string): string {
  return `partenaires:${genre}`;
}

/** Which answer of the demande: not asked when there is only one. */
function laquelle(source: string): FieldDefinition {
  return {
    id: 'reponse',
    kind: 'choice',
    ...t.laquelle,
    optionsFrom: source,
    preset: (_, { options }) => (options[source]?.length === 1 ? options[source][0]?.value : undefined),
  };
}

export const organisation = shortForm('organisation', t.organiser.title, [
  laquelle('a_organiser'),
  { id: 'debut', kind: 'date', ...t.organiser.debut, dateUse: 'coming' },
  { id: 'fin', kind: 'date', ...t.organiser.fin, dateUse: 'coming', maySkip: true, check: notBeforeDebut },
  { id: 'avec', kind: 'text', ...t.organiser.avec, maySkip: true, maxLength: 200 },
]);

function notBeforeDebut(value: FieldValue, { debut }: Answers, _context: FormContext): Verdict {
  return typeof debut === 'string' && value < debut ? { error: t.organiser.finAvant } : {};
}

export const realisation = shortForm('realisation', t.realiser.title, [
  laquelle('en_cours'),
  { id: 'date', kind: 'date', ...t.realiser.date, dateUse: 'past' },
  { id: 'note', kind: 'long', ...t.realiser.note, maySkip: true },
  partage,
]);

export const abandon = shortForm('abandon', t.abandonner.title, [
  laquelle('en_cours'),
  { id: 'motif', kind: 'text', ...t.abandonner.motif },
]);

export const refusEchange = shortForm('refus-echange', t.refusEchange.title, [
  { id: 'motif', kind: 'text', ...t.refusEchange.motif, maySkip: true },
]);
