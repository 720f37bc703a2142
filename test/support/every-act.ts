import { createIds } from '../../src/adapters/system/ids.ts';
import { createEcoles } from '../../src/app/ecoles.ts';
import { createHandleInbound } from '../../src/app/handle-inbound.ts';
import { createIdentifier } from '../../src/app/identify.ts';
import type { Channel } from '../../src/app/ports/channel.ts';
import type { Identite } from '../../src/app/ports/directory-store.ts';
import type { Address, ChannelId } from '../../src/app/ports/inbound.ts';
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
  click(who: Identite, action: Action, values: { [inputId: string]: string }, at?: Address): Promise<Tried>;
}

/** The use cases on a real database, where each click is undone once it has been looked at. */
export function clickingOn(db: OpenedWithSql, channel: ChannelId, style: 'cards' | 'words'): Clicking {
  const cards = style === 'cards';
  const messenger = recordingChannel(channel, { privateAnswer: cards, cardInputs: cards, verifiedEmails: cards });
  const channels: ReadonlyMap<string, Channel> = new Map<string, Channel>([[channel, messenger]]);
  const seen: Omit<Tried, 'answer'> = { events: [], out: [], incidents: 0 };
  const handle = createHandleInbound({
    unitOfWork: takenBack(db.unitOfWork, seen),
    channels,
    identifier: createIdentifier(db.unitOfWork, channels, realClock),
    ecoles: createEcoles(realClock),
    mail: false,
    clock: realClock,
    ids: createIds(Buffer.alloc(32, 1)),
    log: { info: () => {}, warn: () => {}, error: () => {} },
    onIncident: () => {
      seen.incidents += 1;
    },
  });
  let clicks = 0;
  return {
    async click(who, action, values, at) {
      Object.assign(seen, { events: [], out: [], incidents: 0 });
      const answer = await handle({
        channel,
        eventId: `click ${++clicks}`,
        actor: { externalId: who.externalId, name: who.nom },
        address: at ?? who.personal!,
        payload: {
          kind: 'action',
          action,
          values,
          ...(cards ? { style: 'execute' as const } : { style: 'submit' as const }),
        },
      });
      return { answer, ...seen };
    },
  };
}

class TakenBack extends Error {
  readonly result: unknown;
  constructor(result: unknown) {
    super('taken back');
    this.result = result;
  }
}

function takenBack(real: UnitOfWork, seen: Omit<Tried, 'answer'>): UnitOfWork {
  return {
    onLeased: () => {},
    async run<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
      try {
        return await real.run<T>(async (tx) => {
          throw new TakenBack(await work(watched(tx, seen)));
        });
      } catch (error) {
        if (error instanceof TakenBack) return error.result as T;
        throw error;
      }
    },
  };
}

function watched(tx: Transaction, seen: Omit<Tried, 'answer'>): Transaction {
  return {
    ...tx,
    outbox: {
      ...tx.outbox,
      enqueue: async (rows) => {
        seen.out.push(...rows);
        await tx.outbox.enqueue(rows);
      },
    },
    demandes: {
      ...tx.demandes,
      append: async (demande, events, cause) => {
        seen.events.push(...events);
        await tx.demandes.append(demande, events, cause);
      },
    },
  };
}
