import type { Demande } from '../demande/demande.ts';
import { cardTexts, wayTexts } from '../texts.fr.ts';
import { action, buttonRows } from './buttons.ts';
import { type CardForm, cardFormsData, cardFormsSize } from './card-form.ts';
import { fusionNotices } from './fusion-lines.ts';
import type { Button, CardData, CardMessage } from './message.ts';
import { CARD_SIZE, pageButtons, pageNumber, paginate } from './pages.ts';
import { lineData, type Notice, noticeData, optionalText, type Section, sectionData } from './text-parts.ts';
import type { WayShown } from './way-picture.ts';

/** Something that happened, in words. */
export interface Moment {
  /** « le 12 mars à 10 h 42 » */
  quand: string;
  texte: string;
}

export interface SuiviCard {
  demande: Pick<Demande, 'id' | 'numero' | 'ecole' | 'fusion'>;
  etatEnClair: string;
  /** The way with where it is. */
  way?: WayShown | undefined;
  historique: Moment[];
  /** What is read first: the written answer of a réorientation. */
  sections?: Section[];
  /** The Annexe 1 as it was sent. */
  annexe?: Section;
  /** What the équipe restreinte asks. */
  complement?: string;
  /** Dates to choose from. */
  dates?: CardData[];
  /** What the demandeur may do now. */
  forms?: CardForm[];
  buttons?: Button[];
  notice?: Notice;
  /** The `value` of `voir_suivi`. */
  page?: number;
}

const FRAME = 3_800;

/** A demande as its demandeur follows it. */
export function suiviCard(suivi: SuiviCard): CardMessage {
  const { demande, complement, forms = [], dates = [] } = suivi;
  const texts = cardTexts.suivi;
  const question = complement ? [{ title: texts.complement, lines: [{ label: '', text: complement }] }] : [];
  const sections: Section[] = [
    ...question,
    ...(suivi.sections ?? []),
    { title: texts.historique, lines: suivi.historique.map(momentLine) },
    ...(suivi.annexe ? [suivi.annexe] : []),
  ];
  const pages = paginate(sections, CARD_SIZE - FRAME - cardFormsSize(forms) - datesSize(dates));
  const page = pageNumber(suivi.page, pages.length);
  const shown = pages[page - 1] ?? [];
  const way = page === 1 ? suivi.way : undefined;
  const data = {
    title: texts.titre(demande.numero),
    pages: optionalText(pages.length > 1 ? cardTexts.page(page, pages.length) : undefined),
    lines: [lineData({ label: texts.ecole, text: `${demande.ecole.nom}, ${demande.ecole.commune}` })],
    notices: [
      noticeData({ label: cardTexts.deuxPoints(texts.ouEnEst), text: suivi.etatEnClair, style: 'emphasis' }),
      ...[...fusionNotices(demande), ...(suivi.notice ? [suivi.notice] : [])].map(noticeData),
    ],
    pictures: way?.url ? [{ url: way.url, alt: wayTexts.alt(way.words) }] : [],
    ways: optionalText(way?.url ? undefined : way?.words),
    questions: shown.filter(({ title }) => title === texts.complement).map(sectionData),
    dates,
    ...cardFormsData(forms),
    sections: shown.filter(({ title }) => title !== texts.complement).map(sectionData),
    rows: buttonRows([
      ...pageButtons(action('voir_suivi', { demandeId: demande.id }), page, pages.length),
      ...(suivi.buttons ?? []),
    ]),
  };
  return { text: texts.apercu(demande.numero), card: { template: 'suivi', data } };
}

/** A button's data stands twice in the card: for old clients too. */
const datesSize = (dates: CardData[]) => 2 * JSON.stringify(dates).length;

/** A moment as a line: when, then what. */
export function momentLine({ quand, texte }: Moment) {
  return { label: quand, text: texte };
}
