import type { Demande } from '../demande/demande.ts';
import type { Moment } from '../form/parse-creneaux.ts';
import { cardTexts } from '../texts.fr.ts';
import { bilanSections } from './bilan-sections.ts';
import { action, buttonRows } from './buttons.ts';
import { type CardForm, cardFormsData, cardFormsSize } from './card-form.ts';
import { etatLine, present } from './demande-lines.ts';
import { annexeSection, complementsSection, filled } from './dossier-sections.ts';
import { type FormPage, menuData, pageShown, toForms, withForms } from './form-pages.ts';
import { cycleLines } from './fusion-lines.ts';
import type { Button, CardMessage } from './message.ts';
import { CARD_SIZE, pageButtons, paginate } from './pages.ts';
import { echangesSection, interventionsSection, rendezVousSection } from './premiere-sections.ts';
import { reponsesSection } from './reponse-sections.ts';
import type { AnswerLine } from './resume-card.ts';
import { lineData, type Notice, noticeData, optionalText, type Section, sectionData } from './text-parts.ts';

export interface InterventionCard {
  demande: Demande;
  /** When it is shown. */
  now: Moment;
  /** Who reads it: a member who is asked or has accepted. */
  membreId: string;
  lines: AnswerLine[];
  /** When the demandeur can be reached, in their words. */
  disponibilites?: string;
  /** What a member who accepted may do. */
  forms?: CardForm[];
  /** In place of « Fermer le dossier ». */
  buttons?: Button[];
  /** For who has just acted. */
  undo?: Button[];
  notice?: Notice;
  /** The `value` of `voir_intervention`. */
  page?: number;
}

const FRAME = 3_200;

/** The dossier as a member of the pôle works with it: no private note of the équipe restreinte. */
export function interventionCard(card: InterventionCard): CardMessage {
  const { demande, forms = [] } = card;
  const texts = cardTexts.intervention;
  const pages = pagesOf(card);
  const page = pageShown(card.page, pages);
  const own = pages[page - 1] ?? { sections: [], forms: [], menu: [] };
  // What is expected next is at hand where the dossier opens.
  const atHand = page === 1 && own.forms.length + own.menu.length === 0 ? forms.slice(0, 1) : own.forms;
  const shown = { ...own, forms: atHand };
  const about = { demandeId: demande.id, version: demande.version };
  const turn = action('voir_intervention', about);
  const data = {
    title: texts.titre(demande.numero),
    pages: optionalText(pages.length > 1 ? cardTexts.page(page, pages.length) : undefined),
    lines: [etatLine(demande), ...cycleLines(demande)].map(lineData),
    notices: card.notice ? [noticeData(card.notice)] : [],
    sections: shown.sections.map(sectionData),
    pageRows: buttonRows(pageButtons(turn, page, pages.length)),
    ...cardFormsData(shown.forms),
    menus: menuData(shown.menu),
    rows: buttonRows([
      ...(card.undo ?? []),
      ...toForms(shown, forms, turn),
      ...(card.buttons ?? [{ title: texts.fermer, action: action('voir_base', about) }]),
    ]),
  };
  return { text: texts.apercu(demande.numero), card: { template: 'intervention', data } };
}

/** Pages are shared out the same whichever is looked at: each leaves room for the form at hand, which the first may need. */
function pagesOf(card: InterventionCard): FormPage[] {
  const { forms = [] } = card;
  const budget = CARD_SIZE - FRAME;
  return withForms(paginate(sectionsOf(card), budget - cardFormsSize(forms.slice(0, 1))), forms, budget);
}

function sectionsOf({ demande, now, membreId, lines, disponibilites }: InterventionCard): Section[] {
  const texts = cardTexts.intervention;
  const accepted = demande.sollicitations.filter(({ etat }) => etat === 'acceptee');
  const others = accepted.filter((one) => one.membreId !== membreId).map(({ nom }) => nom);
  const referent = accepted.find((one) => one.membreId === demande.referent)?.nom;
  const contact = present([
    [texts.demandeur, demande.demandeur.nom],
    [cardTexts.demande.ecole, `${demande.ecole.nom}, ${demande.ecole.commune}`],
    [texts.disponibilites, disponibilites],
    [texts.referent, referent],
    [texts.collegues, others.join(', ')],
    [cardTexts.demande.problematiques, demande.problematiques.join(', ')],
    [cardTexts.dossier.message, demande.sollicitations.find((one) => one.membreId === membreId)?.message],
  ]);
  const noted = interventionsSection(demande);
  return filled([
    { title: texts.contact, lines: contact },
    noted.lines.length > 0 ? noted : { ...noted, lines: [{ label: '', text: texts.aucuneIntervention }] },
    rendezVousSection(demande, now),
    reponsesSection(demande),
    echangesSection(demande),
    ...bilanSections(demande, 'pole'),
    annexeSection(lines),
    complementsSection(demande),
  ]);
}
