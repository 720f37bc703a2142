import type { ChannelId, Inbound } from '../../src/app/ports/inbound.ts';
import type { Answer, Message } from '../../src/core/view/message.ts';

/** How a process of the simulation is started; nothing else is told to it but by messages. */
export interface ServerSettings {
  databaseUrl: string;
  dataDir: string;
  /** Whose private conversation the bot can never open (external ids). */
  unreachable: string[];
  /** Who is in the analysis channel. */
  team: string[];
}

/** What a process is asked; `now` is what its clock says from then on (ISO 8601). */
export type Request = { id: number; now: string } & Work;

export type Work =
  | { do: 'inbound'; inbound: Inbound }
  /** What is due is done. */
  | { do: 'echeances' }
  /** What the server does every few minutes: what an import changes, the weeks and the years to come. */
  | { do: 'planning' };

export interface Done {
  id: number;
  /** Of an inbound event. */
  answer?: Answer;
  /** How many échéances were looked at. */
  looked?: number;
  /** Statements sent to the database for it, what leaves through the outbox excepted. */
  queries: number;
  ms: number;
}

/** What the messenger was asked to post. */
export interface Sent {
  channel: ChannelId;
  /** The conversation. */
  to: string;
  /** The same on a retry of the same message. */
  key: string;
  /** By the clock of the process. */
  at: string;
  message: Message;
}

export type Told =
  | { ready: true }
  | { done: Done }
  | { sent: Sent }
  /** An error of its log, and what came with it. */
  | { logged: string }
  /** Statements of the delivery since it was told last, for how many messages posted or redrawn. */
  | { delivery: { queries: number; messages: number } };
