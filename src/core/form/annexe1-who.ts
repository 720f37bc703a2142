import { formulaires } from '../texts.fr.ts';
import { choice, forOneTeacher, forPupil, forTeam, me } from './annexe1-rules.ts';
import { OUI_NON } from './choice-words.ts';
import { displayEcole } from './display-answer.ts';
import { birthWarning, NIVEAUX } from './niveau.ts';
import type { Answers, FieldDefinition, FieldValue, FormContext, Verdict } from './types.ts';

const t = formulaires.annexe1;

/** The birth may be answered before or after the niveau: whichever comes last is compared with the other. */
function checkBirth(value: FieldValue, answers: Answers, context: FormContext): Verdict {
  return warn(birthWarning(Array.isArray(answers.niveau) ? answers.niveau : [], String(value), context.today));
}

function checkNiveau(value: FieldValue, answers: Answers, context: FormContext): Verdict {
  if (!forPupil(answers) || typeof answers.naissance !== 'string') return {};
  return warn(birthWarning(Array.isArray(value) ? value : [], answers.naissance, context.today));
}

function warn(warning: string | undefined): Verdict {
  return warning === undefined ? {} : { warning };
}

/** For whom: the pupil of cas 1, the teacher or the team of cas 2. */
export const annexe1Who: FieldDefinition[] = [
  {
    id: 'eleve_nom',
    kind: 'name',
    ...t.eleve_nom,
    identity: true,
    when: forPupil,
    aliases: ['nom', 'prénom', 'élève', 'nom de l’élève'],
  },
  {
    id: 'naissance',
    kind: 'date',
    ...t.naissance,
    dateUse: 'birth',
    identity: true,
    when: forPupil,
    check: checkBirth,
    aliases: ['naissance', 'date', 'âge', 'né le'],
  },
  {
    id: 'pour',
    kind: 'choice',
    ...t.pour,
    when: forTeam,
    aliases: ['enseignant ou équipe'],
    choices: () => [
      choice('enseignant', t.pourChoices.enseignant, [
        'une enseignante',
        'enseignant',
        'enseignante',
        'moi',
        'pour moi',
        'un collegue',
        'une collegue',
      ]),
      choice('equipe', t.pourChoices.equipe, [
        'equipe',
        'une equipe',
        'l equipe',
        'ecole',
        'l ecole',
        'toute l equipe',
      ]),
    ],
  },
  {
    id: 'reference',
    kind: 'name',
    ...t.reference,
    when: (answers) => forTeam(answers) && answers.pour !== undefined,
    variant: (answers) => (answers.pour === 'equipe' ? { ...t.referenceEquipe, reference: true } : {}),
    resetBy: ['pour'],
    preset: (answers, { ecoles }) => {
      const ecole =
        answers.pour === 'equipe' && typeof answers.ecole === 'string' ? ecoles.byUai(answers.ecole) : undefined;
      return ecole === undefined ? undefined : displayEcole(ecole);
    },
    suggestion: (answers, context) => (answers.pour === 'enseignant' ? me(answers, context) : undefined),
    aliases: ['référence', 'nom', 'enseignant'],
  },
  {
    id: 'niveau',
    kind: 'choices',
    ...t.niveau,
    when: (answers) => forPupil(answers) || forOneTeacher(answers),
    check: checkNiveau,
    choices: () => NIVEAUX,
    aliases: ['classe', 'niveaux', 'cycle'],
  },
  {
    id: 'enseignant',
    kind: 'name',
    ...t.enseignant,
    when: forPupil,
    suggestion: me,
    aliases: ['enseignant', 'enseignante', 'maître', 'maîtresse'],
  },
  { id: 'handicap', kind: 'choice', ...t.handicap, when: forPupil, choices: () => OUI_NON, aliases: ['handicap'] },
  { id: 'avs', kind: 'choice', ...t.avs, when: forPupil, choices: () => OUI_NON, aliases: ['AVS', 'AESH'] },
];
