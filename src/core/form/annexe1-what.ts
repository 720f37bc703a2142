import { formulaires } from '../texts.fr.ts';
import { adviceOnFacts, afterToday, choice, forPupil } from './annexe1-rules.ts';
import type { Choice, FieldDefinition } from './types.ts';

const t = formulaires.annexe1;

const AIDE: Choice[] = [
  choice('eleve', t.objetChoices.eleve, ['un enfant', 'eleve', 'un seul eleve']),
  choice('groupe_eleves', t.objetChoices.groupe_eleves, [
    'groupe',
    'des eleves',
    'plusieurs eleves',
    'groupe d eleves',
  ]),
  choice('classe', t.objetChoices.classe, ['la classe', 'ma classe', 'classe', 'toute la classe']),
  choice('ecole', t.objetChoices.ecole, ['ecole', 'toute l ecole']),
];
const ACCOMPAGNEMENT: Choice[] = [
  choice('enseignant', t.objetChoices.enseignant, ['moi', 'une enseignante', 'enseignant', 'enseignante']),
  choice('groupe_enseignants', t.objetChoices.groupe_enseignants, [
    'groupe',
    'des enseignants',
    'plusieurs enseignants',
  ]),
  choice('equipe', t.objetChoices.equipe, ['equipe', 'l equipe', 'toute l equipe']),
];

/** Who asks, for what, what is observed, and what was tried. */
export const annexe1What: FieldDefinition[] = [
  {
    id: 'origine',
    kind: 'choice',
    ...t.origine,
    aliases: ['origine'],
    choices: () => [
      choice('enseignant', t.origineChoices.enseignant, [
        'moi',
        'enseignant',
        'enseignante',
        'enseignant seul',
        'individuellement',
        'moi seul',
        'moi seule',
      ]),
      choice('equipe', t.origineChoices.equipe, [
        'equipe',
        'l equipe',
        'conseil des maitres',
        'conseil de cycle',
        'conseil des maitres de cycle',
        'cycle',
      ]),
      choice('ecole', t.origineChoices.ecole, ['ecole', 'conseil d ecole']),
    ],
  },
  {
    id: 'date_conseil',
    kind: 'date',
    ...t.date_conseil,
    when: (answers) => answers.origine === 'equipe' || answers.origine === 'ecole',
    check: afterToday,
    aliases: ['conseil', 'date de réunion'],
  },
  {
    id: 'nature',
    kind: 'choice',
    ...t.nature,
    aliases: ['nature', 'type'],
    choices: () => [
      choice('aide', t.natureChoices.aide, ['aide', 'de l aide', 'aider']),
      choice('accompagnement', t.natureChoices.accompagnement, [
        'accompagnement',
        'un accompagnement',
        'accompagner',
        'etre accompagne',
      ]),
    ],
  },
  {
    id: 'objet',
    kind: 'choice',
    ...t.objet,
    when: (answers) => answers.nature !== undefined,
    preset: (answers) => (forPupil(answers) && answers.nature === 'aide' ? 'eleve' : undefined),
    choices: (answers) => (answers.nature === 'aide' ? AIDE : ACCOMPAGNEMENT),
    aliases: ['objet'],
  },
  {
    id: 'difficultes',
    kind: 'long',
    ...t.difficultes,
    advice: adviceOnFacts,
    aliases: ['difficultés', 'description', 'texte'],
  },
  {
    id: 'droit_commun',
    kind: 'long',
    ...t.droit_commun,
    maySkip: true,
    advice: adviceOnFacts,
    aliases: ['droit commun', 'aménagements', 'réunions'],
  },
];
