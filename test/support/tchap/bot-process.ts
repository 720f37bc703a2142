import { openDatabase } from '../../../src/adapters/db/database.ts';
import { createSealer } from '../../../src/adapters/db/sealing.ts';
import { dataKey, silentLog } from '../test-keys.ts';
import { createBot, echo } from './tchap-bot.ts';

/** An echo bot in a process of its own, that a test kills. Says in lines of JSON what happens to it. */
export interface BotProcess {
  url: string;
  name: string;
  databaseUrl?: string;
  dataDir: string;
}

const say = (said: object) => process.stdout.write(`${JSON.stringify(said)}\n`);

const { url, name, ...where } = JSON.parse(process.argv[2]!) as BotProcess;
const database = await openDatabase({ ...where, log: silentLog, sealer: createSealer([dataKey('a')]) });
const before = performance.now();
const onEnd = (code: string) => say({ ended: code });
const bot = createBot({ url, name, store: database.matrixStore, deps: { onEnd } });
await bot.tchap.start(async (inbound) => {
  const answer = await echo(bot)(inbound);
  say({ took: inbound.payload });
  return answer;
});
const tell = async (): Promise<void> => {
  const state = await bot.tchap.state();
  say({
    ...state,
    startMs: Math.round(performance.now() - before),
    rssMb: Math.round(process.memoryUsage.rss() / 1e6),
  });
  if (state.status !== 'running') setTimeout(tell, 250);
};
await tell();
process.on('SIGTERM', async () => {
  await bot.tchap.stop();
  await database.close();
  process.exit(0);
});
