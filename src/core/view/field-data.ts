import { displayEcole } from '../form/display-answer.ts';
import { choicesOf } from '../form/fields.ts';
import { formatCreneau } from '../form/format-date.ts';
import type { Answers, Choice, FieldDefinition, FieldValue, FormContext, FormState } from '../form/types.ts';
import { cardTexts } from '../texts.fr.ts';
import type { CardData } from './message.ts';

/** What a form's fields are shown with. */
export interface FieldsView {
  answers: Answers;
  context: FormContext;
  /** What was typed in the card and refused, by field. */
  rejected?: FormState['rejected'];
  /** Said though the value was kept, by field. */
  warnings?: { [fieldId: string]: string };
  /** UAI of the écoles to choose from, when the typed name fits several. */
  proposals?: string[];
  /** Put before each input's id, with a dot: keeps the forms of one card apart. */
  prefix?: string;
}

/** More choices than that are typed, not listed: a card has a size. */
const MOST_CHOICES = 40;
const MOST_RADIO_BUTTONS = 2;
/** A drop-down list cuts what is longer on a phone. */
const LONGEST_IN_LIST = 34;
/** The engine reads it as « none of those »; a choice's value may not be empty. */
const NO_ECOLE = 'aucune';
const NAME_LENGTH = 100;
const LINE_LENGTH = 300;
const LONG_LENGTH = 4000;

function inputId(field: FieldDefinition, view: Pick<FieldsView, 'prefix'>): string {
  return view.prefix === undefined ? field.id : `${view.prefix}.${field.id}`;
}

/** One field of a form as templates bind it: its input, prefilled, and under it the error, the warning, the help. */
export function fieldData(field: FieldDefinition, view: FieldsView): CardData {
  const refused = view.rejected?.[field.id];
  const answered = view.answers[field.id] !== undefined;
  // A choice that is already made is changed, not left out.
  const mayBeEmpty = field.optional || (field.maySkip && !(field.kind === 'choice' && answered));
  const { aCorriger, aRemplir, facultatif } = cardTexts.champs;
  const optional = mayBeEmpty ? facultatif(field.label) : field.label;
  const input = {
    id: inputId(field, view),
    label: refused ? (isEmpty(refused) ? aRemplir : aCorriger)(field.label) : optional,
  };
  const choices = listedChoices(field, view);
  return {
    texts: choices ? [] : [{ ...input, ...textData(field, view) }],
    selects: choices ? [{ ...input, ...selectData(field, choices, view) }] : [],
    notes: notesData(refused, view.warnings?.[field.id], answered && refused === undefined ? undefined : field.help),
  };
}

type Refused = NonNullable<FieldsView['rejected']>[string];

const isEmpty = ({ value }: Refused) => value === '';

const FIELD_FRAME = 25;
const NOTE_FRAME = 100;

const listOf = (data: CardData, key: string) => data[key] as CardData[];

/** About how many characters a field takes in the bound card. */
export function fieldSize(data: CardData): number {
  return FIELD_FRAME + JSON.stringify(data).length + NOTE_FRAME * listOf(data, 'notes').length;
}

/** The choices to list; undefined for a field that is typed. */
function listedChoices(field: FieldDefinition, view: FieldsView): Choice[] | undefined {
  if (field.kind === 'ecole') return ecoleChoices(view);
  if (field.kind !== 'choice' && field.kind !== 'choices') return undefined;
  const choices = choicesOf(field, view.answers, view.context);
  return choices.length === 0 || choices.length > MOST_CHOICES ? undefined : choices;
}

function ecoleChoices({ proposals = [], context }: FieldsView): Choice[] | undefined {
  const found = proposals.flatMap((uai) => context.ecoles.byUai(uai) ?? []);
  if (found.length === 0) return undefined;
  const choices = found.map((ecole) => ({ value: ecole.uai, label: displayEcole(ecole) }));
  return [...choices, { value: NO_ECOLE, label: cardTexts.champs.autreEcole }];
}

function textData(field: FieldDefinition, view: FieldsView): CardData {
  const refused = view.rejected?.[field.id]?.value;
  const length = { name: NAME_LENGTH, long: LONG_LENGTH }[field.kind as 'name' | 'long'] ?? LINE_LENGTH;
  return {
    value: refused === NO_ECOLE ? '' : (refused ?? typed(field, view)),
    placeholder: placeholder(field),
    multiline: field.kind === 'long',
    maxLength: field.maxLength ?? length,
  };
}

function placeholder(field: FieldDefinition): string {
  if (field.kind === 'ecole') return cardTexts.champs.ecoleExemple;
  return field.example ?? (field.kind === 'date' ? cardTexts.champs.dateExemple : '');
}

/** The kept answer as a person would type it, such that typing it again gives the same answer. */
function typed(field: FieldDefinition, { answers, context }: FieldsView): string {
  const value = answers[field.id];
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.map(field.kind === 'creneaux' ? formatCreneau : String).join(', ');
  if (field.kind === 'date') return value.replace(/^(\d{4})-(\d{2})-(\d{2})$/, '$3/$2/$1');
  const ecole = field.kind === 'ecole' ? context.ecoles.byUai(value) : undefined;
  return ecole ? cardTexts.champs.ecole(ecole.nom, ecole.commune, ecole.uai) : value;
}

function selectData(field: FieldDefinition, choices: Choice[], { answers }: FieldsView): CardData {
  const several = field.kind === 'choices';
  const kept = valuesOf(answers[field.id]).filter((value) => choices.some((choice) => choice.value === value));
  const style = several || expanded(choices) ? 'expanded' : 'compact';
  return {
    value: kept.join(','),
    multi: several,
    style,
    wrap: style === 'expanded' && choices.some(({ label }) => label.length > LONGEST_IN_LIST),
    placeholder: style === 'compact' ? cardTexts.champs.choisissez : '',
    choices: choices.map(({ value, label }) => ({ title: label, value })),
  };
}

const expanded = (choices: Choice[]) =>
  choices.length <= MOST_RADIO_BUTTONS || choices.some(({ label }) => label.length > LONGEST_IN_LIST);

const valuesOf = (value: FieldValue | undefined): string[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

function notesData(refused?: Refused, warning?: string, help?: string): CardData[] {
  const { erreur, aVerifier } = cardTexts.champs;
  // What is only empty is no error: its label says « à remplir ».
  const label = refused && isEmpty(refused) ? '' : erreur;
  return [
    ...(refused ? [{ label, text: refused.error, color: 'Attention', quiet: false }] : []),
    ...(warning ? [{ label: aVerifier, text: warning, color: 'Default', quiet: false }] : []),
    ...(help ? [{ label: '', text: help, color: 'Default', quiet: true }] : []),
  ];
}
