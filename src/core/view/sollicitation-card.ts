import { LIVING_CARD } from '../action.ts';
import type { Sollicitation } from '../demande/demande.ts';
import { ENDED } from '../demande/transitions.ts';
import { formatInstant } from '../form/format-date.ts';
import { cardTexts, demandeTexts, premiereTexts } from '../texts.fr.ts';
import { action, buttonRows } from './buttons.ts';
import { type CardForm, cardFormsData } from './card-form.ts';
import { contactDays, type DemandeSummary, present, summaryLines } from './demande-lines.ts';
import { fusionNotices } from './fusion-lines.ts';
import type { Button, CardMessage } from './message.ts';
import { jsonSize } from './pages.ts';
import { nextRendezVous } from './premiere-sections.ts';
import { cutText, type Line, lineData, type Notice, noticeData } from './text-parts.ts';

export interface SollicitationCard extends DemandeSummary {
  sollicitation: Sollicitation;
  /** Why a member declines; absent once they have answered or nothing is expected any more. */
  refus?: CardForm;
  /** Besides what the card itself offers. */
  buttons?: Button[];
  notice?: Notice;
}

const LONGEST_TAGS = 600;
/** In characters of JSON. */
const LONGEST_MESSAGE = 5_000;

/** What a member is asked, and once they have answered, what they answered. */
export function sollicitationCard(card: SollicitationCard): CardMessage {
  const { demande, sollicitation, refus } = card;
  const texts = cardTexts.sollicitation;
  const ending = endOf(card);
  const { message } = sollicitation;
  const data = {
    title: texts.titre(demande.numero),
    notices: [...(card.notice ? [card.notice] : []), ...(ending ? [ending] : [])].map(noticeData),
    lines: [...summaryLines(card), ...tagLines(card), ...contactLines(card)].map(lineData),
    messages: message ? [{ title: texts.messageDe(sollicitation.par.nom), text: messageThatFits(message) }] : [],
    rows: buttonRows(ending ? [] : [acceptButton(card)]),
    ...cardFormsData(refus && !ending ? [refus] : []),
    readRows: buttonRows([
      ...(ending && sollicitation.etat !== 'acceptee' ? [] : [readButton(card)]),
      ...(card.buttons ?? []),
    ]),
  };
  return { text: texts.apercu(demande.numero), card: { template: 'sollicitation', data } };
}

function tagLines({ demande }: DemandeSummary): Line[] {
  const { head, rest } = cutText(demande.problematiques.join(', '), LONGEST_TAGS);
  return head === '' ? [] : [{ label: cardTexts.demande.problematiques, text: rest === '' ? head : `${head}…` }];
}

function contactLines({ demande, now, sollicitation }: SollicitationCard): Line[] {
  const mine = demande.rendezVous.filter(({ membreId }) => membreId === sollicitation.membreId);
  return present([
    [cardTexts.dossier.prises, contactDays(demande, sollicitation.membreId)],
    [premiereTexts.prochain, nextRendezVous({ rendezVous: mine }, now)],
  ]);
}

/** A message of any characters; the dossier has the whole of it. */
function messageThatFits(message: string): string {
  if (jsonSize(message) <= LONGEST_MESSAGE) return message;
  return `${cutText(message, LONGEST_MESSAGE / 2).head} ${cardTexts.sollicitation.coupe}`;
}

const WAITING = ['membres_sollicites', 'premiere_intention', 'seconde_intention', 'bilan'];

/** Why nothing is asked any more, in words. */
function endOf({ demande, sollicitation }: SollicitationCard): Notice | undefined {
  const texts = cardTexts.sollicitation;
  const when = formatInstant(sollicitation.reponduLe ?? sollicitation.le);
  const notice = (label: string, text: string, style: Notice['style']): Notice => ({
    label: cardTexts.deuxPoints(label),
    text,
    style,
  });
  if (demande.fusion !== undefined) return fusionNotices(demande)[0];
  const atWork = sollicitation.etat === 'acceptee' && !ENDED.includes(demande.etat);
  if (atWork) return notice(texts.acceptee, texts.accepteeTexte(when), 'good');
  if (sollicitation.etat === 'declinee') return notice(texts.declinee, texts.declineeTexte(when), 'emphasis');
  if (sollicitation.etat === 'terminee') return notice(texts.partie, texts.partieTexte(when), 'emphasis');
  if (WAITING.includes(demande.etat)) return undefined;
  const ended = texts.termineeTexte(demandeTexts.etats[demande.etat], formatInstant(demande.depuis));
  return notice(texts.terminee, ended, 'emphasis');
}

const onThisCard = ({ demande }: SollicitationCard) => ({
  demandeId: demande.id,
  version: demande.version,
  field: LIVING_CARD,
});

function acceptButton(card: SollicitationCard): Button {
  const accept = action('accepter', onThisCard(card));
  return { title: cardTexts.sollicitation.accepter, action: accept, style: 'positive' };
}

function readButton(card: SollicitationCard): Button {
  return { title: cardTexts.sollicitation.voirDossier, action: action('voir_intervention', onThisCard(card)) };
}
