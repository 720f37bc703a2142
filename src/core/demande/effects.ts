import type { Action } from '../action.ts';
import { formatDate } from '../form/format-date.ts';
import { demandeTexts } from '../texts.fr.ts';
import type { Button } from '../view/message.ts';
import type { Demande, DemandeEvent } from './demande.ts';
import { allDeclined } from './evolve.ts';
import type { LivingCard } from './living-card.ts';
import { membreName, membreWithFonction } from './story.ts';

/** What must be said to someone because something happened to a demande. Holds nothing of the pupil. */
export interface Notice {
  to: 'demandeur' | 'equipe';
  title: string;
  /** May hold free texts that this very person may read (a question put to them, an answer written for them). */
  paragraphs: string[];
  buttons: Button[];
}

export type Effect =
  | { kind: 'send_card'; card: LivingCard }
  | { kind: 'update_card'; card: LivingCard }
  | { kind: 'notice'; notice: Notice };

const t = demandeTexts.avis;

/** What goes out after `events` led to `after`: the one card for all, the members' cards, and who is told what. */
export function effectsOf(events: readonly DemandeEvent[], after: Demande): Effect[] {
  const analyse: LivingCard = { kind: 'analyse', demandeId: after.id };
  const first = events[0];
  if (first === undefined) return [];
  const card: Effect = { kind: first.type === 'demande_envoyee' ? 'send_card' : 'update_card', card: analyse };
  return [card, ...membreCards(events, after), ...notices(events, after)];
}

function membreCards(events: readonly DemandeEvent[], after: Demande): Effect[] {
  const asked = new Set(events.flatMap((e) => (e.type === 'membre_sollicite' ? [e.membreId] : [])));
  const sent = [...asked].map((membreId): Effect => ({ kind: 'send_card', card: sollicitation(after, membreId) }));
  if (!events.some((e) => MEMBRES_SHOULD_SEE.has(e.type))) return sent;
  const others = after.sollicitations.filter((s) => !asked.has(s.membreId));
  return [...sent, ...others.map((s): Effect => ({ kind: 'update_card', card: sollicitation(after, s.membreId) }))];
}

const MEMBRES_SHOULD_SEE: ReadonlySet<DemandeEvent['type']> = new Set([
  'intervention_acceptee',
  'intervention_declinee',
  'prise_attache_notee',
  'demande_reorientee',
]);

function sollicitation(demande: Demande, membreId: string): LivingCard {
  return { kind: 'sollicitation', demandeId: demande.id, membreId };
}

function notices(events: readonly DemandeEvent[], after: Demande): Effect[] {
  const said = events.flatMap((e) => noticesOf(e, after));
  // Several members asked at once are one piece of news for the demandeur.
  const once = said.filter(
    (n, i) => said.findIndex((o) => o.to === n.to && o.title === n.title && o.paragraphs[0] === n.paragraphs[0]) === i,
  );
  return once.map((notice) => ({ kind: 'notice', notice }));
}

function noticesOf(event: DemandeEvent, after: Demande): Notice[] {
  const { numero } = after;
  const tell = (title: string, ...paragraphs: string[]): Notice => ({
    to: 'demandeur',
    title,
    paragraphs,
    buttons: [follow(after)],
  });
  const team = (text: string): Notice => ({ ...teamNotice(after, text), buttons: [openDossier(after)] });
  switch (event.type) {
    case 'demande_envoyee':
      return [tell(t.envoyee(numero), t.envoyeeDetail)];
    case 'demande_completee':
      return [tell(t.modifiee(numero), t.modifieeDetail)];
    case 'demande_retiree':
      return [tell(t.retiree(numero), t.retireeDetail)];
    case 'analyse_prise':
      return [tell(t.lue(numero), t.lueDetail)];
    case 'complement_demande':
      return [{ ...tell(t.complement(numero), event.question), buttons: [reply(after), follow(after)] }];
    case 'complement_recu':
      return [tell(t.complementRecu(numero), t.complementRecuDetail), team(t.equipeComplementRecu)];
    case 'membre_sollicite':
      return [tell(t.sollicites(numero), t.sollicitesDetail)];
    case 'membre_injoignable':
      return [
        team((event.courriel ? t.equipeInjoignableCourriel : t.equipeInjoignable)(membreName(after, event.membreId))),
      ];
    case 'intervention_acceptee':
      return [tell(t.acceptee(numero), t.accepteeDetail(membreWithFonction(after, event.membreId)))];
    case 'intervention_declinee':
      return allDeclined(after) ? [team(t.equipeTousDeclinent)] : [];
    case 'prise_attache_notee':
      return [
        tell(t.priseAttache(numero), t.priseAttacheDetail(membreName(after, event.membreId), formatDate(event.date))),
      ];
    case 'demande_reorientee':
      return [tell(t.reorientee(numero), event.texte)];
    case 'problematique_nommee':
      return [];
  }
}

/** Told in the analysis channel, under the demande's number. */
export function teamNotice(demande: Demande, text: string): Notice {
  return { to: 'equipe', title: t.equipe(demande.numero), paragraphs: [text], buttons: [] };
}

function button(title: string, action: Action['action'], demande: Demande): Button {
  return { title, action: { v: 1, action, demandeId: demande.id, version: demande.version } };
}
const follow = (d: Demande): Button => button(t.suivre, 'voir_suivi', d);
const reply = (d: Demande): Button => ({ ...button(t.repondre, 'repondre_complement', d), style: 'positive' });
const openDossier = (d: Demande): Button => button(t.voirDossier, 'voir_dossier', d);
