import { postMissingCards } from './app/delivery/post-missing-cards.ts';
import { signalDepartures } from './app/demande/departures.ts';
import { planRentrees } from './app/echeances/handle-rentree.ts';
import { planWeeks } from './app/echeances/plan-weeks.ts';
import { createReplanning } from './app/echeances/replan-open.ts';
import { warnOfCalendars } from './app/echeances/warn-of-calendars.ts';
import type { Parts } from './compose-channels.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const MISSING_CARDS_MS = 10 * MINUTE_MS;
const PLANNING_MS = 10 * MINUTE_MS;
/** Far longer than any channel delivers an event again. */
const INBOX_DAYS = 14;
/** Longer than a clock is ever set back, and than a school year. */
const DONE_DAYS = 400;

/** What is done from time to time, and is harmless when done twice. */
export function keepHouse({ database, clock, log }: Parts) {
  const { unitOfWork, outboxQueue: queue } = database;
  let running: Promise<unknown> = Promise.resolve();
  const each = (name: string, work: () => Promise<unknown>) => () => {
    running = running.then(work).catch((error: unknown) => log.error({ name }, 'housekeeping_failed', error));
  };
  const now = () => clock.now().toISOString();
  const replanning = createReplanning(unitOfWork);
  const planning = async () => {
    await planWeeks(unitOfWork, now());
    await planRentrees(unitOfWork, now());
    await replanning(now());
  };
  const purge = async () => {
    await database.purgeInbox(INBOX_DAYS);
    await database.echeanceQueue.purge(new Date(clock.now().getTime() - DONE_DAYS * DAY_MS).toISOString());
  };
  const tasks: [every: number, work: () => void][] = [
    [MINUTE_MS, each('departures', () => signalDepartures({ unitOfWork, clock }))],
    [MISSING_CARDS_MS, each('missing_cards', () => postMissingCards({ unitOfWork, queue, log }))],
    [PLANNING_MS, each('planning', planning)],
    [DAY_MS, each('purge', purge)],
    [DAY_MS, each('calendars', () => warnOfCalendars({ unitOfWork, log }, now()))],
  ];
  for (const [, work] of tasks) work();
  const timers = tasks.map(([every, work]) => setInterval(work, every));
  return { stop: () => timers.forEach(clearInterval), done: () => running };
}
