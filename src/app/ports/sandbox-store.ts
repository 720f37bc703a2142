import type { Json } from '../../core/json.ts';

/** An Adaptive Card already bound, as the page renders it. */
export type BoundCard = { [key: string]: Json };

export interface SandboxMessage {
  id: string;
  /** Grows with each message, over all conversations. */
  seq: number;
  conversationId: string;
  /** `bot`, or the id of the persona who wrote. */
  author: string;
  text: string;
  card?: BoundCard;
  /** ISO 8601. */
  createdAt: string;
  updatedAt?: string;
  /** Its text and card are gone from the store. */
  erased: boolean;
}

export interface NewSandboxMessage {
  id: string;
  conversationId: string;
  author: string;
  text: string;
  card?: BoundCard;
  createdAt: string;
}

/** A message as one persona sees it: `view` is the private answer that replaces its card for them. */
export interface ViewedMessage extends SandboxMessage {
  view?: BoundCard;
}

/** What the page lets one play with: who is out of the analysis channel, whom the bot cannot write to. */
export interface SandboxSituation {
  absents: string[];
  injoignables: string[];
}

/** Keeps what the sandbox page shows, so that a reload or a restart loses nothing. Each call is its own transaction. */
export interface SandboxStore {
  /** Adds at the end of the conversation; an id known already is left as it stands (`added` false). */
  add(message: NewSandboxMessage): Promise<{ message: SandboxMessage; added: boolean }>;
  /** New content for a message that was not erased, dropping its private views. Undefined when there is none. */
  update(
    conversationId: string,
    id: string,
    content: { text: string; card?: BoundCard },
    at: string,
  ): Promise<SandboxMessage | undefined>;
  /** Forgets text, card and views. Undefined when there is none, or it was erased already. */
  erase(conversationId: string, id: string, at: string): Promise<SandboxMessage | undefined>;
  /** The last `limit` messages before `beforeSeq` (or of all), oldest first, as `viewer` sees them. */
  list(conversationId: string, viewer: string, limit: number, beforeSeq?: number): Promise<ViewedMessage[]>;
  /** The seq of the last message of each conversation that has one. */
  lastSeqs(): Promise<{ [conversationId: string]: number }>;
  /** Keeps a private answer for one persona, until the message is updated; nothing when there is no such message. */
  keepView(conversationId: string, id: string, viewer: string, card: BoundCard): Promise<void>;
  /** Forgets every private answer of this persona in the conversation. */
  dropViews(conversationId: string, viewer: string): Promise<void>;
  situation(): Promise<SandboxSituation>;
  /** Changes what is given for the persona, keeps the rest. */
  setSituation(persona: string, change: { absent?: boolean; injoignable?: boolean }): Promise<void>;
}
