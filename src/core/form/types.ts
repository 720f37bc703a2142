/** An answer as it is kept: text; a choice's value; several; a date as YYYY-MM-DD; starts of a rendez-vous; a school by its UAI. */
export type FieldValue = string | string[];
export type Answers = { [fieldId: string]: FieldValue };

export interface Choice {
  value: string;
  label: string;
  /** Other ways a person types it ("un garçon", "maternelle petite section"). */
  synonyms?: string[];
}

export type FieldKind =
  | 'name' // a person's or a team's name, 1 to 100 characters
  | 'text' // one line
  | 'long' // up to 4,000 characters, several messages add up
  | 'date'
  | 'creneaux' // one to five starts of a rendez-vous, YYYY-MM-DDTHH:MM in Paris
  | 'choice'
  | 'choices' // one or several
  | 'ecole';

/**
 * What a date is for: a birth lies in the past, `past` too, a meeting may be planned up to a year ahead, and what is
 * `coming` is ahead when no year is said.
 */
export type DateUse = 'birth' | 'past' | 'meeting' | 'coming';

/** What a parser understood, or the French sentence that says why not. */
export type Parsed<T> = { ok: true; value: T } | { ok: false; error: string };

/** What a form needs to know of the world to judge an answer; pure data, loaded before. */
export interface FormContext {
  /** YYYY-MM-DD, in Paris. */
  today: string;
  /** HH:MM, in Paris; the beginning of the day when absent. */
  time?: string;
  /** The name by which the channel knows the person who answers. */
  authorName: string;
  /** The schools the person may name (their circonscriptions'). */
  ecoles: EcoleIndex;
  /** The school of their last demande, proposed first. */
  lastEcole?: string;
  /** Choices that are data (problématiques, membres), by the field's `optionsFrom`. */
  options: { [source: string]: Choice[] };
}

export interface Ecole {
  uai: string;
  nom: string;
  commune: string;
  circonscription: string;
  codePostal: string;
  maternelle: boolean;
  elementaire: boolean;
}

export interface EcoleIndex {
  readonly size: number;
  /** All of them by name when there are at most `limit`; none otherwise. */
  allIfFew(limit: number): Ecole[];
  byUai(uai: string): Ecole | undefined;
  /** Best first, at most `limit`; `sure` when the first can be taken without asking. */
  search(text: string, limit: number): { matches: Ecole[]; sure: boolean };
}

export interface FieldDefinition {
  id: string;
  kind: FieldKind;
  /** Short name: « Date de naissance ». Used in the summary, in cards and by « corriger la date de naissance ». */
  label: string;
  /** The question as asked in the dialogue. */
  question: string;
  help?: string;
  example?: string;
  /** In the optional block: skippable one by one, or all in one gesture. */
  optional?: boolean;
  /** May be left empty though it is not in the optional block; `emptyWarning` is then said once. */
  maySkip?: boolean;
  emptyWarning?: string;
  /** Personal: the pupil's identity (sealed apart, never in a base card). */
  identity?: boolean;
  /** How a sentence names it: « un niveau de classe », « du niveau de classe ». */
  named?: { un: string; de: string };
  choices?: (answers: Answers) => Choice[];
  /** Where the choices that are data come from; it may depend on the answers before. */
  optionsFrom?: string | ((answers: Answers) => string);
  when?: (answers: Answers) => boolean;
  /** A value filled in without asking, shown in the summary, correctable. */
  preset?: (answers: Answers, context: FormContext) => FieldValue | undefined;
  /** Proposed as a button beside the free answer (« Moi : Claire Durand »). */
  suggestion?: (answers: Answers, context: FormContext) => Choice | undefined;
  /** Other words for « corriger … ». */
  aliases?: string[];
  maxLength?: number;
  /** For a date; `meeting` when absent. */
  dateUse?: DateUse;
  /** For a name: a team's reference, which may hold digits and punctuation. */
  reference?: boolean;
  /** What another answer changes in the field itself (the words of the question, a name or a reference). */
  variant?: (
    answers: Answers,
  ) => Partial<Pick<FieldDefinition, 'label' | 'question' | 'help' | 'example' | 'reference' | 'named'>>;
  /** Fields whose change makes the answer meaningless: it is then dropped and asked again. */
  resetBy?: string[];
  /** After the kind's own parse: an error refuses, a warning is said and the value kept. */
  check?: (value: FieldValue, answers: Answers, context: FormContext) => Verdict;
  /** A hint on the wording of a free text; said once, never judged. */
  advice?: (text: string, answers: Answers, context: FormContext) => string | undefined;
}

