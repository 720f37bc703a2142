import type { Choice, FieldDefinition, FieldValue, FormContext, FormDefinition, FormPrompt } from '../form/types.ts';
import { cardTexts } from '../texts.fr.ts';
import { action, buttonData, buttonRows } from './buttons.ts';
import { fieldData } from './field-data.ts';
import type { Button, CardData, CardMessage } from './message.ts';
import { type Notice, noticeData, optionalText } from './text-parts.ts';

export interface Question {
  form: Pick<FormDefinition, 'title'>;
  /** At `question` or `optionnel`; the other prompts have cards of their own. */
  prompt: FormPrompt;
  saisieId: string;
  context: FormContext;
  /** « Retour » leads somewhere. */
  canGoBack?: boolean;
  /** « Remplir en une fois » is offered. */
  canFillCard?: boolean;
  /** « Passer la suite » is offered: all that is left may be left empty. */
  canPassTheRest?: boolean;
  /** The current answer in words, when the question is asked again. */
  currentDisplay?: string;
}

const MOST_BUTTONS = 6;
const LONGEST_TITLE = 30;

/** One question of a form: what was understood, what is wrong, the question, its answers, the ways out. */
export function questionMessage(question: Question): CardMessage {
  const { prompt, form } = question;
  const { field } = prompt;
  if (prompt.at === 'optionnel' || field === undefined) return optionalDoor(question);
  const { position, total } = prompt.progress ?? {};
  const where =
    position === undefined || total === undefined ? form.title : cardTexts.question.progression(position, total);
  const data = {
    where,
    notices: noticesOf(prompt),
    question: field.question,
    helps: [...helpOf(field), ...proposedOf(question, field)],
    currents: currentOf(question, field),
    hows: optionalText(howToAnswer(field, prompt)),
    ...answersOf(question, field),
    rows: buttonRows(waysOut(question, field)),
  };
  return { text: cardTexts.question.resume(field.question, position, total), card: { template: 'question', data } };
}

function optionalDoor({ form, prompt, saisieId }: Question): CardMessage {
  const { titre, texte, completer, passerTout } = cardTexts.optionnel;
  const data = {
    where: form.title,
    notices: noticesOf(prompt),
    question: titre,
    helps: [{ label: '', text: texte }],
    currents: [],
    hows: [],
    choiceRows: buttonRows([
      { title: completer, action: action('continuer', { saisieId, field: 'optionnel' }), style: 'positive' },
      { title: passerTout, action: action('passer_optionnel', { saisieId }) },
    ]),
    fields: [],
    submits: [],
    rows: buttonRows([{ title: cardTexts.question.retour, action: action('retour', { saisieId }) }]),
  };
  return { text: `${titre}. ${texte}`, card: { template: 'question', data } };
}

function noticesOf({ understood, error, toChoose, warning, hint }: FormPrompt): CardData[] {
  const { erreur, aVerifier, conseil } = cardTexts.champs;
  const notice = (label: string, text: string | undefined, style: Notice['style']) =>
    text ? [noticeData({ label, text, style })] : [];
  return [
    ...notice(cardTexts.question.compris, understood, 'emphasis'),
    ...notice(aVerifier, warning, 'warning'),
    ...notice(conseil, hint, 'accent'),
    ...(toChoose ? notice(aVerifier, error, 'warning') : notice(erreur, error, 'attention')),
  ];
}

function helpOf({ help, example }: FieldDefinition): CardData[] {
  return [
    ...(help ? [{ label: '', text: help }] : []),
    ...(example ? [{ label: cardTexts.question.exemple, text: example }] : []),
  ];
}

/** A single école proposed has a name too long for a button: it is named above, and the button says yes. */
function onlyEcole({ prompt }: Question, field: FieldDefinition): Choice | undefined {
  return field.kind === 'ecole' && prompt.choices?.length === 1 ? prompt.choices[0] : undefined;
}

function proposedOf(question: Question, field: FieldDefinition): CardData[] {
  const only = onlyEcole(question, field);
  return only === undefined ? [] : [{ label: cardTexts.question.ecoleProposee, text: only.label }];
}

function currentOf({ prompt, currentDisplay }: Question, field: FieldDefinition): CardData[] {
  const text = field.kind === 'long' ? joined(prompt.current) : (currentDisplay ?? '');
  const label = field.kind === 'long' ? cardTexts.question.dejaEcrit : cardTexts.question.reponseActuelle;
  return text === '' ? [] : [{ label, text }];
}

const joined = (value: FieldValue | undefined): string => (Array.isArray(value) ? value.join(', ') : (value ?? ''));

function howToAnswer(field: FieldDefinition, prompt: FormPrompt): string | undefined {
  const texts = cardTexts.question;
  if (field.kind === 'long') return joined(prompt.current) === '' ? texts.plusieursMessages : texts.plusieursSuite;
  return prompt.choices?.length ? texts.reponsesPossibles : texts.reponseTexte;
}

/** Few short choices are buttons; others a list to choose from, with one button to send it. */
function answersOf(question: Question, field: FieldDefinition): { [part: string]: CardData[] } {
  const only = onlyEcole(question, field);
  const choices =
    only === undefined ? (question.prompt.choices ?? []) : [{ ...only, label: cardTexts.question.ecoleOui }];
  const fewAndShort = choices.length <= MOST_BUTTONS && choices.every(({ label }) => label.length <= LONGEST_TITLE);
  if (choices.length === 0 || (fewAndShort && field.kind !== 'choices')) {
    return { choiceRows: buttonRows(choiceButtons(question, field, choices)), fields: [], submits: [] };
  }
  const { prompt, saisieId, context } = question;
  const kind = field.kind === 'choices' ? 'choices' : 'choice';
  const listed: FieldDefinition = { id: field.id, kind, label: field.label, question: '', choices: () => choices };
  const answers = prompt.current === undefined ? {} : { [field.id]: prompt.current };
  const submit = action('repondre', { saisieId, field: field.id });
  return {
    choiceRows: [],
    fields: [fieldData(listed, { answers, context })],
    submits: [buttonData({ title: cardTexts.question.valider, action: submit, style: 'positive' })],
  };
}

function choiceButtons({ prompt, saisieId }: Question, field: FieldDefinition, choices: Choice[]): Button[] {
  const answers = choices.map(({ value, label }) => ({
    title: label,
    action: action('repondre', { saisieId, field: field.id, value }),
  }));
  if (field.kind !== 'long' || joined(prompt.current) === '') return answers;
  const next = action('continuer', { saisieId, field: field.id });
  return [...answers, { title: cardTexts.question.continuer, action: next, style: 'positive' }];
}

function waysOut({ saisieId, canGoBack, canFillCard, canPassTheRest }: Question, field: FieldDefinition): Button[] {
  const texts = cardTexts.question;
  const about = { saisieId };
  return [
    ...(canGoBack ? [{ title: texts.retour, action: action('retour', about) }] : []),
    ...(field.optional || field.maySkip
      ? [{ title: texts.passer, action: action('passer', { saisieId, field: field.id }) }]
      : []),
    ...(canPassTheRest ? [{ title: texts.passerReste, action: action('passer_optionnel', about) }] : []),
    { title: texts.aide, action: action('aide', about) },
    ...(field.optional ? [{ title: cardTexts.optionnel.passerTout, action: action('passer_optionnel', about) }] : []),
    ...(canFillCard ? [{ title: texts.remplirCarte, action: action('remplir_carte', about) }] : []),
  ];
}
