import { schoolYear } from '../form/calendar-day.ts';
import { parisDay } from '../form/format-date.ts';
import { demandeTexts, rentreeTexts } from '../texts.fr.ts';
import type { CardMessage } from '../view/message.ts';
import { messageCard } from '../view/message-card.ts';
import type { Demande } from './demande.ts';
import { membreName } from './names.ts';
import { type Notice, noticeButton, toThese } from './notice.ts';

const t = rentreeTexts;
/** A card has a size; the others are found in the channel. */
const MOST_LINES = 25;

/** @param today YYYY-MM-DD in Paris @returns the open demandes that were sent in an earlier school year */
export function ofPastYears(open: readonly Demande[], today: string): Demande[] {
  return open.filter(({ envoyeeLe }) => schoolYear(parisDay(envoyeeLe)) < schoolYear(today));
}

/** For the équipe restreinte: one line for each, nothing of the pupils. `demandes`: at least one. */
export function rentreeMessage(demandes: readonly Demande[]): CardMessage {
  const lines = demandes.slice(0, MOST_LINES).map((d) => {
    const referent = d.referent === undefined ? t.sansReferent : t.referent(membreName(d, d.referent));
    return t.ligne(d.numero, d.ecole.nom, demandeTexts.etats[d.etat], referent);
  });
  const more = demandes.length - lines.length;
  const paragraphs = [t.equipe(demandes.length), ...lines, ...(more > 0 ? [t.etAutres(more)] : [])];
  return messageCard({ title: t.titre, paragraphs });
}

/** For its référent, who is asked whether it goes on; to nobody when there is none. */
export function rentreeNotice(demande: Demande): Notice[] {
  if (demande.referent === undefined) return [];
  const notice = toThese(demande, [demande.referent], t.membre(demande.numero));
  return [{ ...notice, buttons: [noticeButton(t.suite, 'voir_intervention', demande)] }];
}
