import type { Demande } from '../demande/demande.ts';
import { formatInstant } from '../form/format-date.ts';
import { cardTexts } from '../texts.fr.ts';
import { action, buttonRows } from './buttons.ts';
import { type CardForm, cardFormsData, cardFormsSize, isOpen } from './card-form.ts';
import { etatLine, present } from './demande-lines.ts';
import {
  annexeSection,
  complementsSection,
  endSections,
  filled,
  notesSection,
  prisesSection,
  sollicitationsSection,
} from './dossier-sections.ts';
import type { Button, CardMessage } from './message.ts';
import { CARD_SIZE, pageButtons, pageNumber, paginate, sectionsSize } from './pages.ts';
import type { AnswerLine } from './resume-card.ts';
import { type Moment, momentLine } from './suivi-card.ts';
import { lineData, type Notice, noticeData, optionalText, type Section, sectionData } from './text-parts.ts';

export interface DossierCard {
  demande: Demande;
  /** The Annexe 1 in words. */
  lines: AnswerLine[];
  historique: Moment[];
  /** What the analyst may do now: qualification, complément, sollicitation, réorientation. */
  forms: CardForm[];
  /** Actions without a form (« Prendre en analyse »). */
  buttons?: Button[];
  notice?: Notice;
  /** The `value` of `voir_dossier`. */
  page?: number;
}

const FRAME = 2_900;

/** The whole dossier, for one analyst's eyes. */
export function dossierCard(card: DossierCard): CardMessage {
  const { demande, forms } = card;
  const texts = cardTexts.dossier;
  const pages = withRoomFor(cardFormsSize(forms), paginate(sectionsOf(card), CARD_SIZE - FRAME));
  const page = pageNumber(card.page ?? (forms.some(isOpen) ? pages.length : 1), pages.length);
  const last = page === pages.length;
  const about = { demandeId: demande.id, version: demande.version };
  const data = {
    title: cardTexts.demande.titreDossier(demande.numero),
    pages: optionalText(pages.length > 1 ? cardTexts.page(page, pages.length) : undefined),
    privates: optionalText(texts.prive),
    lines: page === 1 ? headLines(demande) : [],
    notices: card.notice ? [noticeData(card.notice)] : [],
    sections: (pages[page - 1] ?? []).map(sectionData),
    pageRows: buttonRows(pageButtons(action('voir_dossier', about), page, pages.length)),
    actionTitles: optionalText(last && forms.length > 0 ? texts.actions : undefined),
    ...cardFormsData(last ? forms : []),
    rows: buttonRows([
      ...(card.buttons ?? []),
      ...(last || forms.length === 0 ? [] : [toActions(demande, pages.length)]),
      { title: texts.fermer, action: action('voir_base', about) },
    ]),
  };
  return { text: texts.apercu(demande.numero), card: { template: 'dossier', data } };
}

/** The forms stand on the last page, where the reading ends; on a page of their own when they do not fit there. */
function withRoomFor(formsSize: number, pages: Section[][]): Section[][] {
  const lastSize = sectionsSize(pages.at(-1) ?? []);
  return lastSize + formsSize > CARD_SIZE - FRAME && formsSize > 0 ? [...pages, []] : pages;
}

function toActions({ id, version }: Demande, lastPage: number): Button {
  const about = { demandeId: id, version, value: String(lastPage) };
  return { title: cardTexts.dossier.agir, action: action('voir_dossier', about), style: 'positive' };
}

function headLines(demande: Demande) {
  const texts = cardTexts.demande;
  const { analyste } = demande;
  return [
    etatLine(demande),
    ...present([
      [texts.recueLe, formatInstant(demande.envoyeeLe)],
      [texts.demandeur, demande.demandeur.nom],
      [texts.ecole, `${demande.ecole.nom}, ${demande.ecole.commune}`],
      [texts.analyste, analyste && texts.analystePar(analyste.nom, formatInstant(analyste.le))],
    ]),
  ].map(lineData);
}

function sectionsOf({ demande, lines, historique }: DossierCard): Section[] {
  const tags = demande.problematiques.join(', ');
  return filled([
    { title: cardTexts.demande.problematiques, lines: tags === '' ? [] : [{ label: '', text: tags }] },
    annexeSection(lines),
    complementsSection(demande),
    notesSection(demande),
    sollicitationsSection(demande),
    prisesSection(demande),
    ...endSections(demande),
    { title: cardTexts.dossier.historique, lines: historique.map(momentLine) },
  ]);
}
