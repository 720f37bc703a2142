import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openDatabase } from '../../src/adapters/db/database.ts';
import { createSealer } from '../../src/adapters/db/sealing.ts';
import { freePort, onDatabase, startPostgres } from '../support/postgres-server.ts';
import { casEleve, casEquipe } from '../support/teacher-dialogue.ts';
import { type FakeTeams, startFakeTeams } from '../support/teams/fake-teams.ts';
import { seedTeamsPole } from '../support/teams/teams-pole.ts';
import { end, serverSettings, startTeamsServer, untilReady } from '../support/teams/teams-server.ts';
import { dataKey, silentLog } from '../support/test-keys.ts';
import { Crowd, type Round } from './crowd.ts';
import { ecolesOfCommune, ecoleTyped } from './many-ecoles.ts';
import { cpuMs, familyCpuMs, rssMb } from './process-cost.ts';

const TEACHERS = 300;
const COMMUNES = 100;
/** One person at a time, a few, and as many as the bot can serve. */
const LOADS = [
  { connections: 1, forMs: 4_000 },
  { connections: 8, forMs: 4_000 },
  { connections: 32, forMs: 5_000 },
];
const DEFAULTS = { loads: LOADS, rounds: 3, nodeOptions: [] as string[] };
type Options = typeof DEFAULTS;

const SETTLE_MS = 300;

interface Bot {
  name: string;
  pid: number;
  readyMs: number;
  crowd: Crowd;
  stop(): Promise<void>;
}

/** All rounds of one bot under one load. */
export interface Measured {
  bot: string;
  connections: number;
  rounds: (Round & { cpuMs: number; databaseCpuMs: number })[];
}

export interface BotFigures {
  readyMs: number;
  rssMb: number;
}

export interface TeamsFigures {
  measured: Measured[];
  /** The product at one connection while PostgreSQL does not wait for the disk: what of a turn is the disk's. */
  withoutDisk: Round;
  product: BotFigures;
  echo: BotFigures;
}

/**
 * The product and the bare echo bot in one run, in turns, on the same cloud and the same machine.
 * @param given.nodeOptions for the product, to profile it
 */
export async function benchTeams(say: (line: string) => void, given: Partial<Options> = {}): Promise<TeamsFigures> {
  const options = { ...DEFAULTS, ...given };
  const postgres = await startPostgres({ fsync: 'on' });
  const cloud = await startFakeTeams({ forgets: true });
  const bots: Bot[] = [];
  try {
    const databaseUrl = postgres.url('pole');
    await onDatabase(postgres.url('postgres'), 'CREATE DATABASE pole');
    await seed(cloud, databaseUrl);
    const dialogues = Array.from({ length: TEACHERS }, (_, i) => [
      ...casEleve(i, ecoleTyped(i, COMMUNES)),
      ...casEquipe(ecoleTyped(i, COMMUNES)),
    ]);
    bots.push(
      await startProduct(cloud, databaseUrl, dialogues, options.nodeOptions),
      await startEcho(cloud, dialogues),
    );
    say('mise en place et échauffement');
    for (const bot of bots) await bot.crowd.spread(16);
    const measured = await interleaved(bots, postgres.pid!, options, say);
    say('1 connexion, sans attendre le disque');
    const withoutDisk = await roundWithoutDisk(bots[0]!, postgres.url('postgres'));
    const [product, echo] = bots.map(({ readyMs, pid }) => ({ readyMs, rssMb: rssMb(pid) }));
    return { measured, withoutDisk, product: product!, echo: echo! };
  } finally {
    for (const bot of bots) await bot.stop();
    await cloud.close();
    await postgres.stop();
  }
}

async function interleaved(
  bots: Bot[],
  postgresPid: number,
  options: Options,
  say: (line: string) => void,
): Promise<Measured[]> {
  const all: Measured[] = [];
  for (const { connections, forMs } of options.loads) {
    say(`${connections} connexion(s)`);
    const here = bots.map(({ name }): Measured => ({ bot: name, connections, rounds: [] }));
    for (let i = 0; i < options.rounds; i += 1) {
      for (const [at, bot] of bots.entries()) {
        const before = [cpuMs(bot.pid), familyCpuMs(postgresPid)] as const;
        const round = await bot.crowd.round(connections, forMs);
        // What follows a reply (the outbox row is settled) belongs to its turn.
        await delay(SETTLE_MS);
        const [cpu, databaseCpu] = [cpuMs(bot.pid) - before[0], familyCpuMs(postgresPid) - before[1]];
        here[at]!.rounds.push({ ...round, cpuMs: cpu, databaseCpuMs: databaseCpu });
      }
    }
    all.push(...here);
  }
  return all;
}

async function roundWithoutDisk({ crowd }: Bot, databaseUrl: string): Promise<Round> {
  await onDatabase(databaseUrl, 'ALTER SYSTEM SET synchronous_commit = off');
  await onDatabase(databaseUrl, 'SELECT pg_reload_conf()');
  await delay(SETTLE_MS);
  return crowd.round(1, LOADS[0]!.forMs);
}

async function seed(cloud: FakeTeams, databaseUrl: string): Promise<void> {
  const sealer = createSealer([dataKey('a')]);
  const database = await openDatabase({ databaseUrl, dataDir: '', log: silentLog, sealer });
  for (let c = 0; c < COMMUNES; c += 1) {
    await seedTeamsPole(database, cloud, `C${c}`, { ecoles: ecolesOfCommune(c) });
  }
  await database.close();
}

async function startProduct(
  cloud: FakeTeams,
  databaseUrl: string,
  dialogues: string[][],
  nodeOptions: string[],
): Promise<Bot> {
  const dataDir = mkdtempSync(join(tmpdir(), 'pole-bench-'));
  // As in production, where LOG_LEVEL is left as it is.
  const server = await startTeamsServer(serverSettings(cloud, { databaseUrl, dataDir }), { nodeOptions });
  return { name: 'produit', crowd: new Crowd(cloud, server.url, dialogues), ...server };
}

async function startEcho(cloud: FakeTeams, dialogues: string[][]): Promise<Bot> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const started = performance.now();
  const child = spawn(process.execPath, [join(import.meta.dirname, 'echo-bot.ts')], {
    env: { PATH: process.env.PATH, PORT: String(port), ...cloud.settings },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await untilReady(`${url}/health/ready`, child);
  const readyMs = performance.now() - started;
  const crowd = new Crowd(cloud, url, dialogues);
  return { name: 'écho', pid: child.pid!, readyMs, crowd, stop: () => end(child, 'SIGTERM') };
}
