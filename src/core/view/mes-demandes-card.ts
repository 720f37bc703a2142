import { cardTexts, listeTexts } from '../texts.fr.ts';
import { action, buttonData, buttonRows } from './buttons.ts';
import type { Button, CardMessage } from './message.ts';
import { pageButtons, pageNumber } from './pages.ts';
import { optionalText } from './text-parts.ts';

export interface DemandeLine {
  demandeId: string;
  numero: string;
  ecole: string;
  /** The state in plain words, and since when (« le 12 mars à 10 h 42 »). */
  etat: string;
  depuis: string;
}

export interface DraftLine {
  saisieId: string;
  /** « Demande pour un élève, école Jean-Moulin »: what tells two drafts apart. */
  titre: string;
  modifie: string;
}

const PER_PAGE = 6;
const MOST_DRAFTS = 3;

interface Reader {
  /** Of the pôle too: their dossiers are in another list. */
  isMembre?: boolean;
  /** The `value` of `mes_demandes`. */
  page?: number;
}

/** The person's demandes, newest first, and their drafts. */
export function mesDemandesCard(
  demandes: DemandeLine[],
  drafts: DraftLine[],
  { isMembre, page }: Reader = {},
): CardMessage {
  const texts = cardTexts.mesDemandes;
  const total = Math.max(Math.ceil(demandes.length / PER_PAGE), Math.ceil(drafts.length / MOST_DRAFTS), 1);
  const current = pageNumber(page, total);
  const slice = <T>(list: T[], size: number) => list.slice((current - 1) * size, current * size);
  const shownDrafts = slice(drafts, MOST_DRAFTS);
  const shown = slice(demandes, PER_PAGE);
  const next: Button = { title: texts.nouvelle, action: action('nouvelle_demande'), style: 'positive' };
  const dossiers: Button = { title: listeTexts.mesDossiers.bouton, action: action('mes_dossiers') };
  const data = {
    title: texts.titre,
    pages: optionalText(total > 1 ? cardTexts.page(current, total) : undefined),
    empties: optionalText(demandes.length === 0 ? texts.aucune : undefined),
    demandes: shown.map(({ demandeId, numero, ecole, etat, depuis }) => ({
      numero,
      ecole,
      etat,
      depuis: texts.depuis(depuis),
      buttons: [
        {
          ...buttonData({ title: texts.suivre, action: action('voir_suivi', { demandeId }) }),
          tooltip: texts.suivreQuoi(numero),
        },
      ],
    })),
    draftTitles: optionalText(shownDrafts.length > 0 ? texts.brouillons : undefined),
    drafts: shownDrafts.map(({ saisieId, titre, modifie }) => ({
      titre,
      modifie: texts.brouillonDu(modifie),
      buttons: [
        {
          ...buttonData({ title: texts.reprendre, action: action('reprendre', { saisieId }) }),
          tooltip: texts.reprendreQuoi(titre),
        },
      ],
    })),
    rows: buttonRows([...pageButtons(action('mes_demandes'), current, total), next, ...(isMembre ? [dossiers] : [])]),
  };
  return { text: texts.apercu, card: { template: 'mes-demandes', data } };
}
