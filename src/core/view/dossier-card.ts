import type { Demande } from '../demande/demande.ts';
import { formatInstant } from '../form/format-date.ts';
import type { Moment } from '../form/parse-creneaux.ts';
import { cardTexts } from '../texts.fr.ts';
import { bilanSections } from './bilan-sections.ts';
import { action, buttonRows } from './buttons.ts';
import { type CardForm, cardFormsData } from './card-form.ts';
import { etatLine, present } from './demande-lines.ts';
import {
  annexeSection,
  complementsSection,
  endSections,
  filled,
  notesSection,
  sollicitationsSection,
} from './dossier-sections.ts';
import { menuData, pageShown, toForms, withForms } from './form-pages.ts';
import { cycleLines, fusionNotices } from './fusion-lines.ts';
import type { Button, CardMessage } from './message.ts';
import { CARD_SIZE, pageButtons, paginate } from './pages.ts';
import { echangesSection, interventionsSection, rendezVousSection } from './premiere-sections.ts';
import { reponsesSection } from './reponse-sections.ts';
import type { AnswerLine } from './resume-card.ts';
import { momentLine, type Moment as Told } from './suivi-card.ts';
import { lineData, type Notice, noticeData, optionalText, type Section, sectionData } from './text-parts.ts';

export interface DossierCard {
  demande: Demande;
  /** When it is shown. */
  now: Moment;
  /** The Annexe 1 in words. */
  lines: AnswerLine[];
  historique: Told[];
  /** Which écoles share a problématique of this demande. */
  convergences?: Section;
  /** What the analyst may do now: qualification, complément, sollicitation, réorientation. */
  forms: CardForm[];
  /** Actions without a form (« Prendre en analyse »). */
  buttons?: Button[];
  notice?: Notice;
  /** The `value` of `voir_dossier`. */
  page?: number;
}

const FRAME = 3_500;

/** The whole dossier, for one analyst's eyes. */
export function dossierCard(card: DossierCard): CardMessage {
  const { demande, forms } = card;
  const texts = cardTexts.dossier;
  const budget = CARD_SIZE - FRAME;
  const pages = withForms(paginate(sectionsOf(card), budget), forms, budget);
  const page = pageShown(card.page, pages);
  const shown = pages[page - 1] ?? { sections: [], forms: [], menu: [] };
  const about = { demandeId: demande.id, version: demande.version };
  const turn = action('voir_dossier', about);
  const data = {
    title: cardTexts.demande.titreDossier(demande.numero),
    pages: optionalText(pages.length > 1 ? cardTexts.page(page, pages.length) : undefined),
    privates: optionalText(texts.prive),
    lines: page === 1 ? headLines(demande) : [],
    notices: [...(card.notice ? [card.notice] : []), ...fusionNotices(demande)].map(noticeData),
    sections: shown.sections.map(sectionData),
    pageRows: buttonRows(pageButtons(turn, page, pages.length)),
    actionTitles: optionalText(shown.forms.length + shown.menu.length > 0 ? texts.actions : undefined),
    ...cardFormsData(shown.forms),
    menus: menuData(shown.menu),
    rows: buttonRows([
      ...(card.buttons ?? []),
      ...toForms(shown, forms, turn),
      { title: texts.fermer, action: action('voir_base', about) },
    ]),
  };
  return { text: texts.apercu(demande.numero), card: { template: 'dossier', data } };
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
    ...cycleLines(demande),
  ].map(lineData);
}

function sectionsOf(card: DossierCard): Section[] {
  const { demande, lines, historique, convergences } = card;
  const tags = demande.problematiques.join(', ');
  return filled([
    { title: cardTexts.demande.problematiques, lines: tags === '' ? [] : [{ label: '', text: tags }] },
    ...(convergences ? [convergences] : []),
    annexeSection(lines),
    complementsSection(demande),
    notesSection(demande),
    sollicitationsSection(demande),
    interventionsSection(demande),
    rendezVousSection(demande, card.now),
    reponsesSection(demande),
    echangesSection(demande),
    ...bilanSections(demande, 'pole'),
    ...endSections(demande),
    { title: cardTexts.dossier.historique, lines: historique.map(momentLine) },
  ]);
}
