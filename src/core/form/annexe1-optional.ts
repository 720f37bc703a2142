import { formulaires } from '../texts.fr.ts';
import { adviceOnFacts, afterToday, forPupil } from './annexe1-rules.ts';
import { OUI_EN_COURS_NON, OUI_NON } from './choice-words.ts';
import type { Answers, FieldDefinition } from './types.ts';

const t = formulaires.annexe1;

const fields: FieldDefinition[] = [
  {
    id: 'parents_informes',
    kind: 'choice',
    ...t.parents_informes,
    when: forPupil,
    choices: () => OUI_NON,
    aliases: ['parents'],
  },
  {
    id: 'parents_informes_le',
    kind: 'date',
    ...t.parents_informes_le,
    dateUse: 'past',
    when: (answers: Answers) => forPupil(answers) && answers.parents_informes === 'oui',
  },
  {
    id: 'equipe_educative',
    kind: 'choice',
    ...t.equipe_educative,
    when: forPupil,
    choices: () => OUI_NON,
    aliases: ['équipe éducative', 'EE'],
  },
  {
    id: 'equipe_educative_le',
    kind: 'date',
    ...t.equipe_educative_le,
    check: afterToday,
    when: (answers: Answers) => forPupil(answers) && answers.equipe_educative === 'oui',
  },
  ...(['ppre', 'pap', 'pai', 'pps'] as const).map(
    (id): FieldDefinition => ({ id, kind: 'choice', ...t[id], when: forPupil, choices: () => OUI_EN_COURS_NON }),
  ),
  { id: 'aides_essayees', kind: 'long', ...t.aides_essayees, advice: adviceOnFacts, aliases: ['aides'] },
  { id: 'attentes', kind: 'long', ...t.attentes, advice: adviceOnFacts, aliases: ['attentes'] },
  {
    id: 'disponibilites',
    kind: 'text',
    ...t.disponibilites,
    maxLength: 500,
    aliases: ['disponibilités', 'horaires'],
  },
];

/** What helps the équipe restreinte and may be left out in one gesture; the pupil's part only for a pupil. */
export const annexe1Optional: FieldDefinition[] = fields.map((field) => ({ ...field, optional: true }));
