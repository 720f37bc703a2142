import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { startAdminServer } from './adapters/admin/admin-server.ts';
import { sandboxKeys } from './adapters/admin/sandbox-keys.ts';
import { createCardBinder } from './adapters/cards/card-binder.ts';
import { type Database, openDatabase } from './adapters/db/database.ts';
import { createLinkToken } from './adapters/db/link-token.ts';
import { createSealer } from './adapters/db/sealing.ts';
import { mountDocuments } from './adapters/http/documents.ts';
import { mountHealth } from './adapters/http/health.ts';
import { createMetrics } from './adapters/http/metrics.ts';
import { closeServer, createHttpServer, listen } from './adapters/http/server.ts';
import { createPinoLog } from './adapters/log/pino-log.ts';
import { createSmtpMailer } from './adapters/mail/smtp-mailer.ts';
import { createIds } from './adapters/system/ids.ts';
import { mountDrawings } from './adapters/web/drawings/mount-drawings.ts';
import { mountTab } from './adapters/web/tab/mount-tab.ts';
import { createAwaitJoin } from './app/delivery/await-join.ts';
import { createLivingCardRenderer } from './app/delivery/render-living-card.ts';
import { createResolver } from './app/delivery/resolve-destination.ts';
import { createMailboxResolver } from './app/delivery/resolve-mailbox.ts';
import { createUndelivered } from './app/delivery/undelivered.ts';
import { createDeliveryWorker, type DeliveryWorker } from './app/delivery/worker.ts';
import { handleRappel } from './app/echeances/handle-rappel.ts';
import { handleRentree } from './app/echeances/handle-rentree.ts';
import { handleWeek } from './app/echeances/handle-week.ts';
import { createEcheanceRunner } from './app/echeances/runner.ts';
import { createEcoles, type Ecoles } from './app/ecoles.ts';
import { createHandleInbound } from './app/handle-inbound.ts';
import { createIdentifier } from './app/identify.ts';
import type { CardBinder } from './app/ports/card-binder.ts';
import type { Channel } from './app/ports/channel.ts';
import type { Clock } from './app/ports/clock.ts';
import type { Log } from './app/ports/log.ts';
import { type Host, openChannels, type Parts } from './compose-channels.ts';
import { openDocuments } from './compose-documents.ts';
import { keepHouse } from './compose-housekeeping.ts';
import { type Config, redact } from './config.ts';

export interface RunningServer {
  /** Where it answers, with the port that was really taken. */
  address: string;
  stop(): Promise<void>;
}

const CARDS = join(import.meta.dirname, '..', 'cards');
const WORKER_SILENT_MS = 10_000;
const RUNNER_SILENT_MS = 60_000;

/** Builds every adapter and hands it to the use cases. The only place that knows them all. */
export async function startServer(
  config: Config,
  host: Host,
  clock: Clock = { now: () => new Date() },
): Promise<RunningServer> {
  const log = createPinoLog(config.logLevel);
  log.info(redact(config), 'starting');
  const keys = config.dataKeys.length > 0 ? config.dataKeys : await sandboxKeys(config.dataDir);
  const sealer = createSealer(keys);
  const { databaseUrl, dataDir } = config;
  const database = await openDatabase({ databaseUrl, dataDir, sealer, log });
  try {
    const digestKey = createHmac('sha256', keys[0]?.key ?? '')
      .update('digest')
      .digest();
    const made = { ids: createIds(digestKey), binder: cardBinder(log), linkToken: createLinkToken(sealer) };
    return await serve({ config, host, clock, log, database, ...made });
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** A key that a card's data lacks shows a blank there, and is told to the operator. */
function cardBinder(log: Log): CardBinder {
  return createCardBinder(CARDS, (template, paths) =>
    log.error({ template, keys: paths.join(' ') }, 'card_data_missing'),
  );
}

async function serve(parts: Parts): Promise<RunningServer> {
  const { config, database, clock, log } = parts;
  const { channels, mount, start, close, tchap } = await openChannels(parts);
  const echeances = () => database.echeanceQueue.depth(clock.now().toISOString());
  const metrics = createMetrics({ queue: database.outboxQueue, echeances, ...(tchap && { tchap }) });
  const ecoles = createEcoles(clock);
  const documents = openDocuments(parts, ecoles);
  const { handle, worker, runner } = useCases(parts, channels, { ecoles, documents, onIncident: metrics.incident });

  const server = createHttpServer();
  mountHealth(server, async () => ({
    ...(await database.health()),
    worker: Date.now() - worker.lastSeen() < WORKER_SILENT_MS,
    echeances: Date.now() - runner.lastSeen() < RUNNER_SILENT_MS,
    abandonnees: (await echeances().catch(() => undefined))?.parked,
    ...(tchap && { tchap: (await tchap()).status }),
  }));
  metrics.mount(server);
  mountDrawings(server);
  mountTab(server, config.teams ? { appId: config.teams.appId } : {});
  if (documents.links) mountDocuments(server, documents.links.open, (error) => log.error({}, 'document_failed', error));
  const observed = metrics.observed(handle);
  mount(server, observed);

  const admin = await startAdminServer(administered(database), log);
  database.announce({ port: admin.port, token: admin.token });
  await start(observed);
  await database.freeDeadLeases();
  worker.start();
  runner.start();
  const housekeeping = keepHouse(parts);
  const address = await listen(server, config.host, config.port);
  log.info({ port: Number(new URL(address).port), mode: config.mode }, 'listening');

  return {
    address,
    async stop() {
      housekeeping.stop();
      await closeServer(server);
      await admin.close();
      await runner.stop();
      await worker.stop();
      await close();
      await housekeeping.done();
      await database.close();
      log.info({}, 'stopped');
    },
  };
}

/** What the operator's commands reach. */
function administered({ directoryAdmin, tchapReports }: Database) {
  return { ...directoryAdmin, tchapOverview: () => tchapReports.tchapOverview() };
}

interface Wired {
  ecoles: Ecoles;
  documents: ReturnType<typeof openDocuments>;
  onIncident(channel: string): void;
}

function useCases(parts: Parts, channels: ReadonlyMap<string, Channel>, { ecoles, documents, onIncident }: Wired) {
  const { config, database, clock, ids, log } = parts;
  const { unitOfWork, outboxQueue: queue } = database;
  const mailer = config.mail && createSmtpMailer(config.mail);
  const mail = mailer !== undefined;
  const resolve = createResolver({ unitOfWork, channels });
  const worker: DeliveryWorker = createDeliveryWorker({
    queue,
    channels,
    log,
    random: Math.random,
    now: Date.now,
    resolve,
    render: createLivingCardRenderer({ unitOfWork, ecoles, clock }),
    mailer,
    resolveMailbox: createMailboxResolver(unitOfWork),
    makeDocument: documents.make,
    links: documents.links,
    undelivered: createUndelivered({ unitOfWork, clock, ecoles, channels, mail }),
    awaitJoin: createAwaitJoin({ unitOfWork, clock, mail, resolve }),
  });
  unitOfWork.onLeased((rows) => worker.dispatch(rows));
  const identifier = createIdentifier(unitOfWork, channels, clock);
  const shared = { unitOfWork, channels, identifier, ecoles, mail, clock, ids, log };
  const handle = createHandleInbound({ ...shared, onIncident });
  const handlers = { rappel: handleRappel, semaine: handleWeek, rentree: handleRentree };
  const runner = createEcheanceRunner({ unitOfWork, handlers, clock, log });
  return { handle, worker, runner };
}
