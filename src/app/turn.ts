import { parisDay, parisMoment } from '../core/form/format-date.ts';
import type { FormContext } from '../core/form/types.ts';
import type { Answer, Card, Message } from '../core/view/message.ts';
import type { Ecoles } from './ecoles.ts';
import type { Identifier } from './identify.ts';
import type { Channel } from './ports/channel.ts';
import type { Clock } from './ports/clock.ts';
import type { Identite } from './ports/directory-store.ts';
import type { Ids } from './ports/ids.ts';
import type { Inbound } from './ports/inbound.ts';
import type { NewOutboxRow } from './ports/outbox-store.ts';
import type { EventKey, Saisie } from './ports/turn-store.ts';
import type { Transaction } from './ports/unit-of-work.ts';

export interface TurnTools {
  channels: ReadonlyMap<string, Channel>;
  clock: Clock;
  ids: Ids;
  ecoles: Ecoles;
  identifier: Identifier;
  /** Whether mails can be sent. */
  mail: boolean;
}

export type RosterAsked = 'not yet' | 'answered' | 'no answer';

/** One inbound event being handled inside its transaction. */
export interface Turn {
  readonly inbound: Inbound;
  readonly key: EventKey;
  readonly identite: Identite;
  readonly tx: Transaction;
  readonly tools: TurnTools;
  /** ISO 8601, UTC. */
  readonly now: string;
  /** YYYY-MM-DD in Paris. */
  readonly today: string;
  /** The draft that this conversation is about. */
  readonly saisie: Saisie | undefined;
  /** Whether the analysis channel's roster was asked for this event, and gave no answer. */
  readonly roster: RosterAsked;
  /** What leaves after the commit, in order. */
  readonly out: NewOutboxRow[];
  /** What only a commit makes true. */
  readonly afterCommit: (() => void)[];
}

export function createTurn(
  given: Pick<Turn, 'inbound' | 'key' | 'identite' | 'tx' | 'tools' | 'roster'> & { saisie: Saisie | undefined },
): Turn {
  const now = given.tools.clock.now().toISOString();
  return { ...given, now, today: parisDay(now), out: [], afterCommit: [] };
}

/** Posts a message in the conversation where the event came from. */
export function say(turn: Turn, message: Message): void {
  turn.out.push({
    destination: { to: 'conversation', address: turn.inbound.address },
    content: { op: 'send', message },
  });
}

/** Whether the client shows the answer to a click in place of the card. */
export function answersInPlace(turn: Turn): boolean {
  const { payload } = turn.inbound;
  return 'style' in payload && payload.style === 'execute';
}

/** Shows a card to the one who acted: in place of what they clicked where the client can, else as a message. */
export function show(turn: Turn, message: Message & { card: Card }): Answer {
  if (answersInPlace(turn)) return { kind: 'card', card: message.card };
  say(turn, message);
  return { kind: 'none' };
}

/** Someone must be written to in private, and has no private conversation with the bot yet: it is to be opened first. */
export class PrivateNeeded extends Error {
  constructor() {
    super('no private conversation yet');
    this.name = 'PrivateNeeded';
  }
}

/**
 * The same turn, carried on in the person's private conversation: what it says and which draft is under way are there.
 * @throws PrivateNeeded
 */
export function inPrivate(turn: Turn): Turn {
  const { inbound, key, identite } = turn;
  if (inbound.address.kind === 'personal') return turn;
  const address = identite.personal;
  if (address === undefined) throw new PrivateNeeded();
  return { ...turn, inbound: { ...inbound, address }, key: { ...key, conversationId: address.conversationId } };
}

/** What the forms need to know of the world for the one who answers. */
export async function formContext(turn: Turn): Promise<FormContext> {
  return {
    ...parisMoment(turn.now),
    authorName: turn.identite.nom,
    ecoles: await turn.tools.ecoles.forTenant(turn.tx.directory, turn.identite.tenant),
    ...(turn.identite.lastEcole === undefined ? {} : { lastEcole: turn.identite.lastEcole }),
    options: {},
  };
}
