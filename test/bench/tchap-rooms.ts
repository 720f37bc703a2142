import '../support/tchap/short-timers.ts';
import { setTimeout as delay } from 'node:timers/promises';
import { runScript } from '../support/child.ts';
import { userIdOf } from '../support/homeserver-accounts.ts';
import { startHomeserver } from '../support/homeserver-server.ts';
import { startUser, until } from '../support/tchap/matrix-user.ts';

/**
 * How long a bot with many encrypted direct rooms takes to start again, and its memory.
 * usage: node test/bench/tchap-rooms.ts DATABASE_URL [ROOMS]   (an empty database)
 */
const [databaseUrl, count = '300'] = process.argv.slice(2);
if (databaseUrl === undefined) throw new Error('usage: node test/bench/tchap-rooms.ts DATABASE_URL [ROOMS]');

const hs = await startHomeserver();
const name = 'banc';
await hs.register(name);
const start = () => {
  const child = runScript('tchap/bot-process.ts', JSON.stringify({ url: hs.url, name, databaseUrl, dataDir: '' }));
  const running = async () => {
    for (let line = await child.line(); line !== undefined; line = await child.line()) {
      const said = JSON.parse(line) as { status?: string; startMs?: number; rssMb?: number };
      if (said.status === 'running') return said;
    }
    throw new Error('the bot ended');
  };
  return { child, running };
};

let bot = start();
console.log('first start', await bot.running());
const ana = await startUser(hs, 'ana');
const rooms: string[] = [];
for (let rank = 0; rank < Number(count); rank++) {
  const room = await ana.openDirect(userIdOf(name));
  await ana.say(room, `bonjour ${rank}`);
  rooms.push(room);
}
await until(
  () => rooms.every((room) => ana.messages(room).some(({ body }) => body.startsWith('écho'))),
  'all answered',
  120_000,
);
console.log('rooms', rooms.length, 'rss of the bot that lived through it:', rssMb(bot.child.process.pid!));
for (const how of ['SIGTERM', 'SIGKILL'] as const) {
  await delay(1_000);
  bot.child.process.kill(how);
  await new Promise((resolve) => bot.child.process.once('exit', resolve));
  bot = start();
  const said = await bot.running();
  await delay(3_000);
  console.log(
    `start after ${how}: ${said.startMs} ms, rss ${said.rssMb} MB, after 3 s ${rssMb(bot.child.process.pid!)} MB`,
  );
}
const before = Date.now();
await Promise.all(rooms.slice(0, 50).map((room) => ana.say(room, 'encore')));
await until(
  () => rooms.slice(0, 50).every((room) => ana.messages(room).at(-1)?.body === 'écho encore'),
  'all answered',
  60_000,
);
console.log(
  `50 messages in 50 rooms sent and answered in ${Date.now() - before} ms, rss ${rssMb(bot.child.process.pid!)} MB`,
);
await bot.child.kill();
ana.stop();
await hs.stop();
process.exit(0);

function rssMb(pid: number): number {
  const status = process.getBuiltinModule('fs').readFileSync(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1000);
}
