import { type Command, decide } from '../../core/demande/decide.ts';
import type { Demande } from '../../core/demande/demande.ts';
import { type Effect, effectsOf } from '../../core/demande/effects.ts';
import type { DemandeEvent } from '../../core/demande/events.ts';
import { evolve } from '../../core/demande/evolve.ts';
import type { Notice } from '../../core/demande/notice.ts';
import type { Actor } from '../../core/demande/rights.ts';
import type { Refusal } from '../../core/refusal.ts';
import { messageCard } from '../../core/view/message-card.ts';
import { planDemande } from '../echeances/plan-demande.ts';
import type { Cause } from '../ports/demande-store.ts';
import type { Destination, NewOutboxRow } from '../ports/outbox-store.ts';
import type { Transaction } from '../ports/unit-of-work.ts';
import { officialMails } from './official-mail.ts';

/** `told`: what the one who acted must know beside. */
export type Applied = { ok: true; demande: Demande; told?: string } | { ok: false; refusal: Refusal; demande: Demande };

/** Who acts, from where, and when (ISO 8601, UTC). */
export interface By {
  actor: Actor;
  cause: Cause;
  now: string;
  /** Whether mails can be sent; the system's own commands are no news for the circonscription. */
  mail?: boolean;
}

/** Decides on a locked demande, writes state and history, and hands back what leaves through the outbox. */
export async function applyCommand(
  tx: Transaction,
  locked: Demande,
  command: Command,
  by: By,
  out: NewOutboxRow[],
): Promise<Applied> {
  const decision = decide(locked, command, by.actor, by.now);
  if (!decision.ok) return { ok: false, refusal: decision.refusal, demande: locked };
  const after = decision.events.reduce<Demande>(evolve, locked);
  if (decision.events.length > 0) {
    await tx.demandes.append(after, decision.events, by.cause);
    out.push(...outboxOf(decision.events, after, by.actor.membreId));
    await planDemande(tx, after, by.now);
    if (by.mail) out.push(...(await officialMails(tx, decision.events, after)));
  }
  return { ok: true, demande: after };
}

/** The outbox rows for what just happened to a demande; `auteur`: the member who did it. */
export function outboxOf(events: readonly DemandeEvent[], after: Demande, auteur?: string): NewOutboxRow[] {
  return effectsOf(events, after, auteur).flatMap((effect) => rowsOf(effect, after));
}

/** What is said of a demande without anything happening to it. */
export function noticeRows(notice: Notice, demande: Demande): NewOutboxRow[] {
  return rowsOf({ kind: 'notice', notice }, demande);
}

function rowsOf(effect: Effect, after: Demande): NewOutboxRow[] {
  return destinationsOf(effect, after).map((destination) => ({
    circonscription: after.circonscription,
    demandeId: after.id,
    destination,
    content: contentOf(effect, after.id),
  }));
}

type Audience = Pick<Notice, 'to' | 'membreIds' | 'sauf'>;

function destinationsOf(effect: Effect, after: Demande): Destination[] {
  const { circonscription } = after;
  const membre = (membreId: string): Destination => ({ to: 'membre', circonscription, membreId });
  if (effect.kind === 'send_card' || effect.kind === 'update_card') {
    return effect.card.kind === 'analyse' ? [{ to: 'analyse', circonscription }] : [membre(effect.card.membreId)];
  }
  const { to, membreIds = [], sauf = [] }: Audience = effect.kind === 'notice' ? effect.notice : effect.to;
  switch (to) {
    case 'equipe':
      return [{ to: 'analyse', circonscription }];
    case 'membres':
      return membreIds.map(membre);
    case 'demandeur':
      return [after.demandeur, ...after.codemandeurs]
        .filter(({ id }) => !sauf.includes(id))
        .map(({ id }) => ({ to: 'identite', identiteId: id }));
  }
}

function contentOf(effect: Effect, thread: string): NewOutboxRow['content'] {
  if (effect.kind === 'document') {
    const { text, document } = effect;
    return { op: 'send', message: { text, document, thread, unprompted: true } };
  }
  if (effect.kind !== 'notice') return { op: effect.kind, card: effect.card };
  const { title, paragraphs, buttons } = effect.notice;
  return { op: 'send', message: { ...messageCard({ title, paragraphs, buttons }), thread, unprompted: true } };
}
