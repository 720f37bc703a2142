import type { Message } from '../../core/view/message.ts';
import type { Pictures } from '../../core/view/way-picture.ts';
import type { FileToSend } from './file.ts';
import type { Address, ChannelId } from './inbound.ts';

/** Someone as the channel's own roster knows them: the ground on which people are matched to the directory. */
export interface RosterMember {
  externalId: string;
  name: string;
  /** Lower case, verified by the channel's tenant (e-mail or UPN), all the forms it gives. */
  emails: string[];
  aadObjectId?: string;
  tenant?: string;
}

/** Whom to open a private conversation with: by the channel's id where known, else by the directory's e-mail. */
export interface PersonToReach {
  externalId?: string;
  aadObjectId?: string;
  email?: string;
}

/** An invitation that is not accepted yet: some seconds are given to it, none, or none after inviting once more. */
export type Patience = 'wait' | 'look' | 'invite_again';

/** A messenger, seen from inside. Every failure is a DeliveryError. */
export interface Channel {
  readonly id: ChannelId;
  readonly capabilities: {
    /** A click can be answered with a card that only the clicker sees. */
    privateAnswer: boolean;
    /** Its cards have inputs; without, a form is asked question by question in a private conversation. */
    cardInputs: boolean;
    /** Its roster gives e-mails that it has verified; without, an account is linked to the directory by a code. */
    verifiedEmails: boolean;
    /** It carries files; without, the document of a message is given as a link. */
    files: boolean;
    /** Its cards show the pictures that this server serves. */
    pictures?: Pictures;
  };
  /**
   * Posts a message. `key` is the same on a retry of the same message, for channels with idempotency.
   * @param file the message's document, for a channel that carries files
   * @returns the channel's id of the posted message
   */
  send(address: Address, message: Message, key: string, file?: FileToSend): Promise<string>;
  /** Replaces a message the bot posted, in place. */
  update(address: Address, remoteId: string, message: Message): Promise<void>;
  /** Removes a message the bot posted; succeeds when it is gone already. */
  erase(address: Address, remoteId: string): Promise<void>;
  /**
   * Finds or opens the private conversation with a person.
   * @param via a place whose roster may hold the person (the analysis channel)
   * @param patience where a person must accept an invitation first; default: `wait`
   * @throws DeliveryError `unreachable` when the channel does not let the bot write to them
   * @throws NotJoined while they have not accepted
   */
  openPersonal(person: PersonToReach, via: Address | undefined, patience?: Patience): Promise<Address>;
  /**
   * The private conversation with the same person at this moment: another one once somebody else was brought into this
   * one. Absent where nobody can be.
   * @throws as openPersonal does
   */
  stillPrivate?(address: Address, patience?: Patience): Promise<Address>;
  /** The person's entry in the place's roster at this moment; undefined when they are not in it. */
  rosterMember(address: Address, externalId: string): Promise<RosterMember | undefined>;
}

export type DeliveryFailure =
  /** The person or place cannot be written to: not installed, blocked, disabled, gone. Trying again is useless. */
  | 'unreachable'
  /** Slow down: `retryAfterMs`. Nothing was posted. */
  | 'throttled'
  /** A passing trouble, surely before anything was posted. */
  | 'transient'
  /** No clear answer: the message may or may not have been posted. */
  | 'ambiguous'
  /** The channel refuses this very message (malformed, too large). */
  | 'rejected';

export class DeliveryError extends Error {
  readonly failure: DeliveryFailure;
  /** A short code for logs and the operator (`403 BotNotInConversationRoster`); never personal. */
  readonly code: string;
  readonly retryAfterMs: number | undefined;
  constructor(failure: DeliveryFailure, code: string, retryAfterMs?: number) {
    super(`${failure}: ${code}`);
    this.name = 'DeliveryError';
    this.failure = failure;
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}

/** They were invited into this conversation and have neither come in nor refused: nothing can be said there yet. */
export class NotJoined extends DeliveryError {
  readonly invitedTo: Address;
  constructor(invitedTo: Address) {
    super('unreachable', NOT_JOINED);
    this.name = 'NotJoined';
    this.invitedTo = invitedTo;
  }
}

/** What the outbox keeps beside a row that waits for somebody to come in. */
export const NOT_JOINED = 'invited_not_joined';

/** A document was to go where no file and no link can be given. */
export const NO_FILE_THERE = 'no_file_there';
