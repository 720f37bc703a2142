import { cleanLine, cleanText, countCharacters, hasNoWord } from './clean-text.ts';
import { choicesOf } from './fields.ts';
import { maxLength } from './parse-answer.ts';
import { judgeCreneaux } from './parse-creneaux.ts';
import { judge } from './parse-date.ts';
import { parsePersonName, parseTeamReference } from './person-name.ts';
import type { Answers, FieldDefinition, FieldValue, FormContext } from './types.ts';

/** True when a kept value still answers its question: options change, schools close, forms gain versions. */
export function isValidValue(field: FieldDefinition, value: unknown, answers: Answers, context: FormContext): boolean {
  const several = field.kind === 'choices' || field.kind === 'creneaux';
  if (Array.isArray(value) !== several) return false;
  const shape = Array.isArray(value)
    ? isValidList(field, value, answers, context)
    : isValidOne(field, value, answers, context);
  return shape && field.check?.(value as FieldValue, answers, context).error === undefined;
}

function isValidList(field: FieldDefinition, values: unknown[], answers: Answers, context: FormContext): boolean {
  return field.kind === 'creneaux'
    ? values.every((value) => typeof value === 'string') && judgeCreneaux(values as string[], context).ok
    : isChosenList(field, values, answers, context);
}

function isChosenList(field: FieldDefinition, values: unknown[], answers: Answers, context: FormContext): boolean {
  const known = choicesOf(field, answers, context).map((choice) => choice.value);
  return (
    values.length > 0 &&
    new Set(values).size === values.length &&
    values.every((value) => known.includes(value as string))
  );
}

function isValidOne(field: FieldDefinition, value: unknown, answers: Answers, context: FormContext): boolean {
  if (typeof value !== 'string' || value === '') return false;
  switch (field.kind) {
    case 'name': {
      const parsed = field.reference ? parseTeamReference(value) : parsePersonName(value);
      return parsed.ok && parsed.value === value;
    }
    case 'date':
      return judge(value, context.today, field.dateUse ?? 'meeting').ok;
    case 'choice':
      return choicesOf(field, answers, context).some((choice) => choice.value === value);
    case 'ecole':
      return context.ecoles.byUai(value) !== undefined;
    default: {
      const clean = field.kind === 'long' ? cleanText(value) : cleanLine(value);
      return clean === value && !hasNoWord(value) && countCharacters(value) <= maxLength(field);
    }
  }
}
