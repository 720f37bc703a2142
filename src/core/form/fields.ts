import { normalise } from './normalise.ts';
import type { Answers, Choice, FieldDefinition, FieldValue, FormContext, FormDefinition } from './types.ts';

/** The fields that these answers call for, with the words that these answers give them. */
export function applicableFields(def: FormDefinition, answers: Answers): FieldDefinition[] {
  return def.fields.filter((field) => applies(field, answers)).map((field) => withVariant(field, answers));
}

/** One of them, or undefined when it does not exist or does not apply. */
export function applicableField(def: FormDefinition, id: string, answers: Answers): FieldDefinition | undefined {
  const field = def.fields.find((candidate) => candidate.id === id);
  return field && asApplied(field, answers);
}

/** A field with the words that these answers give it, or undefined when they do not call for it. */
export function asApplied(field: FieldDefinition, answers: Answers): FieldDefinition | undefined {
  return applies(field, answers) ? withVariant(field, answers) : undefined;
}

function applies(field: FieldDefinition, answers: Answers): boolean {
  return field.when === undefined || field.when(answers);
}

function withVariant(field: FieldDefinition, answers: Answers): FieldDefinition {
  return field.variant === undefined ? field : { ...field, ...field.variant(answers) };
}

export function choicesOf(field: FieldDefinition, answers: Answers, context: FormContext): Choice[] {
  const source = typeof field.optionsFrom === 'function' ? field.optionsFrom(answers) : field.optionsFrom;
  const fromData = source === undefined ? [] : (context.options[source] ?? []);
  return [...(field.choices?.(answers) ?? []), ...fromData];
}

/** The fields that must still be answered, or passed when they may be, before the form is complete. */
export function missingFields(
  def: FormDefinition,
  answers: Answers,
  skipped: string[],
  context: FormContext,
): FieldDefinition[] {
  return applicableFields(def, answers).filter(
    (field) =>
      !field.optional &&
      !skipped.includes(field.id) &&
      (answers[field.id] === undefined || !isAnswered(field, answers, context)),
  );
}

function isAnswered(field: FieldDefinition, answers: Answers, context: FormContext): boolean {
  const value = answers[field.id];
  // An école that has closed since, or an option that was removed, no longer answers the question.
  if (field.kind === 'ecole') return typeof value === 'string' && context.ecoles.byUai(value) !== undefined;
  return value !== undefined && value.length > 0;
}

/** The fields that a person may mean by « corriger la classe », best first; several when that is ambiguous. */
export function findFields(def: FormDefinition, answers: Answers, text: string): FieldDefinition[] {
  const wanted = withoutArticle(normalise(text.slice(0, 200)));
  const fields = applicableFields(def, answers);
  const namesOf = (field: FieldDefinition) =>
    [field.label, field.id, ...(field.aliases ?? [])].map(normalise).map(withoutArticle);
  const exact = fields.filter((field) => namesOf(field).includes(wanted));
  if (exact.length > 0 || wanted.length < 3) return exact;
  const begun = fields.filter((field) => namesOf(field).some((name) => name.startsWith(wanted)));
  return begun.length > 0
    ? begun
    : fields.filter((field) => namesOf(field).some((name) => ` ${name} `.includes(` ${wanted} `)));
}

function withoutArticle(text: string): string {
  return text.replace(/^(?:l|le|la|les|un|une|des|du|de|d|mon|ma|mes|son|sa|ses)\s+(?:(?:la|l)\s+)?/, '');
}

/** The same value, lists in the same order. */
export function sameValue(one: FieldValue | undefined, other: FieldValue | undefined): boolean {
  if (typeof one === 'string' || typeof other === 'string' || one === undefined || other === undefined)
    return one === other;
  return one.length === other.length && one.every((value, index) => value === other[index]);
}
