import { LIVING_CARD } from '../action.ts';
import { transitionFor } from '../demande/transitions.ts';
import { formatInstant } from '../form/format-date.ts';
import { cardTexts, demandeTexts, premiereTexts } from '../texts.fr.ts';
import { action, buttonRows } from './buttons.ts';
import { type DemandeSummary, etatLine, present, sollicitationText, summaryLines } from './demande-lines.ts';
import { TO_FORMS } from './form-pages.ts';
import { fusionNotices } from './fusion-lines.ts';
import type { Button, CardMessage } from './message.ts';
import { nextRendezVous } from './premiere-sections.ts';
import { cutText, type Line, lineData, type Notice, noticeData } from './text-parts.ts';

export interface AnalyseCard extends DemandeSummary {
  notice?: Notice;
  buttons?: Button[];
  /** For who has just acted. */
  undo?: Button[];
  /** A copy for one analyst, in their private conversation: its buttons are not those of the living card. */
  inPrivate?: boolean;
}

const MOST_MEMBRES = 8;
const LONGEST_TAGS = 600;
const ACTIONS = ['qualifier', 'demander_complement', 'solliciter', 'reorienter', 'clore', 'rouvrir'] as const;

/** The base card of the restricted channel, which everybody in it sees: nothing of the dossier's contents. */
export function analyseCard(card: AnalyseCard): CardMessage {
  const { demande } = card;
  const texts = cardTexts.demande;
  const unreachable = demande.sollicitations.filter(({ injoignable, etat }) => injoignable && etat === 'en_attente');
  const data = {
    title: texts.titre(demande.numero),
    etats: [lineData(etatLine(demande))],
    lines: [...summaryLines(card), ...progressLines(card)].map(lineData),
    notices: [
      ...(card.notice ? [card.notice] : []),
      ...fusionNotices(demande),
      ...unreachable.slice(0, MOST_MEMBRES).map(({ nom }) => notReached(nom)),
    ].map(noticeData),
    membreTitles: demande.sollicitations.length > 0 ? [{ text: texts.membres }] : [],
    membres: membreLines(card).map(lineData),
    rows: buttonRows([...(card.buttons ?? waysOn(card)), ...(card.undo ?? [])]),
  };
  return { text: texts.apercu(demande.numero, demandeTexts.etats[demande.etat]), card: { template: 'analyse', data } };
}

function progressLines({ demande, now }: DemandeSummary): Line[] {
  const texts = cardTexts.demande;
  const { analyste } = demande;
  const tags = cutText(demande.problematiques.join(', '), LONGEST_TAGS);
  return present([
    [texts.recueLe, formatInstant(demande.envoyeeLe)],
    [texts.analyste, analyste && texts.analystePar(analyste.nom, formatInstant(analyste.le))],
    [premiereTexts.prochain, nextRendezVous(demande, now)],
    [texts.problematiques, tags.rest === '' ? tags.head : `${tags.head}…`],
  ]);
}

function membreLines({ demande }: DemandeSummary): Line[] {
  const all = demande.sollicitations;
  const shown = all.slice(0, MOST_MEMBRES).map((one) => ({ label: one.nom, text: sollicitationText(demande, one) }));
  const more = all.length - shown.length;
  return more > 0 ? [...shown, { label: '', text: cardTexts.demande.etAutres(more) }] : shown;
}

const notReached = (nom: string): Notice => ({
  label: cardTexts.deuxPoints(cardTexts.demande.nonJoint),
  text: cardTexts.demande.nonJointTexte(nom),
  style: 'warning',
});

function waysOn({ demande, inPrivate }: AnalyseCard): Button[] {
  const about = { demandeId: demande.id, version: demande.version, ...(inPrivate ? {} : { field: LIVING_CARD }) };
  const { prendre, voirDossier } = cardTexts.demande;
  return [
    ...(demande.etat === 'envoyee'
      ? [{ title: prendre, action: action('prendre_en_analyse', about), style: 'positive' as const }]
      : []),
    { title: voirDossier, action: action('voir_dossier', about) },
    ...(ACTIONS.some((name) => transitionFor(demande.etat, name))
      ? [{ title: cardTexts.dossier.agir, action: action('voir_dossier', { ...about, value: TO_FORMS }) }]
      : []),
  ];
}
