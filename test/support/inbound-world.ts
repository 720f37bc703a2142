import type { Database } from '../../src/adapters/db/database.ts';
import { createIds } from '../../src/adapters/system/ids.ts';
import type { DeliveryWorker } from '../../src/app/delivery/worker.ts';
import { createEcoles } from '../../src/app/ecoles.ts';
import { createHandleInbound } from '../../src/app/handle-inbound.ts';
import { createIdentifier } from '../../src/app/identify.ts';
import type { Channel } from '../../src/app/ports/channel.ts';
import type { Address, ChannelId, HandleInbound, InboundPayload } from '../../src/app/ports/inbound.ts';
import type { Log } from '../../src/app/ports/log.ts';
import type { Mail, Mailer } from '../../src/app/ports/mailer.ts';
import { deliveryOn, eventually } from './delivery.ts';
import { type RecordingChannel, recordingChannel } from './recording-channel.ts';

/** The use cases on a real database, with messengers, mailboxes and a clock of the test. */
export interface InboundWorld {
  tchap: RecordingChannel;
  teams: RecordingChannel;
  mails: Mail[];
  logged: string[];
  /** Moves the clock of the use cases; the database keeps its own. */
  pass(minutes: number): void;
  /** Writes to the bot in private, and gives what it answered once all has left. */
  write(externalId: string, text: string, channel?: ChannelId): Promise<string[]>;
  act(externalId: string, payload: InboundPayload, address?: Address, channel?: ChannelId): Promise<string[]>;
  stop(): Promise<void>;
}

export function privateRoom(externalId: string, channel: ChannelId = 'tchap'): Address {
  return { channel, conversationId: `dm ${externalId}`, kind: 'personal', opaque: null };
}

export function inboundWorld(database: Database, given: { mail: boolean }): InboundWorld {
  const capabilities = { privateAnswer: false, cardInputs: false, files: false };
  const tchap = recordingChannel('tchap', { ...capabilities, verifiedEmails: false });
  const teams = recordingChannel('teams', { ...capabilities, verifiedEmails: true });
  const channels: ReadonlyMap<string, Channel> = new Map<string, Channel>([
    ['tchap', tchap],
    ['teams', teams],
  ]);
  const mails: Mail[] = [];
  const mailer: Mailer = { send: async (mail) => void mails.push(mail) };
  const logged: string[] = [];
  const log = recordingLog(logged);
  let late = 0;
  const clock = { now: () => new Date(Date.now() + late) };
  const worker = deliveryOn(database, { channels, log, clock, ...(given.mail ? { mailer } : {}) });
  worker.start();
  const handle = handleOn(database, { channels, log, clock, mail: given.mail });
  const act = actingOn(database, handle, { tchap, teams });
  return {
    tchap,
    teams,
    mails,
    logged,
    pass: (minutes) => {
      late += minutes * 60_000;
    },
    act,
    write: (externalId, text, channel = 'tchap') =>
      act(externalId, { kind: 'text', text, attachments: [] }, privateRoom(externalId, channel), channel),
    stop: () => (worker as DeliveryWorker).stop(),
  };
}

/** The use cases as the server builds them, on channels of the test. */
export function handleOn(
  { unitOfWork }: Database,
  given: { channels: ReadonlyMap<string, Channel>; log: Log; clock: { now(): Date }; mail: boolean },
): HandleInbound {
  const { channels, clock } = given;
  const ids = createIds(Buffer.alloc(32, 1));
  const identifier = createIdentifier(unitOfWork, channels, clock);
  return createHandleInbound({
    ...given,
    unitOfWork,
    identifier,
    ecoles: createEcoles(clock),
    ids,
    onIncident: () => {},
  });
}

function actingOn(database: Database, handle: HandleInbound, messengers: { [id: string]: RecordingChannel }) {
  let events = 0;
  return async (
    externalId: string,
    payload: InboundPayload,
    address = privateRoom(externalId),
    channel: ChannelId = 'tchap',
  ): Promise<string[]> => {
    const before = messengers[channel]!.textsTo(address.conversationId).length;
    await handle({ channel, eventId: `e${++events}`, actor: { externalId, name: externalId }, address, payload });
    await eventually(async () => (await database.outboxQueue.depth()).waiting === 0, 'all has left');
    return messengers[channel]!.textsTo(address.conversationId)
      .slice(before)
      .map((text) => text.replaceAll('\u00a0', ' '));
  };
}

function recordingLog(logged: string[]): Log {
  const write = (...told: unknown[]) =>
    void logged.push(told.map((part) => JSON.stringify(part) + String(part)).join());
  return { info: write, warn: write, error: write };
}
