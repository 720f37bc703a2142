import type { DataSource, QueryRunner } from 'typeorm';
import { isConnectionLost } from './connection-failure.ts';
import { TransactionRolledBack } from './errors.ts';

/** The connection was lost while committing: nobody knows whether it was done, so it must not be done again here. */
export class CommitLost extends Error {}

/** One transaction on a connection of its own: committed when `work` resolves, rolled back when it rejects. */
export async function inTransaction<T>(dataSource: DataSource, work: (runner: QueryRunner) => Promise<T>): Promise<T> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.query('BEGIN ISOLATION LEVEL READ COMMITTED');
    const result = await work(runner);
    await commit(runner);
    return result;
  } catch (error) {
    // On a broken connection there is nothing left to roll back.
    if (!runner.isReleased) await runner.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    await runner.release();
  }
}

async function commit(runner: QueryRunner): Promise<void> {
  const client: { query(text: string): Promise<{ command: string }> } = await runner.connect();
  const done = await client.query('COMMIT').catch((error: unknown) => {
    throw isConnectionLost(error) ? new CommitLost('commit lost', { cause: error }) : error;
  });
  // PostgreSQL answers ROLLBACK, and no error, when a statement before had failed.
  if (done.command !== 'COMMIT') throw new TransactionRolledBack();
}
