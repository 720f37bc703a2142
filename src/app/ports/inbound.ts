import type { Action } from '../../core/action.ts';
import type { Json } from '../../core/json.ts';
import type { Answer } from '../../core/view/message.ts';

export type ChannelId = 'teams' | 'tchap' | 'sandbox';

/** Where a conversation is. `opaque` is the adapter's own (a conversation reference) and means nothing elsewhere. */
export interface Address {
  channel: ChannelId;
  /** Without any thread or message suffix, so that it compares equal for one conversation. */
  conversationId: string;
  kind: 'personal' | 'channel' | 'group';
  /** Teams tenant, where the channel has one. */
  tenant?: string;
  opaque: Json;
}

export interface InboundActor {
  /** The channel's own id of the account (Teams `29:…`, Matrix `@…`), authenticated by the channel. */
  externalId: string;
  /** As the channel shows it; never trusted for rights. */
  name: string;
  aadObjectId?: string;
}

export type InboundPayload =
  | {
      kind: 'text';
      text: string;
      attachments: AttachmentKind[];
    }
  | Correction
  | {
      kind: 'action';
      action: Action;
      /** The card's inputs as typed, by input id. */
      values: { [inputId: string]: string };
      /** `execute`: the client shows the answer card in place; `submit`: it cannot. */
      style: 'execute' | 'submit';
      /** The message that carried the card, in the channel's own id, where the client says it. */
      remoteId?: string;
    }
  /** A click whose data is not one of ours, or of a version we do not know. */
  | { kind: 'unknown_action'; style: 'execute' | 'submit' }
  /** Said to the bot, but nothing to any use case: taken once, and answered with this sentence of the channel's. */
  | { kind: 'aside'; text: string }
  /** The bot was added here, or the person opened the conversation. */
  | { kind: 'installed' }
  | { kind: 'uninstalled' }
  | { kind: 'joined'; externalIds: string[] }
  | { kind: 'left'; externalIds: string[] };

/** The person changed in place, or removed, something that they had said in private. */
export interface Correction {
  kind: 'correction';
  /** The event that was changed. */
  of: string;
  /** They have said nothing since. */
  last: boolean;
  /** What it says now; undefined when it was removed. */
  now?: {
    text: string;
    attachments: AttachmentKind[];
    /** The choice that it names, among those that the event answered. */
    chosen?: { action: Action; values: { [inputId: string]: string } };
  };
}

export type AttachmentKind = 'image' | 'audio' | 'video' | 'file' | 'other';

/** One thing that happened in a channel, parsed once; everything after it is channel-free. */
export interface Inbound {
  channel: ChannelId;
  /** The channel's id of the event: with the conversation and the actor it tells a re-delivery. */
  eventId: string;
  actor: InboundActor;
  address: Address;
  payload: InboundPayload;
}

/**
 * What an adapter calls for each inbound event. Resolves once everything is durable.
 * Never rejects for a user's mistake; a bug rejects with IncidentError, already logged, whose
 * `reference` the adapter shows in a calm sentence.
 */
export type HandleInbound = (inbound: Inbound) => Promise<Answer>;

export class IncidentError extends Error {
  readonly reference: string;
  constructor(reference: string) {
    super(`incident ${reference}`);
    this.name = 'IncidentError';
    this.reference = reference;
  }
}
