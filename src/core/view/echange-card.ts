import { LIVING_CARD } from '../action.ts';
import type { Reponse } from '../demande/demande.ts';
import { ENDED } from '../demande/transitions.ts';
import { cardTexts, echangeTexts } from '../texts.fr.ts';
import { action, buttonRows } from './buttons.ts';
import { type CardForm, cardFormsData } from './card-form.ts';
import { type DemandeSummary, present } from './demande-lines.ts';
import type { Button, CardMessage } from './message.ts';
import { cutText, lineData, type Notice, noticeData } from './text-parts.ts';

export interface EchangeCard extends Pick<DemandeSummary, 'demande' | 'niveau'> {
  /** The answer in which this colleague is asked. */
  reponse: Reponse;
  /** Why they cannot; absent once they have answered. */
  refus?: CardForm;
  /** Besides what the card itself offers. */
  buttons?: Button[];
  notice?: Notice;
}

const LONGEST_TAGS = 600;
const t = echangeTexts;

/** A colleague is asked to share their experience: nothing of the dossier nor of the pupil. */
export function echangeCard(card: EchangeCard): CardMessage {
  const { demande, niveau, reponse, refus } = card;
  const ending = endOf(card);
  const tags = cutText(demande.problematiques.join(', '), LONGEST_TAGS);
  const accept = action('accepter_echange', {
    demandeId: demande.id,
    version: demande.version,
    field: LIVING_CARD,
    value: String(reponse.rang),
  });
  const lines = present([
    [cardTexts.demande.ecole, `${demande.ecole.nom}, ${demande.ecole.commune}`],
    [cardTexts.demande.niveau, niveau],
    [cardTexts.demande.problematiques, tags.rest === '' ? tags.head : `${tags.head}…`],
    [t.demandePar, reponse.par.nom],
  ]);
  const data = {
    title: t.titre,
    notices: [...(card.notice ? [card.notice] : []), ...(ending ? [ending] : [])].map(noticeData),
    lines: lines.map(lineData),
    messages: ending ? [] : [{ title: cardTexts.sollicitation.messageDe(t.pole), text: t.question }],
    rows: buttonRows(ending ? [] : [{ title: t.accepter, action: accept, style: 'positive' }]),
    ...cardFormsData(refus && !ending ? [refus] : []),
    readRows: buttonRows(card.buttons ?? []),
  };
  return { text: t.apercu, card: { template: 'sollicitation', data } };
}

/** Why nothing is asked any more, in words. */
function endOf({ demande, reponse }: EchangeCard): Notice | undefined {
  const notice = (label: string, text: string, style: Notice['style']): Notice => ({
    label: cardTexts.deuxPoints(label),
    text,
    style,
  });
  const etat = reponse.collegue?.etat;
  if (etat === 'decline') return notice(t.decline, t.declineTexte, 'emphasis');
  if (reponse.etat === 'realisee') return notice(t.realise, t.realiseTexte, 'good');
  if (reponse.etat === 'abandonnee' || ENDED.includes(demande.etat)) return notice(t.fini, t.finiTexte, 'emphasis');
  if (etat !== 'accepte') return undefined;
  const { nom, commune } = demande.ecole;
  return notice(t.accepte, t.accepteTexte(demande.demandeur.nom, `${nom}, ${commune}`), 'good');
}
