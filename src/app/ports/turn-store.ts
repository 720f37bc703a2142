import type { FormState } from '../../core/form/types.ts';
import type { Answer } from '../../core/view/message.ts';
import type { ChannelId } from './inbound.ts';

/** A form being filled by someone, kept until sent or abandoned. */
export interface Saisie {
  id: string;
  /** identité id of the one who fills it. */
  ownerId: string;
  /** Known once the école is. */
  circonscription?: string;
  state: FormState;
  /** The demande that it completes, answers or is about. */
  demandeId?: string;
  status: 'ouverte' | 'terminee' | 'abandonnee';
  /** ISO 8601. */
  updatedAt: string;
}

export interface EventKey {
  channel: ChannelId;
  conversationId: string;
  actorExternalId: string;
  eventId: string;
}

export type OpenedTurn =
  /** Delivered before: this was the answer. */
  { repeated: true; answer: Answer } | { repeated: false; activeSaisie?: Saisie };

export interface TurnStore {
  /**
   * Takes an event once. A concurrent delivery of the same event waits for the first one's commit.
   * Locks the conversation until the end of the transaction and reads its active draft.
   */
  open(key: EventKey): Promise<OpenedTurn>;
  /** Keeps the answer for later deliveries of the event (sealed; `none` costs nothing). */
  keepAnswer(key: EventKey, answer: Answer): Promise<void>;
  /** Writes a draft and makes it the conversation's active one (or leaves none active). */
  saveActive(key: EventKey, saisie: Saisie | undefined): Promise<void>;
  /** Writes a draft without touching which one is active. */
  save(saisie: Saisie): Promise<void>;
  /** A draft of this owner, whatever its status; undefined for anybody else's. */
  load(id: string, ownerId: string): Promise<Saisie | undefined>;
  /** The owner's open drafts, most recently touched first. */
  openOf(ownerId: string): Promise<Saisie[]>;
}
