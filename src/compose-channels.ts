import type { Server } from 'restify';
import type { Database } from './adapters/db/database.ts';
import type { createIds } from './adapters/system/ids.ts';
import type { Tchap } from './adapters/tchap/tchap.ts';
import type { TeamsSettings } from './adapters/teams/teams.ts';
import { ANALYSE, addressOf } from './adapters/web/persona.ts';
import { createSandbox } from './adapters/web/sandbox.ts';
import type { CardBinder } from './app/ports/card-binder.ts';
import type { Channel } from './app/ports/channel.ts';
import type { Clock } from './app/ports/clock.ts';
import type { HandleInbound } from './app/ports/inbound.ts';
import type { LinkToken } from './app/ports/link-token.ts';
import type { Log } from './app/ports/log.ts';
import type { MessengerPersona } from './app/ports/messenger-persona.ts';
import { createTchapPeople } from './app/tchap-people.ts';
import type { Config } from './config.ts';
import { startTexts, tchapTexts } from './core/texts.fr.ts';
import { PICTURES_PATH } from './core/view/way-picture.ts';
import { demoPersonas, demoTchapPersona } from './demo/personas.ts';
import { demoCirconscription, seedDemo } from './demo/seed-demo.ts';

/** What the process that runs the server does for it. */
export interface Host {
  /** Shown to the operator alone, once; never logged. */
  tell(text: string): void;
  /** The server cannot go on, and says why: the process ends, and is started again by whoever supervises it. */
  fail(sentence: string): void;
}

export interface Parts {
  config: Config;
  host: Host;
  clock: Clock;
  log: Log;
  database: Database;
  ids: ReturnType<typeof createIds>;
  binder: CardBinder;
  linkToken: LinkToken;
}

interface OpenChannel {
  channel: Channel;
  /** Whom the sandbox lets one play in this channel's own messenger. */
  persona?: MessengerPersona;
  mount?(server: Server, handle: HandleInbound): void;
  start?(handle: HandleInbound): Promise<void>;
  close?(): Promise<void> | void;
  tchap?: TchapState;
}

/** How the Tchap account is, where there is one. */
type TchapState = Tchap['state'];

/** The channels that the settings ask for, as one. */
export async function openChannels(parts: Parts) {
  const { teams, tchap, mode } = parts.config;
  const open: OpenChannel[] = [];
  if (teams !== undefined) open.push(await openTeams(parts, teams));
  if (tchap !== undefined) open.push(await openTchap(parts, tchap));
  if (mode === 'sandbox') open.push(await openSandbox(parts, open[0]?.persona));
  return {
    channels: new Map(open.map(({ channel }) => [channel.id, channel])) as ReadonlyMap<string, Channel>,
    mount: (server: Server, handle: HandleInbound) => {
      for (const one of open) one.mount?.(server, handle);
    },
    async start(handle: HandleInbound) {
      for (const one of open) await one.start?.(handle);
    },
    async close() {
      for (const one of open) await one.close?.();
    },
    tchap: open.find((one) => one.tchap !== undefined)?.tchap,
  };
}

/** Loaded only when it is needed: the Bot Framework's packages are a third of the start. */
async function openTeams(
  { config, binder, log, clock }: Parts,
  given: NonNullable<Config['teams']>,
): Promise<OpenChannel> {
  const { createTeams } = await import('./adapters/teams/teams.ts');
  const { cloud, ...registration } = given;
  const settings: TeamsSettings = { appPassword: '', tenantId: '', ...registration, ...cloud };
  // Teams shows PNG, JPEG and GIF alone, which its own servers fetch.
  const pictures = config.publicUrl ? { base: `${config.publicUrl}${PICTURES_PATH}`, type: 'png' as const } : undefined;
  return createTeams(settings, { binder, log, clock, pictures });
}

async function openTchap(parts: Parts, settings: NonNullable<Config['tchap']>): Promise<OpenChannel> {
  const { createTchap } = await import('./adapters/tchap/tchap.ts');
  const { renderMessage } = await import('./adapters/tchap/render/render-message.ts');
  const { database, binder, host, log } = parts;
  const tchap = createTchap(settings, {
    store: database.matrixStore,
    people: createTchapPeople(database.unitOfWork),
    render: (message, options) => renderMessage(message, binder.bind, options),
    log,
    onRecoveryKey: (key) => host.tell(startTexts.recoveryKey(key)),
    tell: (sentence) => host.tell(sentence),
    onEnd: (code) => host.fail({ ...tchapTexts.refus, ...tchapTexts.fin }[code]),
    report: (report) => database.tchapReports.report(report),
  });
  const persona = await tchapPersona(parts, settings);
  return {
    channel: tchap.channel,
    ...(persona && { persona }),
    async start(handle) {
      await tchap.start(handle);
      // Its keys are kept with the bot's, by the process that runs the bot.
      if ((await tchap.state()).status === 'running') await persona?.start();
    },
    async close() {
      persona?.stop();
      await tchap.stop();
    },
    tchap: () => tchap.state(),
  };
}

async function tchapPersona({ config, database }: Parts, { homeserverUrl, userId }: NonNullable<Config['tchap']>) {
  if (config.tchapPersona === undefined) return undefined;
  const { createTchapPersona } = await import('./adapters/tchap/persona/tchap-persona.ts');
  const { nom } = demoTchapPersona;
  return createTchapPersona({ homeserverUrl, botId: userId, nom, ...config.tchapPersona }, database.matrixStore);
}

/** The sandbox begins with a small fictional circonscription whose team already has its channel. */
async function openSandbox(
  { database, binder, log, clock }: Parts,
  client: MessengerPersona | undefined,
): Promise<OpenChannel> {
  await seedDemo(database.directoryAdmin);
  await database.unitOfWork.run(async ({ directory }) => {
    const { code } = demoCirconscription;
    const known = await directory.circonscription(code);
    if (known !== undefined && (await directory.analysisChannel(code)) === undefined) {
      await directory.setAnalysisChannel(code, addressOf(ANALYSE));
    }
  });
  const poleNom = demoCirconscription.pole;
  const tchap = client && { persona: demoTchapPersona, client };
  return createSandbox({ personas: demoPersonas, tchap, store: database.sandboxStore, binder, log, poleNom, clock });
}
