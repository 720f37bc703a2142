import type { DataSource, QueryRunner } from 'typeorm';

/** Runs one statement; the rows that it returns, whatever its kind. */
export type Sql = <R>(text: string, params?: readonly unknown[]) => Promise<R[]>;

/** What typeorm's connection is underneath: a client of `pg`. */
export interface Client {
  query(config: { name?: string; text: string; values?: unknown[] }): Promise<{ command: string; rows: unknown[] }>;
}

/** On one connection, so inside whatever transaction is open on it. */
export function sqlOn(runner: QueryRunner): Sql {
  return async <R>(text: string, params: readonly unknown[] = []) => {
    // The pool has given the connection to someone else by now.
    if (runner.isReleased) throw new ConnectionReleased();
    return queryOn<R>(await runner.connect(), text, params);
  };
}

/**
 * Sends the statement before it returns. One with parameters is prepared once on each connection: planning costs
 * more than half of a turn. So its text must be a constant.
 */
export async function queryOn<R>(client: Client, text: string, params: readonly unknown[]): Promise<R[]> {
  const { rows } = await client.query(
    params.length === 0 ? { text } : { name: statementName(text), text, values: [...params] },
  );
  return rows as R[];
}

/** Each statement on a connection of its own, committed by itself. */
export function sqlOnPool(dataSource: DataSource): Sql {
  return (text, params) => withRunner(dataSource, (runner) => sqlOn(runner)(text, params));
}

export async function withRunner<T>(dataSource: DataSource, work: (runner: QueryRunner) => Promise<T>): Promise<T> {
  const runner = dataSource.createQueryRunner();
  try {
    return await work(runner);
  } finally {
    await runner.release();
  }
}

/** A transaction that has ended was used, or its connection broke. */
export class ConnectionReleased extends Error {
  constructor() {
    super('the connection was released');
    this.name = 'ConnectionReleased';
  }
}

const names = new Map<string, string>();

function statementName(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = `pole_${names.size}`;
  names.set(text, name);
  return name;
}
