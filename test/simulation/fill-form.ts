import { addDays } from '../../src/core/form/calendar-day.ts';
import { AUTRE_PERSONNE } from '../../src/core/form/formation-forms.ts';
import { FORMS, type FormId } from '../../src/core/form/forms.ts';
import { PAS_ENCORE } from '../../src/core/form/reponse-forms.ts';
import type { FieldDefinition } from '../../src/core/form/types.ts';
import { cardTexts } from '../../src/core/texts.fr.ts';
import type { Input } from './offers.ts';

export interface Chance {
  /** From 0 to 1. */
  next(): number;
  pick<T>(list: readonly T[]): T;
  /** A whole number from `least` to `most`. */
  between(least: number, most: number): number;
}

export function chance(next: () => number): Chance {
  return {
    next,
    pick: (list) => list[Math.floor(next() * list.length)]!,
    between: (least, most) => least + Math.floor(next() * (most - least + 1)),
  };
}

const SENTENCES = [
  'Se lève souvent pendant les temps collectifs, une dizaine de fois par matinée.',
  'Termine un exercice sur trois ; à l’oral, participe volontiers.',
  'Nous en avons parlé en équipe, et un plan de travail allégé est en place.',
  'Merci de rappeler après la classe.',
];
const NAMES = ['Lina Marchand', 'Noé Le Goff', 'Inès Diallo', 'Sacha Da Silva', 'Maël N’Guyen', 'Jade Benali'];
/** How the label of an input ends whose value was refused. */
const TO_CORRECT = cardTexts.champs.aCorriger('');
/** Of the inputs that hold something already. */
const KEPT = 0.6;
/** Of the inputs that may be left empty. */
const LEFT_EMPTY = 0.5;

/** What somebody types into inputs: something of the right kind, which may be refused all the same. */
export function fillInputs(inputs: readonly Input[], today: string, by: Chance): { [inputId: string]: string } {
  return Object.fromEntries(inputs.map((input) => [input.id, typed(input, today, by)]));
}

function typed(input: Input, today: string, by: Chance): string {
  const field = fieldOf(input.id);
  const mayBeEmpty = field?.optional === true || field?.maySkip === true;
  const toCorrect = input.label.endsWith(TO_CORRECT);
  if (input.value !== '' && !toCorrect && by.next() < KEPT) return input.value;
  if (mayBeEmpty && by.next() < LEFT_EMPTY) return '';
  if (input.choices !== undefined) return chosen(input, by);
  return written(field, today, by);
}

function chosen({ choices = [], multi }: Input, by: Chance): string {
  const one = by.pick(choices).value;
  const other = by.pick(choices).value;
  return multi && other !== one && by.next() < 0.3 ? `${one},${other}` : one;
}

const FORM_IDS = Object.keys(FORMS) as FormId[];

/** The inputs of a form inside a card are `<form>.<field>`, those of the Annexe 1 `<field>`. */
function fieldOf(inputId: string): FieldDefinition | undefined {
  const form = FORM_IDS.find((id) => inputId.startsWith(`${id}.`));
  const name = form === undefined ? inputId : inputId.slice(form.length + 1);
  return FORMS[form ?? 'annexe1'].fields.find(({ id }) => id === name);
}

/** What somebody writes in answer to a question. */
export function written(field: FieldDefinition | undefined, today: string, by: Chance): string {
  switch (field?.kind) {
    case 'date':
      return french(dateFor(field, today, by));
    case 'creneaux':
      return [9, 14].map((hour) => `${french(dateFor(field, today, by))} à ${hour} h`).join(', ');
    case 'name':
      return by.pick(NAMES);
    case 'long':
      return by.pick(SENTENCES);
    // A list that is too long for a card: a name is typed, or what stands beside the names.
    case 'choice':
      return field.example ?? by.pick([PAS_ENCORE, AUTRE_PERSONNE]).label;
    default:
      return field?.example ?? 'Quelques mots.';
  }
}

function dateFor({ dateUse }: FieldDefinition, today: string, by: Chance): string {
  switch (dateUse) {
    case 'birth':
      return `${by.between(2016, 2022)}-0${by.between(1, 9)}-1${by.between(0, 9)}`;
    case 'past':
      return addDays(today, -by.between(0, 6));
    default:
      return addDays(today, by.between(1, 40));
  }
}

function french(day: string): string {
  return day.split('-').reverse().join('/');
}
