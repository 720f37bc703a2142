import type { LivingCard, PersonalCard } from '../../core/demande/living-card.ts';
import type { DocumentRef } from '../../core/view/document.ts';
import type { Message } from '../../core/view/message.ts';
import type { Address } from './inbound.ts';
import type { Mail } from './mailer.ts';

export type { LivingCard };

export type Destination =
  | { to: 'conversation'; address: Address }
  /** The circonscription's analysis channel, wherever it is when the row is sent. */
  | { to: 'analyse'; circonscription: string }
  /** A member by the directory, on whatever channel they can be reached. */
  | { to: 'membre'; circonscription: string; membreId: string }
  /** Someone who talked with the bot, in their private conversation. */
  | { to: 'identite'; identiteId: string }
  | CourrielDestination;

/** A mailbox, as the directory has it when the row is sent; or one that is written here. */
export type CourrielDestination =
  | { to: 'courriel'; circonscription: string; membreId: string }
  /** The circonscription's own, its CPC in copy. */
  | { to: 'courriel'; circonscription: string; officielle: true }
  | { to: 'courriel'; email: string };

export type OutboxContent =
  | { op: 'send'; message: Message }
  | { op: 'send_card'; card: LivingCard }
  /** Updates every posted copy of the card, in place; nothing to do while none is posted. */
  | { op: 'update_card'; card: LivingCard }
  | { op: 'erase'; remoteId: string }
  /** For a `courriel` destination, which takes nothing else. */
  | { op: 'mail'; mail: Pick<Mail, 'subject' | 'text'> & { document?: DocumentRef } };

export interface NewOutboxRow {
  circonscription?: string;
  destination: Destination;
  content: OutboxContent;
  /** The demande it speaks of, for the delivery record. */
  demandeId?: string;
}

export interface OutboxRow extends NewOutboxRow {
  id: string;
  tries: number;
  /** An earlier try had no clear answer. */
  ambiguous: boolean;
  createdAt: string;
}

/** A posted copy of a living card. */
export interface CardCopy {
  address: Address;
  remoteId: string;
}

/** Rows written in a transaction: durable with it, sent after it. */
export interface OutboxWriter {
  /** In order. Rows whose conversation has nothing older waiting are leased to this process at once. */
  enqueue(rows: NewOutboxRow[]): Promise<void>;
  /**
   * Records a copy of a living card that was met in a channel (a ghost of an ambiguous send).
   * @returns whether it was not known before
   */
  adoptCopy(circonscription: string, card: LivingCard, copy: CardCopy): Promise<boolean>;
  /** What waits for somebody to come in is looked at again now. @returns whether anything does */
  wake(destinations: Destination[]): Promise<boolean>;
  /**
   * Whether something about this demande was given up on its way to one of these places, and nothing has reached any of
   * them since.
   */
  stillUnheard(demandeId: string, places: Destination[]): Promise<boolean>;
  /**
   * What this person was asked for an open demande and could not be told: no card of theirs is anywhere. Of échanges
   * also those which are not awaited any more.
   */
  missedCards(circonscription: string, membreId: string): Promise<PersonalCard[]>;
}

export type DeliveryOutcome =
  /** `posted`: where and under which id; kept as a copy of its living card for `send_card`, on the row otherwise. */
  | { kind: 'sent'; posted?: CardCopy }
  | { kind: 'retry'; afterMs: number; code: string; ambiguous: boolean; countsAsTry: boolean }
  | { kind: 'dead'; code: string };

/** The worker's side. Each call is its own transaction. */
export interface OutboxQueue {
  /**
   * Leases up to `limit` rows that are due, oldest first, never one whose conversation has an older one waiting.
   * A lease lasts 60 s; a dead process's rows come back after it, or when a start sees that it is dead.
   */
  claim(limit: number): Promise<OutboxRow[]>;
  /** Records what came of a leased row. @returns whether its conversation has more waiting */
  settle(id: string, outcome: DeliveryOutcome): Promise<boolean>;
  copies(card: LivingCard): Promise<CardCopy[]>;
  /** Forgets a copy that is gone from its channel. */
  dropCopy(card: LivingCard, copy: CardCopy): Promise<void>;
  /**
   * Open demandes whose analysis card is posted nowhere in their circonscription's analysis channel and has no row
   * waiting: what a sweep must post, so that none is ever lost.
   */
  withoutCard(): Promise<{ circonscription: string; demandeId: string }[]>;
  /**
   * Rows waiting, dead rows, and the age in seconds of the oldest one that is due. What waits for somebody to come in is
   * not late.
   */
  depth(): Promise<{ waiting: number; dead: number; oldestSeconds: number }>;
}