export interface Verdict {
  error?: string;
  warning?: string;
}

export interface FormDefinition {
  id: string;
  /** Raised when fields change; `upgrade` opens a state made with an older one. */
  version: number;
  title: string;
  fields: FieldDefinition[];
  /** Ends with a summary to confirm (Annexe 1); without, the last answer completes it. */
  summary: boolean;
  upgrade?: (answers: Answers, fromVersion: number) => Answers;
}

/** Where a person is in a form. Kept sealed; plain JSON. */
export interface FormState {
  form: string;
  version: number;
  answers: Answers;
  /** The field being asked; `resume` at the summary; `optionnel` at the door of the optional block; `fini`. */
  at: string;
  /** Fields answered or passed by hand, in that order, for « retour ». */
  trail: string[];
  /** Fields left empty on purpose. */
  skipped: string[];
  /** Fields whose value is still the preset one: it follows what it was made from until corrected by hand. */
  presets?: string[];
  /** The door of the optional block was passed: `entered`, its questions are asked; `left`, none is asked any more. */
  optional?: 'entered' | 'left';
  /** Set while one field is corrected from the summary: go back there after. */
  returnTo?: 'resume';
  /** Schools proposed for the current field, by UAI. */
  proposals?: string[];
  /** What was typed in the form card and refused, by field, to show it again beside its error. */
  rejected?: { [fieldId: string]: { value: string; error: string } };
  /** How to take the last input back: its message may be corrected in place. */
  undo?: Undo;
}

export interface Undo {
  /** The channel's id of the message that the input came by. */
  source: string;
  /** The form before it, but for its answers. */
  place: Omit<FormState, 'answers' | 'rejected' | 'undo'>;
  /** What the answers were that it changed; null where there was none. */
  answers: { [fieldId: string]: FieldValue | null };
  /** The text was ended (« terminé ») since. */
  ended?: true;
}

export type FormInput =
  /** Typed as the answer to the current question. */
  | { kind: 'text'; text: string }
  /** A button of the question for `field` (the current one, or an older card's: then a correction). */
  | {
      kind: 'answer';
      field: string;
      value: string;
      /** A list's whole choice (values with commas), in place of one button among several. */
      whole?: boolean;
    }
  /** The whole form as one card: raw values by field id; a field absent from it is left as it was. */
  | { kind: 'fill'; values: { [fieldId: string]: string } }
  | { kind: 'back' }
  | { kind: 'goto'; field: string }
  | { kind: 'skip' }
  /** Leaves the optional block as a whole. */
  | { kind: 'skipOptional' }
  /** Enters the optional block. */
  | { kind: 'enterOptional' }
  /** Ends a long text, or a choice of several. */
  | { kind: 'done' }
  /** Empties the current field, to write it anew (« effacer »). */
  | { kind: 'clear' }
  | { kind: 'restart' };

export interface FormStep {
  state: FormState;
  /** What to show now. */
  prompt: FormPrompt;
}

export interface FormPrompt {
  at: 'question' | 'optionnel' | 'resume' | 'card' | 'fini';
  field?: FieldDefinition;
  /** Refusal of the last input: nothing was kept of it, nothing else was lost. */
  error?: string;
  /** The error is a question that one of the choices answers: nothing is wrong. */
  toChoose?: boolean;
  /** Said, and the value kept. */
  warning?: string;
  /** Advice on wording; never blocks. */
  hint?: string;
  /** What was just understood and kept: « Date de naissance : 12 mars 2016 ». */
  understood?: string;
  /** Buttons for the current question. */
  choices?: Choice[];
  /** The current value, when the question is asked again or the long text goes on. */
  current?: FieldValue;
  /** 1-based place among the questions that apply, and how many. */
  progress?: { position: number; total: number };
}
