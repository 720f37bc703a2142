import { formTexts } from '../texts.fr.ts';
import { applicableFields, choicesOf } from './fields.ts';
import { formatCreneau, formatDate } from './format-date.ts';
import { normalise } from './normalise.ts';
import type { Answers, Ecole, FieldDefinition, FieldValue, FormContext, FormDefinition } from './types.ts';

export interface DescribedAnswer {
  /** The field's id. */
  field: string;
  label: string;
  /** As a person reads it; « Non renseigné » when there is no answer. */
  display: string;
  answered: boolean;
  /** Of the optional block. */
  optional: boolean;
}

/** Every field that applies, in the order of the form, as the summary, the dossier and the PDF show them. */
export function describeAnswers(def: FormDefinition, answers: Answers, context: FormContext): DescribedAnswer[] {
  return applicableFields(def, answers).map((field) => {
    const value = answers[field.id];
    const answered = value !== undefined && value.length > 0;
    return {
      field: field.id,
      label: field.label,
      display: answered ? displayValue(field, value, answers, context) : formTexts.notAnswered,
      answered,
      optional: field.optional === true,
    };
  });
}

export function displayValue(
  field: FieldDefinition,
  value: FieldValue,
  answers: Answers,
  context: FormContext,
): string {
  const values = typeof value === 'string' ? [value] : value;
  return values.map((one) => displayOne(field, one, answers, context)).join(', ');
}

function displayOne(field: FieldDefinition, value: string, answers: Answers, context: FormContext): string {
  switch (field.kind) {
    case 'date':
      return formatDate(value);
    case 'creneaux':
      return formatCreneau(value);
    case 'choice':
    case 'choices':
      return choicesOf(field, answers, context).find((choice) => choice.value === value)?.label ?? value;
    case 'ecole': {
      const ecole = context.ecoles.byUai(value);
      return ecole === undefined ? value : displayEcole(ecole);
    }
    default:
      return value;
  }
}

/** « École Jules Ferry (Bihorel) ». */
export function displayEcole(ecole: Pick<Ecole, 'nom' | 'commune'>): string {
  const first = normalise(ecole.nom).split(' ')[0] ?? '';
  return formTexts.ecole.display(ecole.nom, ecole.commune, NAMED_AS_SCHOOLS.has(first));
}

/** First words after which « École » would be said twice. */
const NAMED_AS_SCHOOLS = new Set([
  'ecole',
  'ecoles',
  'groupe',
  'institution',
  'ensemble',
  'regroupement',
  'rpi',
  'cours',
  'classe',
]);
