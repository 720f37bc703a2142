import { DeliveryError, NotJoined } from '../ports/channel.ts';
import type { Log } from '../ports/log.ts';
import type { DeliveryOutcome, OutboxRow } from '../ports/outbox-store.ts';
import { type DeliveryTools, deliverRow } from './deliver-row.ts';
import { OWN_FAULT, outcomeOf } from './retry-policy.ts';

/** The safety net: rows of a dead process, retries that came due. What this process writes is sent at once. */
const POLL_MS = 500;
/** A row handed over and not begun within this time may have been leased by another process since. */
const LEASE_TRUST_MS = 45_000;
const MOST_AT_ONCE = 16;
const CLAIM = 32;

export interface DeliveryWorker {
  /** Sends rows whose lease this process holds. */
  dispatch(rows: OutboxRow[]): void;
  start(): void;
  /** Ends the row in hand and takes no more. */
  stop(): Promise<void>;
  /** When the worker last looked at the queue, in ms since the epoch. */
  lastSeen(): number;
}

export interface WorkerTools extends DeliveryTools {
  log: Log;
  random: () => number;
  now: () => number;
  /** Somebody who was invited has not come in yet: what becomes of the row. */
  awaitJoin(row: OutboxRow, notJoined: NotJoined): Promise<DeliveryOutcome>;
  /** A row ended without being delivered: whoever must know is told. */
  undelivered(row: OutboxRow, code: string): Promise<void>;
}

export function createDeliveryWorker(tools: WorkerTools): DeliveryWorker {
  const ready: { row: OutboxRow; since: number }[] = [];
  const running = new Set<Promise<void>>();
  let timer: NodeJS.Timeout | undefined;
  let claiming: Promise<void> | undefined;
  let stopped = false;
  let seen = tools.now();

  const fill = (): void => {
    while (!stopped && running.size < MOST_AT_ONCE) {
      const next = ready.shift();
      if (next === undefined) return;
      if (tools.now() - next.since > LEASE_TRUST_MS) continue;
      const task: Promise<void> = deliver(next.row).finally(() => {
        running.delete(task);
        fill();
      });
      running.add(task);
    }
  };

  const deliver = async (row: OutboxRow): Promise<void> => {
    try {
      const more = await settled(tools, row);
      if (more) look();
    } catch (error) {
      // The row stays leased and comes back when the lease ends.
      tools.log.error({ row: row.id }, 'delivery_not_settled', error);
    }
  };

  const look = (): void => {
    if (stopped || claiming !== undefined) return;
    claiming = claim().finally(() => {
      claiming = undefined;
    });
  };

  const claim = async (): Promise<void> => {
    try {
      const rows = ready.length < CLAIM ? await tools.queue.claim(CLAIM) : [];
      seen = tools.now();
      dispatch(rows);
    } catch (error) {
      tools.log.error({}, 'outbox_claim_failed', error);
    }
  };

  const dispatch = (rows: OutboxRow[]): void => {
    const since = tools.now();
    ready.push(...rows.map((row) => ({ row, since })));
    fill();
  };

  return {
    dispatch,
    start() {
      timer = setInterval(look, POLL_MS);
      look();
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      await claiming;
      await Promise.all(running);
    },
    lastSeen: () => seen,
  };
}

/** @returns whether the row's conversation has more waiting */
async function settled(tools: WorkerTools, row: OutboxRow): Promise<boolean> {
  const outcome = await attempt(tools, row);
  if (outcome.kind === 'dead') {
    tools.log.warn({ row: row.id, code: outcome.code, op: row.content.op, to: row.destination.to }, 'delivery_dead');
    await tools.undelivered(row, outcome.code);
  }
  return tools.queue.settle(row.id, outcome);
}

async function attempt(tools: WorkerTools, row: OutboxRow): Promise<DeliveryOutcome> {
  try {
    return await deliverRow(tools, row);
  } catch (error) {
    if (error instanceof NotJoined) return tools.awaitJoin(row, error);
    const failure = error instanceof DeliveryError ? error : new DeliveryError('transient', OWN_FAULT);
    if (failure !== error) tools.log.error({ row: row.id }, 'delivery_failed', error);
    else tools.log.info({ row: row.id, code: failure.code, failure: failure.failure }, 'delivery_failed');
    return outcomeOf(row, failure, tools.random);
  }
}
