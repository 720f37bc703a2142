import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';

interface Tally {
  queries: number;
}

const current = new AsyncLocalStorage<Tally>();
const elsewhere: Tally = { queries: 0 };

/** From now on every statement that this process sends counts, BEGIN and COMMIT too. Exact, and costs nothing to see. */
export function countQueries(): void {
  const { prototype } = pg.Client;
  const query = prototype.query as (this: pg.Client, ...given: unknown[]) => unknown;
  Object.assign(prototype, {
    query(this: pg.Client, ...given: unknown[]) {
      (current.getStore() ?? elsewhere).queries += 1;
      return query.apply(this, given);
    },
  });
}

/** What `work` sends, whatever else goes on at the same time. */
export async function counted<T>(work: () => Promise<T>): Promise<{ result: T; queries: number; ms: number }> {
  const tally = { queries: 0 };
  const began = performance.now();
  const result = await current.run(tally, work);
  return { result, queries: tally.queries, ms: performance.now() - began };
}

/** What `work` starts is not part of what is counted around it. */
export function apart(work: () => void): void {
  current.run(elsewhere, work);
}

/** Statements counted nowhere else since the last call. */
export function takeElsewhere(): number {
  const { queries } = elsewhere;
  elsewhere.queries = 0;
  return queries;
}
