import '../support/tchap/short-timers.ts';
import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openDatabase } from '../../src/adapters/db/database.ts';
import { createSealer } from '../../src/adapters/db/sealing.ts';
import { passwordOf, SERVER_NAME, userIdOf } from '../support/homeserver-accounts.ts';
import { type Homeserver, startHomeserver } from '../support/homeserver-server.ts';
import { circonscription } from '../support/pole.ts';
import { onDatabase, startPostgres } from '../support/postgres-server.ts';
import { casEleve } from '../support/teacher-dialogue.ts';
import { end, serverSettings, startTeamsServer } from '../support/teams/teams-server.ts';
import { dataKey, silentLog } from '../support/test-keys.ts';
import type { Round } from './crowd.ts';
import { ecolesOfCommune, ecoleTyped } from './many-ecoles.ts';
import { cpuMs, rssMb } from './process-cost.ts';
import { Talker, TchapCrowd } from './tchap-crowd.ts';

/** One person at a time, and several. */
const LOADS = [
  { people: 1, forMs: 6_000 },
  { people: 8, forMs: 8_000 },
];
const DEFAULTS = { loads: LOADS, rounds: 3, rooms: 300, nodeOptions: [] as string[] };
type Options = typeof DEFAULTS;

const SETTLE_MS = 300;
/** After a start: what was loaded for it has been let go. */
const REST_MS = 5_000;
const NEWCOMERS_AT_ONCE = 3;

/** All rounds of one bot with so many people. */
export interface TchapMeasured {
  bot: string;
  people: number;
  rounds: (Round & { cpuMs: number })[];
}

export interface RoomsFigures {
  rooms: number;
  /** Of the process that has seen every room made. */
  rssMb: number;
  starts: { how: 'SIGTERM' | 'SIGKILL'; readyMs: number; rssMb: number; firstTurnMs: number }[];
}

export interface TchapFigures {
  measured: TchapMeasured[];
  rssMb: { [bot: string]: number };
  many: RoomsFigures;
}

interface Bot {
  name: string;
  pid: number;
  crowd: TchapCrowd;
}

type Server = Awaited<ReturnType<typeof startTeamsServer>>;

/**
 * The product and a bare encrypted echo bot in one run, in turns, on the same homeserver with the same people; then
 * the product with many rooms.
 * @param given.nodeOptions for the product, to profile it
 */
export async function benchTchap(say: (line: string) => void, given: Partial<Options> = {}): Promise<TchapFigures> {
  const options = { ...DEFAULTS, ...given };
  const ends: (() => Promise<unknown> | unknown)[] = [];
  try {
    const postgres = await startPostgres({ fsync: 'on' });
    ends.push(() => postgres.stop());
    const hs = await startHomeserver();
    ends.push(() => hs.stop());
    const settings = await productSettings(hs, postgres);
    let server = await startTeamsServer(settings, { nodeOptions: options.nodeOptions });
    ends.push(() => server.stop());
    say('mise en place et échauffement');
    const talkers = await people(hs, Math.max(...options.loads.map((load) => load.people)));
    ends.push(() => talkers.forEach((talker) => void talker.stop()));
    const bots = [await productOf(server, talkers), await startEcho(hs, talkers, ends)];
    const measured = await interleaved(bots, options, say);
    const rss = Object.fromEntries(bots.map(({ name, pid }) => [name, rssMb(pid)]));
    const [{ crowd }] = bots as [Bot];
    say(`${options.rooms} conversations chiffrées`);
    await newcomers(hs, talkers.length, options.rooms);
    const many: RoomsFigures = { rooms: options.rooms, rssMb: rssMb(server.pid), starts: [] };
    for (const how of ['SIGTERM', 'SIGKILL'] as const) {
      await (how === 'SIGTERM' ? server.stop() : server.kill());
      server = await startTeamsServer(settings, { nodeOptions: options.nodeOptions });
      await delay(REST_MS);
      const resting = rssMb(server.pid);
      const [firstTurnMs = Number.NaN] = (await crowd.round(1, 1)).latencies;
      many.starts.push({ how, readyMs: server.readyMs, rssMb: resting, firstTurnMs });
      // A row of the outbox that a killed process had not settled keeps its conversation waiting for a minute.
      await delay(SETTLE_MS);
    }
    return { measured, rssMb: rss, many };
  } finally {
    for (const close of ends.reverse()) await close();
  }
}

