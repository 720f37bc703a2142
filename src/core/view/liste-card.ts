import type { Action } from '../action.ts';
import { cardTexts, listeTexts } from '../texts.fr.ts';
import { action, buttonData, buttonRows } from './buttons.ts';
import type { Button, CardMessage } from './message.ts';
import { pageButtons, pageNumber } from './pages.ts';
import { optionalText } from './text-parts.ts';

/** One demande in a list: nothing of the pupil, whoever reads it. */
export interface ListedDemande {
  demandeId: string;
  numero: string;
  ecole: string;
  /** The state in plain words, and since when (« le 12 mars à 10 h 42 »). */
  etat: string;
  depuis: string;
  /** What is awaited, or where the words were found. */
  note?: string;
  open: 'voir_suivi' | 'voir_intervention' | 'voir_dossier';
}

export interface ListedSection {
  /** Empty for a list of one kind. */
  title: string;
  demandes: ListedDemande[];
}

export interface ListeCard {
  titre: string;
  /** The notification preview: nothing personal. */
  apercu: string;
  /** Said before the list; a person's words are safe here. */
  intro?: string[];
  sections: ListedSection[];
  vide?: string[];
  /** What turns the pages where there may be several, and which one is shown. */
  turn?: Action;
  page?: number;
  buttons?: Button[];
}

const PER_PAGE = 6;

/** Demandes to open, six to a page, under the titles of their sections. */
export function listeCard(card: ListeCard): CardMessage {
  const all = card.sections.flatMap(({ title, demandes }) => demandes.map((demande) => ({ title, demande })));
  const total = Math.max(Math.ceil(all.length / PER_PAGE), 1);
  const page = pageNumber(card.page, total);
  const shown = all.slice((page - 1) * PER_PAGE, page * PER_PAGE);
  const titles = [...new Set(shown.map(({ title }) => title))];
  const data = {
    title: card.titre,
    pages: optionalText(total > 1 ? cardTexts.page(page, total) : undefined),
    intros: [...(card.intro ?? []), ...(all.length === 0 ? (card.vide ?? []) : [])].map((text) => ({ text })),
    sections: titles.map((title) => ({
      titles: optionalText(title),
      demandes: shown.filter((one) => one.title === title).map(({ demande }) => lineOf(demande)),
    })),
    rows: buttonRows([...(card.turn ? pageButtons(card.turn, page, total) : []), ...(card.buttons ?? [])]),
  };
  return { text: card.apercu, card: { template: 'liste', data } };
}

function lineOf({ demandeId, numero, ecole, etat, depuis, note, open }: ListedDemande) {
  return {
    numero,
    ecole,
    etat,
    depuis: cardTexts.mesDemandes.depuis(depuis),
    notes: optionalText(note),
    buttons: [
      {
        ...buttonData({ title: listeTexts.ouvrir, action: action(open, { demandeId }) }),
        tooltip: listeTexts.ouvrirQuoi(numero),
      },
    ],
  };
}
