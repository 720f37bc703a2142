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

const LONGEST_DISPLAY = 400;
const LINE_FRAME = 600;
const FRAME = 2_900;

/** Every answer, with « Modifier » on each, before it is sent. */
export function resumeCard(resume: ResumeCard): CardMessage {
  const { titre, titrePartiel, intro, apercu, apercuPartiel } = cardTexts.resume;
  const { saisieId, warnings = [], partial } = resume;
  const lines = resume.lines.map((line) => editableLine(line, saisieId));
  const notices = warnings.map((text) => noticeData({ label: cardTexts.champs.aVerifier, text, style: 'warning' }));
  const pages = pagesOf(lines, CARD_SIZE - FRAME - JSON.stringify(notices).length);
  const page = pageNumber(resume.page, pages.length);
  const data = {
    title: partial ? titrePartiel : titre,
    pages: optionalText(pages.length > 1 ? cardTexts.page(page, pages.length) : undefined),
    intro,
    notices: [...(resume.notice ? [noticeData(resume.notice)] : []), ...notices],
    lines: pages[page - 1] ?? [],
    rows: buttonRows([
      ...pageButtons(action('ou_en_suis_je', { saisieId }), page, pages.length),
      ...(resume.buttons ?? waysOn(saisieId)),
    ]),
  };
  return { text: partial ? apercuPartiel : apercu, card: { template: 'resume', data } };
}

function waysOn(saisieId: string): Button[] {
  return [
    { title: cardTexts.resume.envoyer, action: action('envoyer', { saisieId }), style: 'positive' },
    { title: cardTexts.question.remplirCarte, action: action('remplir_carte', { saisieId }) },
    { title: cardTexts.resume.annuler, action: action('annuler', { saisieId }) },
  ];
}

function editableLine({ field, label, display }: AnswerLine, saisieId: string): CardData {
  const { modifier, modifierQuoi, vide } = cardTexts.resume;
  const { head, rest } = cutText(display, LONGEST_DISPLAY);
  const button = buttonData({ title: modifier, action: action('corriger', { saisieId, field }) });
  return {
    ...lineData({ label, text: (rest === '' ? head : `${head} ${cardTexts.coupe}`) || vide }),
    buttons: [{ ...button, tooltip: modifierQuoi(label) }],
  };
}

function pagesOf(lines: CardData[], budget: number): CardData[][] {
  const pages: CardData[][] = [[]];
  let left = budget;
  for (const line of lines) {
    const size = LINE_FRAME + jsonSize(String(line.label)) * 2 + jsonSize(String(line.text));
    if (size > left && pages.at(-1)?.length !== 0) {
      pages.push([]);
      left = budget;
    }
    pages.at(-1)?.push(line);
    left -= size;
  }
  return pages;
}
