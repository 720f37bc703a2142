import { formulaires } from '../texts.fr.ts';
import { choice } from './annexe1-rules.ts';
import { displayEcole } from './display-answer.ts';
import type { FieldDefinition } from './types.ts';

const t = formulaires.annexe1;

/** Which cas, and which école. */
export const annexe1Header: FieldDefinition[] = [
  {
    id: 'cas',
    kind: 'choice',
    ...t.cas,
    aliases: ['cas', 'le cas'],
    choices: () => [
      choice('eleve', t.casChoices.eleve, [
        'eleve',
        'un eleve',
        'pour un eleve',
        'enfant',
        'un enfant',
        'cas 1',
        'cas n 1',
        'premier cas',
      ]),
      choice('equipe', t.casChoices.equipe, [
        ...[
          'equipe',
          'une equipe',
          'pour une equipe',
          'enseignant',
          'un enseignant',
          'une enseignante',
          'moi',
          'ecole',
        ],
        ...['pour l ecole', 'notre ecole', 'cas 2', 'cas n 2', 'deuxieme cas', 'second cas'],
      ]),
    ],
  },
  {
    id: 'ecole',
    kind: 'ecole',
    ...t.ecole,
    aliases: ['établissement', 'etablissement'],
    suggestion: (_, { lastEcole, ecoles }) => {
      const ecole = lastEcole === undefined ? undefined : ecoles.byUai(lastEcole);
      return ecole === undefined
        ? undefined
        : choice(ecole.uai, displayEcole(ecole), ['la meme', 'la meme ecole', 'comme la derniere fois']);
    },
  },
];
