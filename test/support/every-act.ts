import { AsyncLocalStorage } from 'node:async_hooks';
import { createIds } from '../../src/adapters/system/ids.ts';
import { createEcoles } from '../../src/app/ecoles.ts';
import { createHandleInbound } from '../../src/app/handle-inbound.ts';
import { createIdentifier } from '../../src/app/identify.ts';
import type { Channel } from '../../src/app/ports/channel.ts';
import type { Identite } from '../../src/app/ports/directory-store.ts';
import type { Address, ChannelId, InboundPayload } from '../../src/app/ports/inbound.ts';
import type { NewOutboxRow } from '../../src/app/ports/outbox-store.ts';
import type { Transaction, UnitOfWork } from '../../src/app/ports/unit-of-work.ts';
import type { Action } from '../../src/core/action.ts';
import type { DemandeEvent } from '../../src/core/demande/events.ts';
import type { Answer } from '../../src/core/view/message.ts';
import type { OpenedWithSql } from './databases.ts';
import { realClock } from './delivery.ts';
import { recordingChannel } from './recording-channel.ts';

/** What one click did, before it was taken back. */
export interface Tried {
  answer: Answer;
  /** What was added to the history of any demande. */
  events: DemandeEvent[];
  out: NewOutboxRow[];
  incidents: number;
}

export interface Clicking {
  write(who: Identite, text: string): Promise<Tried>;
  click(who: Identite, action: Action, values: { [inputId: string]: string }, at?: Address): Promise<Tried>;
}

/** The use cases on a real database. @param kept or each click is undone once it has been looked at */
export function clickingOn(db: OpenedWithSql, channel: ChannelId, style: 'cards' | 'words', kept = false): Clicking {
  const cards = style === 'cards';
  const messenger = recordingChannel(channel, {
    privateAnswer: cards,
    cardInputs: cards,
    verifiedEmails: cards,
    files: false,
  });
  const channels: ReadonlyMap<string, Channel> = new Map<string, Channel>([[channel, messenger]]);
  const handle = createHandleInbound({
    unitOfWork: kept ? watching(db.unitOfWork) : takenBack(db.unitOfWork),
    channels,
    identifier: createIdentifier(db.unitOfWork, channels, realClock),
    ecoles: createEcoles(realClock),
    mail: false,
    clock: realClock,
    ids: createIds(Buffer.alloc(32, 1)),
    log: { info: () => {}, warn: () => {}, error: () => {} },
    onIncident: () => {
      const seen = SEEN.getStore();
      if (seen !== undefined) seen.incidents += 1;
    },
  });
  let events = 0;
  const handled = async (who: Identite, payload: InboundPayload, address = who.personal!): Promise<Tried> => {
    const seen: Seen = { events: [], out: [], incidents: 0 };
    const actor = { externalId: who.externalId, name: who.nom };
    const inbound = { channel, eventId: `e${++events}`, actor, address, payload };
    return SEEN.run(seen, async () => ({ answer: await handle(inbound), ...seen }));
  };
  const executed = cards ? ('execute' as const) : ('submit' as const);
  return {
    write: (who, text) => handled(who, { kind: 'text', text, attachments: [] }),
    click: (who, action, values, at) => handled(who, { kind: 'action', action, values, style: executed }, at),
  };
}

type Seen = Omit<Tried, 'answer'>;
/** Of the event being handled: several may be at once. */
const SEEN = new AsyncLocalStorage<Seen>();

class TakenBack extends Error {
  readonly result: unknown;
  constructor(result: unknown) {
    super('taken back');
    this.result = result;
  }
}

function watching(real: UnitOfWork): UnitOfWork {
  return { onLeased: () => {}, run: (work) => real.run((tx) => work(watched(tx))) };
}

function takenBack(real: UnitOfWork): UnitOfWork {
  return {
    onLeased: () => {},
    async run<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
      try {
        return await real.run<T>(async (tx) => {
          throw new TakenBack(await work(watched(tx)));
        });
      } catch (error) {
        if (error instanceof TakenBack) return error.result as T;
        throw error;
      }
    },
  };
}

function watched(tx: Transaction): Transaction {
  const seen = SEEN.getStore();
  return {
    ...tx,
    outbox: {
      ...tx.outbox,
      enqueue: async (rows) => {
        seen?.out.push(...rows);
        await tx.outbox.enqueue(rows);
      },
    },
    demandes: {
      ...tx.demandes,
      append: async (demande, events, cause) => {
        seen?.events.push(...events);
        await tx.demandes.append(demande, events, cause);
      },
    },
  };
}
