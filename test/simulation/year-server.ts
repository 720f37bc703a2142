import { createCardBinder } from '../../src/adapters/cards/card-binder.ts';
import { openDatabase } from '../../src/adapters/db/database.ts';
import { createSealer } from '../../src/adapters/db/sealing.ts';
import { signalDepartures } from '../../src/app/demande/departures.ts';
import { handleRappel } from '../../src/app/echeances/handle-rappel.ts';
import { handleRentree, planRentrees } from '../../src/app/echeances/handle-rentree.ts';
import { handleWeek } from '../../src/app/echeances/handle-week.ts';
import { planWeeks } from '../../src/app/echeances/plan-weeks.ts';
import { createReplanning } from '../../src/app/echeances/replan-open.ts';
import { createEcheanceRunner } from '../../src/app/echeances/runner.ts';
import type { Channel } from '../../src/app/ports/channel.ts';
import type { Log } from '../../src/app/ports/log.ts';
import type { UnitOfWork } from '../../src/app/ports/unit-of-work.ts';
import { deliveryOn } from '../support/delivery.ts';
import { handleOn } from '../support/inbound-world.ts';
import { dataKey } from '../support/test-keys.ts';
import type { Done, Request, Sent, ServerSettings, Told, Work } from './protocol.ts';
import { apart, counted, countQueries, takeElsewhere } from './query-count.ts';
import { yearChannel } from './year-channel.ts';

// A server of the simulated year: the product's use cases on PostgreSQL, with the clock that its parent sets, until it
// is killed.
const settings = JSON.parse(process.argv[2] ?? '{}') as ServerSettings;
const tell = (told: Told): void => void process.send?.(told);
const describe = (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error));
const log: Log = {
  info() {},
  warn() {},
  error: (fields, event, error) => tell({ logged: `${event} ${JSON.stringify(fields)} ${describe(error)}` }),
};

let now = new Date(0);
const clock = { now: () => now };
const binder = createCardBinder('cards', (template, paths) => tell({ logged: `no data in ${template}: ${paths}` }));
let messages = 0;
const given = {
  clock,
  binder,
  unreachable: new Set(settings.unreachable),
  team: new Set(settings.team),
  sent(sent: Sent) {
    messages += 1;
    tell({ sent });
  },
  redrawn() {
    messages += 1;
  },
};
const channels = new Map<string, Channel>([
  ['teams', yearChannel('teams', { privateAnswer: true, cardInputs: true, verifiedEmails: true, files: false }, given)],
  [
    'tchap',
    yearChannel('tchap', { privateAnswer: false, cardInputs: false, verifiedEmails: false, files: true }, given),
  ],
]);

countQueries();
const { databaseUrl, dataDir } = settings;
const database = await openDatabase({ databaseUrl, dataDir, log, sealer: createSealer([dataKey('a')]) });
const { unitOfWork } = database;
type Leased = Parameters<UnitOfWork['onLeased']>[0];
const onLeased = (leased: Leased) => unitOfWork.onLeased((rows) => apart(() => leased(rows)));
const worker = deliveryOn({ ...database, unitOfWork: { ...unitOfWork, onLeased } }, { channels, log, clock });
const handle = handleOn(database, { channels, log, clock, mail: false });
const handlers = { rappel: handleRappel, semaine: handleWeek, rentree: handleRentree };
const runner = createEcheanceRunner({ unitOfWork, handlers, clock, log });
const replanning = createReplanning(unitOfWork);

async function work(asked: Work): Promise<Pick<Done, 'answer' | 'looked'>> {
  switch (asked.do) {
    case 'inbound': {
      const answer = await handle(asked.inbound);
      if (answer.kind === 'card') binder.bind(answer.card);
      return { answer };
    }
    case 'echeances':
      return { looked: await runner.drain() };
    case 'planning':
      await signalDepartures({ unitOfWork, clock });
      await planWeeks(unitOfWork, now.toISOString());
      await planRentrees(unitOfWork, now.toISOString());
      await replanning(now.toISOString());
      return {};
  }
}

process.on('message', async (request: Request) => {
  now = new Date(request.now);
  try {
    const { result, queries, ms } = await counted(() => work(request));
    tell({ done: { id: request.id, ...result, queries, ms } });
  } catch (error) {
    tell({ logged: describe(error) });
    tell({ done: { id: request.id, answer: { kind: 'none' }, queries: 0, ms: 0 } });
  }
  const delivery = { queries: takeElsewhere(), messages };
  messages = 0;
  tell({ delivery });
});
process.once('disconnect', () => process.exit());

await database.freeDeadLeases();
worker.start();
tell({ ready: true });
