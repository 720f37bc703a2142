import './short-timers.ts';
import { createTchap, type Tchap, type TchapDeps, type TchapSettings } from '../../../src/adapters/tchap/tchap.ts';
import type { HandleInbound, Inbound } from '../../../src/app/ports/inbound.ts';
import type { Log } from '../../../src/app/ports/log.ts';
import type { MatrixStore } from '../../../src/app/ports/matrix-store.ts';
import type { Message } from '../../../src/core/view/message.ts';
import { passwordOf, SERVER_NAME, userIdOf } from '../homeserver-accounts.ts';

/** What happened to a bot, for the tests to look at. */
export interface TestBot {
  tchap: Tchap;
  userId: string;
  store: MatrixStore;
  inbound: Inbound[];
  /** Names of the log's events, with their fields. */
  events: { name: string; fields: object }[];
  recoveryKeys: string[];
  ended: string[];
  /** What the operator was told. */
  told: string[];
}

export interface BotOptions {
  url: string;
  name: string;
  store: MatrixStore;
  settings?: Partial<TchapSettings>;
  deps?: Partial<TchapDeps>;
}

const botSettings = (url: string, name: string): TchapSettings => ({
  homeserverUrl: url,
  userId: userIdOf(name),
  password: passwordOf(name),
  allowedHomeservers: [SERVER_NAME],
  ratePerSecond: 1000,
});

/** The text of a message, and the title of its card as HTML: the renderer has its own tests. */
const renderPlainly = ({ text, card }: Message) => [
  { body: text, formattedBody: card ? String(card.data.title) : '', choices: [], reactions: [] },
];

export function createBot({ url, name, store, settings, deps }: BotOptions): TestBot {
  const events: TestBot['events'] = [];
  const record = (fields: object, event: string) => events.push({ name: event, fields });
  const log: Log = { info: record, warn: record, error: record };
  const recoveryKeys: string[] = [];
  const ended: string[] = [];
  const told: string[] = [];
  const tchap = createTchap(
    { ...botSettings(url, name), ...settings },
    {
      store,
      people: { emailsOf: async () => [], userIdsOf: async () => [], mayInvite: async () => true },
      render: renderPlainly,
      log,
      onRecoveryKey: (key) => void recoveryKeys.push(key),
      tell: (sentence) => void told.push(sentence),
      onEnd: (code) => void ended.push(code),
      report: async () => undefined,
      keyWaitMs: 1_000,
      joinWaitMs: 5_000,
      ...deps,
    },
  );
  return { tchap, userId: userIdOf(name), store, inbound: [], events, recoveryKeys, ended, told };
}

/** Answers each text with « écho … », once: the event's id is the key. */
export function echo(bot: TestBot): HandleInbound {
  return async (inbound) => {
    bot.inbound.push(inbound);
    if (inbound.payload.kind === 'text') {
      await bot.tchap.channel.send(inbound.address, { text: `écho ${inbound.payload.text}` }, inbound.eventId);
    }
    return inbound.payload.kind === 'aside' ? { kind: 'notice', text: inbound.payload.text } : { kind: 'none' };
  };
}
