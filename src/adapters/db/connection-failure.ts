import { DatabaseUnavailable } from './errors.ts';

const NETWORK = /^(ECONN|EPIPE|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)/;
/** Connection exceptions, and a server that stops or starts. */
const SERVER_GONE = /^(08|57P0[123])/;
/** Invalid authorization, unknown database, no connection slot left. */
const REFUSED = /^(28|3D000|53300)/;

export function sqlState(error: unknown): string {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : '';
}

/** Names why no connection was had; anything else is handed back as it is. */
export function connectionFailure(error: unknown): unknown {
  const code = sqlState(error);
  const message = error instanceof Error ? error.message : '';
  if (message === 'timeout exceeded when trying to connect') return new DatabaseUnavailable('exhausted', error);
  if (REFUSED.test(code)) return new DatabaseUnavailable('refused', error);
  return isConnectionLost(error) ? new DatabaseUnavailable('unreachable', error) : error;
}

/** The server or the way to it went away. */
export function isConnectionLost(error: unknown): boolean {
  if (error instanceof DatabaseUnavailable) return error.code === 'unreachable';
  const code = sqlState(error);
  const { name, message } = error instanceof Error ? error : { name: '', message: '' };
  return (
    NETWORK.test(code) ||
    SERVER_GONE.test(code) ||
    // The connection is given up as soon as it breaks, so the next statement finds none.
    /^(QueryRunnerAlreadyReleasedError|ConnectionReleased)$/.test(name) ||
    /Connection terminated|not queryable/.test(message)
  );
}

const SERIALIZATION_FAILURE = '40001';
const DEADLOCK = '40P01';

/** The server undid the transaction for another one's sake: doing it again is right. */
export function isRolledBackByServer(error: unknown): boolean {
  return [SERIALIZATION_FAILURE, DEADLOCK].includes(sqlState(error));
}
