import { formatCreneau } from '../form/format-date.ts';
import { calendarTexts } from '../texts.fr.ts';
import type { DocumentRef } from '../view/document.ts';
import type { Demande } from './demande.ts';
import type { DemandeEvent, DemandeEventType, EventOf, SecondeIntentionEvent } from './events.ts';
import type { LivingCard } from './living-card.ts';
import type { Notice } from './notice.ts';
import { noticesOf } from './notices.ts';

export type Effect =
  | { kind: 'send_card'; card: LivingCard }
  | { kind: 'update_card'; card: LivingCard }
  | { kind: 'notice'; notice: Notice }
  /** `text` says what it is. */
  | { kind: 'document'; document: DocumentRef; text: string; to: Pick<Notice, 'to' | 'membreIds'> };

/**
 * What goes out after `events` led to `after`: the one card for all, the members' cards, and who is told what.
 * @param auteur the directory id of the member who did it
 */
export function effectsOf(events: readonly DemandeEvent[], after: Demande, auteur?: string): Effect[] {
  const analyse: LivingCard = { kind: 'analyse', demandeId: after.id };
  const first = events[0];
  if (first === undefined) return [];
  const card: Effect = { kind: first.type === 'demande_envoyee' ? 'send_card' : 'update_card', card: analyse };
  const cards = [card, ...membreCards(events, after), ...collegueCards(events, after)];
  return [...cards, ...notices(events, after, auteur), ...calendars(events, after)];
}

function membreCards(events: readonly DemandeEvent[], after: Demande): Effect[] {
  const asked = new Set(events.flatMap((e) => (e.type === 'membre_sollicite' ? [e.membreId] : [])));
  const sent = [...asked].map((membreId): Effect => ({ kind: 'send_card', card: sollicitation(after, membreId) }));
  if (events.every((e) => NOTHING_FOR_MEMBRES.has(e.type))) return sent;
  const taken = events.flatMap((e) => (e.type === 'acte_annule' ? e.avant.sollicitations : []));
  const others = new Set([...after.sollicitations, ...taken].map(({ membreId }) => membreId));
  const updated = [...others].filter((membreId) => !asked.has(membreId));
  return [
    ...sent,
    ...updated.map((membreId): Effect => ({ kind: 'update_card', card: sollicitation(after, membreId) })),
  ];
}

/** What a member's own card does not show. */
const NOTHING_FOR_MEMBRES: ReadonlySet<DemandeEventType> = new Set<DemandeEventType>([
  'demande_envoyee',
  'demande_completee',
  'demande_retiree',
  'analyse_prise',
  'problematique_nommee',
  'complement_demande',
  'complement_recu',
  'membre_sollicite',
  'membre_injoignable',
  'message_ecrit',
  'reponse_proposee',
  'reponse_organisee',
  'reponse_realisee',
  'reponse_abandonnee',
  'echange_accepte',
  'echange_decline',
  'collegue_injoignable',
  'avis_donne',
  'bilan_fixe',
  'bilan_note',
  'demande_poursuivie',
  'reponse_proposee',
  'reponse_organisee',
  'reponse_realisee',
  'reponse_abandonnee',
  'rappel_envoye',
]);

function sollicitation(demande: Demande, membreId: string): LivingCard {
  return { kind: 'sollicitation', demandeId: demande.id, membreId };
}

function collegueCards(events: readonly DemandeEvent[], after: Demande): Effect[] {
  return events.flatMap((e): Effect[] => {
    if (e.type === 'acte_annule') return undone(e.annules, after);
    if (!isOnReponse(e)) return [];
    const membreId = after.reponses.find(({ rang }) => rang === e.rang)?.collegue?.membreId;
    if (membreId === undefined) return [];
    const card: LivingCard = { kind: 'echange', demandeId: after.id, membreId };
    return [{ kind: e.type === 'reponse_proposee' ? 'send_card' : 'update_card', card }];
  });
}

/** Their card says that they are asked no more, or asks them again. */
function undone(annules: readonly DemandeEvent[], { id, reponses }: Demande): Effect[] {
  const asked = annules.flatMap((e) => {
    if (e.type === 'reponse_proposee') return e.collegue?.membreId ?? [];
    return isOnReponse(e) ? (reponses.find(({ rang }) => rang === e.rang)?.collegue?.membreId ?? []) : [];
  });
  return [...new Set(asked)].map((membreId) => ({
    kind: 'update_card',
    card: { kind: 'echange', demandeId: id, membreId },
  }));
}

const isOnReponse = (e: DemandeEvent): e is EventOf<SecondeIntentionEvent> => COLLEGUE_EVENTS.has(e.type);

const COLLEGUE_EVENTS: ReadonlySet<DemandeEventType> = new Set<DemandeEventType>([
  'reponse_proposee',
  'reponse_organisee',
  'reponse_realisee',
  'reponse_abandonnee',
  'echange_accepte',
  'echange_decline',
]);

/**
 * For the calendars of both sides: a date once chosen, and when a rendez-vous so fixed is cancelled; the contrary when
 * the one or the other is taken back.
 */
function calendars(events: readonly DemandeEvent[], after: Demande): Effect[] {
  return events.flatMap((e) =>
    e.type === 'acte_annule'
      ? e.annules.flatMap((undone) => calendarsOf(undone, after, true))
      : calendarsOf(e, after, false),
  );
}

function calendarsOf(e: DemandeEvent, after: Demande, takenBack: boolean): Effect[] {
  if (e.type !== 'date_choisie' && e.type !== 'rendez_vous_annule') return [];
  const rdv = after.rendezVous.find(({ rang }) => rang === e.rang);
  const creneau = rdv?.choisi ?? (e.type === 'date_choisie' ? e.creneau : undefined);
  if (rdv === undefined || creneau === undefined) return [];
  const takesPlace = (e.type === 'date_choisie') !== takenBack;
  const text = (takesPlace ? calendarTexts.pourAgenda : calendarTexts.annule)(formatCreneau(creneau), after.numero);
  // The demande does not know any more which date it was.
  const retire = rdv.choisi === undefined ? { retire: { creneau, sequence: after.version } } : {};
  const document: DocumentRef = { kind: 'rendez_vous', demandeId: after.id, rang: e.rang, ...retire };
  return [
    { kind: 'document', document, text, to: { to: 'demandeur' } },
    { kind: 'document', document, text, to: { to: 'membres', membreIds: [rdv.membreId] } },
  ];
}

function notices(events: readonly DemandeEvent[], after: Demande, auteur: string | undefined): Effect[] {
  const said = events.flatMap((e) => noticesOf(e, after)).flatMap((notice) => toOthers(notice, auteur));
  // Several members asked at once are one piece of news for the demandeur.
  const once = said.filter(
    (n, i) => said.findIndex((o) => o.to === n.to && o.title === n.title && o.paragraphs[0] === n.paragraphs[0]) === i,
  );
  return once.map((notice) => ({ kind: 'notice', notice }));
}

function toOthers(notice: Notice, auteur: string | undefined): Notice[] {
  if (auteur === undefined || notice.membreIds === undefined || notice.pourAuteur) return [notice];
  const membreIds = notice.membreIds.filter((id) => id !== auteur);
  return membreIds.length === 0 ? [] : [{ ...notice, membreIds }];
}
