import type { DataSource, QueryRunner } from 'typeorm';
import { isConnectionLost } from './connection-failure.ts';
import { TransactionRolledBack } from './errors.ts';
import { type Client, ConnectionReleased, queryOn, type Sql } from './sql.ts';

/** The connection was lost while committing: nobody knows whether it was done, so it must not be done again here. */
export class CommitLost extends Error {}

/** A transaction under way, on a connection of its own. */
export interface OpenTransaction {
  runner: QueryRunner;
  sql: Sql;
  /**
   * For a write whose result nobody needs before the commit: it is sent, and the next statement after it, without
   * waiting for its answer. The commit waits for all of them, and fails with the first that failed.
   */
  later(write: Promise<unknown>): void;
}

/** Committed when `work` resolves, rolled back when it rejects. */
export async function inTransaction<T>(dataSource: DataSource, work: (tx: OpenTransaction) => Promise<T>): Promise<T> {
  const runner = dataSource.createQueryRunner();
  let failed: { error: unknown } | undefined;
  const sent: Promise<unknown>[] = [];
  const later = (write: Promise<unknown>): void => {
    sent.push(write);
    write.catch((error: unknown) => {
      failed ??= { error };
    });
  };
  try {
    const client: Client = await runner.connect();
    later(client.query({ text: 'BEGIN' }));
    const result = await work({ runner, sql: sqlInside(runner, client), later });
    await commit(client, sent);
    return result;
  } catch (error) {
    // On a broken connection there is nothing left to roll back.
    if (!runner.isReleased) await runner.query('ROLLBACK').catch(() => undefined);
    // Once a write has failed the server refuses the statements that follow: the reason is the first failure.
    throw error instanceof CommitLost ? error : (failed?.error ?? error);
  } finally {
    await runner.release();
  }
}

function sqlInside(runner: QueryRunner, client: Client): Sql {
  return async <R>(text: string, params: readonly unknown[] = []) => {
    if (runner.isReleased) throw new ConnectionReleased();
    return queryOn<R>(client, text, params);
  };
}

async function commit(client: Client, sent: Promise<unknown>[]): Promise<void> {
  const committed = client.query({ text: 'COMMIT' });
  const answers = Promise.all([...sent, committed]).catch((error: unknown) => {
    throw isConnectionLost(error) ? new CommitLost('commit lost', { cause: error }) : error;
  });
  await answers;
  // PostgreSQL answers ROLLBACK, and no error, when a statement before had failed.
  if ((await committed).command !== 'COMMIT') throw new TransactionRolledBack();
}
