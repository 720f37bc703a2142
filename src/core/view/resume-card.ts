import type { FormDefinition } from '../form/types.ts';
import { cardTexts } from '../texts.fr.ts';
import { action, buttonData, buttonRows } from './buttons.ts';
import type { Button, CardData, CardMessage } from './message.ts';
import { CARD_SIZE, jsonSize, pageButtons, pageNumber } from './pages.ts';
import { cutText, lineData, type Notice, noticeData, optionalText } from './text-parts.ts';

/** One answer in words. */
export interface AnswerLine {
  field: string;
  label: string;
  /** Empty when nothing was answered. */
  display: string;
  personal?: boolean;
  /** Of the optional block. */
  optional?: boolean;
}

export interface ResumeCard {
  form: Pick<FormDefinition, 'id'>;
  lines: AnswerLine[];
  saisieId: string;
  /** What is missing or surprising; never blocks. */
  warnings?: string[];
  /** Some answers are still missing: it is a look at what is there, not yet something to send. */
  partial?: boolean;
  /** Put in place of « Envoyer », « Annuler » and what is around them. */
  buttons?: Button[];
  notice?: Notice;
  /** Which part to show, when all does not fit into one card (the `value` of `ou_en_suis_je`). */
  page?: number;
}

const LONGEST_DISPLAY = 300;
/** What the template adds to a line, to a field without an answer, to a button, and around all of them. */
const LINE_FRAME = 440;
const EMPTY_FRAME = 160;
const BUTTON_FRAME = 120;
const FRAME = 950;
const PAGE_BUTTONS = 900;

/**
 * Every answer, with « Modifier » on each, before it is sent. What is optional and was left out is named in one
 * place, a button each, so that an ordinary demande is read on one page.
 */
export function resumeCard(resume: ResumeCard): CardMessage {
  const { titre, titrePartiel, intro, apercu, apercuPartiel } = cardTexts.resume;
  const { saisieId, warnings = [], partial } = resume;
  const notices = [...(resume.notice ? [resume.notice] : []), ...warnings.map(toCheck)].map(noticeData);
  const buttons = resume.buttons ?? waysOn(saisieId);
  const around = FRAME + JSON.stringify([notices, buttons]).length * 2 + buttons.length * BUTTON_FRAME;
  const whole = pagesOf(resume.lines, CARD_SIZE - around);
  const pages = whole.length === 1 ? whole : pagesOf(resume.lines, CARD_SIZE - around - PAGE_BUTTONS);
  const page = pageNumber(resume.page, pages.length);
  const shown = pages[page - 1] ?? [];
  const data = {
    title: partial ? titrePartiel : titre,
    pages: optionalText(pages.length > 1 ? cardTexts.page(page, pages.length) : undefined),
    intro,
    notices,
    lines: shown.filter((line) => !isLeftOut(line)).map((line) => editableLine(line, saisieId)),
    empties: leftOut(shown.filter(isLeftOut), saisieId),
    rows: buttonRows([...pageButtons(action('ou_en_suis_je', { saisieId }), page, pages.length), ...buttons]),
  };
  return { text: partial ? apercuPartiel : apercu, card: { template: 'resume', data } };
}

const toCheck = (text: string): Notice => ({ label: cardTexts.champs.aVerifier, text, style: 'warning' });

const isLeftOut = ({ optional, display }: AnswerLine) => optional === true && display === '';

function waysOn(saisieId: string): Button[] {
  return [
    { title: cardTexts.resume.envoyer, action: action('envoyer', { saisieId }), style: 'positive' },
    { title: cardTexts.question.remplirCarte, action: action('remplir_carte', { saisieId }) },
    { title: cardTexts.resume.annuler, action: action('annuler', { saisieId }) },
  ];
}

function editableLine({ field, label, display }: AnswerLine, saisieId: string): CardData {
  const { modifier, vide } = cardTexts.resume;
  const { head, rest } = cutText(display, LONGEST_DISPLAY);
  const text = (rest === '' ? head : `${head} ${cardTexts.coupe}`) || vide;
  return { ...lineData({ label, text }), buttons: [{ ...editButton(modifier, field, saisieId), tooltip: label }] };
}

function leftOut(lines: AnswerLine[], saisieId: string): CardData[] {
  if (lines.length === 0) return [];
  const { facultatifVide, facultatifComment } = cardTexts.resume;
  const buttons = lines.map(({ field, label }) => ({ title: label, action: action('corriger', { saisieId, field }) }));
  return [{ label: facultatifVide, text: facultatifComment, rows: buttonRows(buttons) }];
}

function editButton(title: string, field: string, saisieId: string): CardData {
  return buttonData({ title, action: action('corriger', { saisieId, field }) });
}

function sizeOf(line: AnswerLine): number {
  const label = jsonSize(line.label);
  if (isLeftOut(line)) return EMPTY_FRAME + label + line.field.length;
  return LINE_FRAME + 2 * label + line.field.length + jsonSize(cutText(line.display, LONGEST_DISPLAY).head);
}

function pagesOf(lines: AnswerLine[], budget: number): AnswerLine[][] {
  const pages: AnswerLine[][] = [[]];
  let left = budget;
  for (const line of lines) {
    const size = sizeOf(line);
    if (size > left && pages.at(-1)?.length !== 0) {
      pages.push([]);
      left = budget;
    }
    pages.at(-1)?.push(line);
    left -= size;
  }
  return pages;
}
