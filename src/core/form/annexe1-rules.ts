import { formTexts, formulaires } from '../texts.fr.ts';
import { coach } from './coaching.ts';
import { formatDate } from './format-date.ts';
import { parsePersonName } from './person-name.ts';
import type { Answers, Choice, FieldValue, FormContext, Verdict } from './types.ts';

export const forPupil = (answers: Answers) => answers.cas === 'eleve';
export const forTeam = (answers: Answers) => answers.cas === 'equipe';
export const forOneTeacher = (answers: Answers) => forTeam(answers) && answers.pour === 'enseignant';

export function choice(value: string, label: string, synonyms: string[] = []): Choice {
  return { value, label, synonyms };
}

/** « Moi : Claire Durand », when the channel's name for the person is a name. */
export function me(_answers: Answers, context: FormContext): Choice | undefined {
  const name = parsePersonName(context.authorName);
  return name.ok
    ? choice(name.value, formulaires.moi(name.value), [
        'moi',
        'c est moi',
        'moi meme',
        'je suis l enseignant',
        'je suis l enseignante',
      ])
    : undefined;
}

/** A meeting may be planned: it is kept, and said, in case it was a slip of the year. */
export function afterToday(value: FieldValue, _answers: Answers, context: FormContext): Verdict {
  return String(value) > context.today ? { warning: formTexts.date.notYet(formatDate(String(value))) } : {};
}

/** Coaching for facts; the pupil and the teachers may be named. */
export function adviceOnFacts(text: string, answers: Answers, context: FormContext): string | undefined {
  const named = [answers.eleve_nom, answers.enseignant, answers.reference, context.authorName];
  return coach(
    text,
    named.filter((name) => typeof name === 'string'),
  );
}
