import { formTexts } from '../texts.fr.ts';
import { normalise } from './normalise.ts';
import { namesSomeoneElse } from './other-person.ts';

/** Diagnoses, natures of a handicap and medicines, as stems on normalised text; each is a whole word or begins one. */
const DIAGNOSIS = [
  'dys(?:lexi|orthographi|praxi|calculi|phasi|graphi)\\w*',
  '(?:troubles?|eleve|enfant|est|serait|peut etre|sans doute) (?:les )?dys',
  'td[ac] ?h?',
  'hyperacti(?:f|fs|ve|ves|vite)',
  'trouble(?:s)? (?:du spectre|de l attention|de l hyperactivite|deficitaires?|envahissants?|oppositionnels?|bipolaires?|psych\\w+|specifiques? (?:du|des|de l)|neuro\\w*|autistiques?)',
  '(?<!(?:cellule|pole|equipe|dispositif) )tsa',
  'autis(?:me|te|tes|tique|tiques)',
  'asperger',
  'trisomi\\w+',
  'psycho(?:se|ses|tique|tiques)',
  'schizophren\\w+',
  'bipolaires?',
  'epilep\\w+',
  'tourette',
  'mutisme selectif',
  'deficien(?:ce|ces|t|te|ts|tes) (?:intellectuel|mental|visuel|auditi|moteur|motrice|sensoriel)\\w*',
  'retard (?:mental|intellectuel)',
  'handicape?e? (?:mental|moteur|visuel|auditif|cognitif|psychique)\\w*',
  'malvoyante?s?',
  'malentendante?s?',
  'hemiplegi\\w+',
  'paralysie cerebrale',
  // « évaluation diagnostique » is a school word.
  '(?<!(?:evaluation|evaluations|test|tests|epreuve|epreuves) )diagnosti(?:que|quee|ques|quees|quer|c|cs)(?! pedagogique| partage)',
  'qi (?:total )?(?:est )?(?:estime )?(?:evalue )?(?:de |a )?\\d{2,3}',
  'ritaline|quasym|medikinet|methylphenidate|risperdal|risperidone|abilify|aripiprazole|strattera|tercian|depakine|neuroleptiques?|antidepresseurs?|anxiolytiques?',
];
const DIAGNOSIS_PATTERN = new RegExp(`(?:^| )(?:${DIAGNOSIS.join('|')})(?= |$)`);

/**
 * Advice on a free text that seems to carry a diagnosis, or another person's name. A hint, never a block; it would
 * rather miss one than tire with false ones. `known`: names that may be there (the pupil, the teachers).
 */
export function coach(text: string, known: string[]): string | undefined {
  const hints: string[] = [];
  if (DIAGNOSIS_PATTERN.test(normalise(text))) hints.push(formTexts.coaching.diagnosis);
  if (namesSomeoneElse(text, known)) hints.push(formTexts.coaching.otherPerson);
  return hints.length > 0 ? hints.join('\n') : undefined;
}
