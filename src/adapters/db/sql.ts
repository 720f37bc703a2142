import type { DataSource, QueryRunner } from 'typeorm';

/** Runs one statement; the rows that it returns, whatever its kind. */
export type Sql = <R>(text: string, params?: readonly unknown[]) => Promise<R[]>;

/** On one connection, so inside whatever transaction is open on it. */
export function sqlOn(runner: QueryRunner): Sql {
  return async <R>(text: string, params: readonly unknown[] = []) => {
    const result = await runner.query(text, [...params], true);
    return (result.records ?? []) as R[];
  };
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