const PRODUCT = 'pole';
const ECHO = 'echo';

async function productSettings(hs: Homeserver, postgres: { url(database: string): string }) {
  await onDatabase(postgres.url('postgres'), 'CREATE DATABASE pole');
  const databaseUrl = postgres.url('pole');
  const database = await openDatabase({
    databaseUrl,
    dataDir: '',
    log: silentLog,
    sealer: createSealer([dataKey('a')]),
  });
  await database.directoryAdmin.configure(circonscription('C0'), false);
  await database.directoryAdmin.importEcoles(ecolesOfCommune(0), false);
  await database.close();
  await hs.register(PRODUCT, { displayName: 'Pôle ressources' });
  const tchap = {
    TCHAP_HOMESERVER_URL: hs.url,
    TCHAP_USER_ID: userIdOf(PRODUCT),
    TCHAP_PASSWORD: passwordOf(PRODUCT),
    TCHAP_ALLOWED_HOMESERVERS: SERVER_NAME,
    // An administrator who lifted the account's limit.
    TCHAP_RATE: '10000',
  };
  return serverSettings({ settings: tchap }, { databaseUrl, dataDir: mkdtempSync(join(tmpdir(), 'pole-bench-')) });
}

async function people(hs: Homeserver, count: number): Promise<Talker[]> {
  const talkers: Talker[] = [];
  for (let i = 0; i < count; i += 1) talkers.push(await Talker.start(hs, `banc-${i}`));
  return talkers;
}

/** A whole Annexe 1 up to its summary, and again: each of these messages has one answer. */
function dialogue(teacher: number): string[] {
  const answeredTwice = ['où en suis-je ?', 'envoyer'];
  return [...casEleve(teacher, ecoleTyped(teacher, 1)).filter((text) => !answeredTwice.includes(text)), 'annuler'];
}

async function productOf({ pid }: Server, talkers: Talker[]): Promise<Bot> {
  const crowd = await TchapCrowd.open(talkers, { id: userIdOf(PRODUCT), greets: true }, dialogue);
  return { name: 'produit', pid, crowd };
}

async function startEcho(hs: Homeserver, talkers: Talker[], ends: (() => unknown)[]): Promise<Bot> {
  await hs.register(ECHO);
  const session = JSON.stringify({ url: hs.url, ...(await hs.logIn(ECHO)) });
  const child = spawn(process.execPath, [join(import.meta.dirname, 'tchap-echo-bot.ts'), session], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  ends.push(() => end(child, 'SIGKILL'));
  await new Promise((resolve) => child.stdout!.once('data', resolve));
  const crowd = await TchapCrowd.open(talkers, { id: userIdOf(ECHO), greets: false }, dialogue);
  return { name: 'écho', pid: child.pid!, crowd };
}

async function interleaved(bots: Bot[], options: Options, say: (line: string) => void): Promise<TchapMeasured[]> {
  const all: TchapMeasured[] = [];
  for (const load of options.loads) {
    say(`${load.people} personne(s) à la fois`);
    const here = bots.map(({ name }): TchapMeasured => ({ bot: name, people: load.people, rounds: [] }));
    for (let i = 0; i < options.rounds; i += 1) {
      for (const [at, bot] of bots.entries()) {
        const before = cpuMs(bot.pid);
        const round = await bot.crowd.round(load.people, load.forMs);
        // What follows a reply belongs to its turn.
        await delay(SETTLE_MS);
        here[at]!.rounds.push({ ...round, cpuMs: cpuMs(bot.pid) - before });
      }
    }
    all.push(...here);
  }
  return all;
}

/** Each another person, who says hello and goes. */
async function newcomers(hs: Homeserver, from: number, to: number): Promise<void> {
  const ranks = Array.from({ length: to - from }, (_, i) => from + i);
  const greet = async (): Promise<void> => {
    for (let rank = ranks.shift(); rank !== undefined; rank = ranks.shift()) {
      const talker = await Talker.start(hs, `banc-${rank}`);
      await talker.turn(await talker.open(userIdOf(PRODUCT), true), 'bonjour');
      talker.stop();
    }
  };
  await Promise.all(Array.from({ length: NEWCOMERS_AT_ONCE }, greet));
}
