import { ClientPrefix, type MatrixClient, MatrixError, Method } from 'matrix-js-sdk';
import { DeliveryError } from '../../app/ports/channel.ts';
import { codeOf, passingCause, retryAfterMs } from './passing-cause.ts';

interface Call {
  method: 'GET' | 'PUT' | 'POST';
  /** Under /_matrix/client/v3. Ids are written by `path`. */
  path: string;
  query?: { [name: string]: string };
  body?: object;
  version?: 'v1';
  timeoutMs?: number;
}

/** One call to the homeserver, with its answer. @throws DeliveryError */
export type CallHomeserver = (call: Call) => Promise<unknown>;

const METHODS = { GET: Method.Get, PUT: Method.Put, POST: Method.Post };
const TIMEOUT_MS = 30_000;
const OUTAGES = ['502', '503', '504', 'timeout'];
const OUTAGE_WAIT_MS = 10_000;

/** A path whose ids are escaped. */
export function path(parts: TemplateStringsArray, ...ids: string[]): string {
  return parts.map((part, index) => part + (index < ids.length ? encodeURIComponent(ids[index] ?? '') : '')).join('');
}

export function createCaller(client: MatrixClient): CallHomeserver {
  return async ({ method, path: under, query, body, version, timeoutMs }) => {
    const prefix = version === 'v1' ? ClientPrefix.V1 : ClientPrefix.V3;
    const options = { prefix, localTimeoutMs: timeoutMs ?? TIMEOUT_MS, priority: undefined };
    try {
      return await client.http.authedRequest(METHODS[method], under, query, body, options);
    } catch (error) {
      throw failureOf(error);
    }
  };
}

/**
 * A failed call, as the outbox must understand it. Nothing is ambiguous: whatever posts has a transaction id, so doing
 * it again posts nothing twice.
 */
export function failureOf(error: unknown): DeliveryError {
  if (error instanceof DeliveryError) return error;
  if (error instanceof MatrixError) return failureOfAnswer(error);
  const code = passingCause(error) ?? (error instanceof Error ? error.name : 'unknown');
  // Whatever stands before the homeserver says that it is down, or nobody answers in time: not the fault of this call.
  if (OUTAGES.includes(code)) return new DeliveryError('throttled', code, OUTAGE_WAIT_MS);
  return new DeliveryError('transient', code);
}

function failureOfAnswer(error: MatrixError): DeliveryError {
  const status = error.httpStatus ?? 0;
  const code = codeOf(error);
  if (status === 429) return new DeliveryError('throttled', code, retryAfterMs(error));
  if (status === 401 || status === 408 || status >= 500 || status === 0) return new DeliveryError('transient', code);
  return new DeliveryError(status === 403 || status === 404 ? 'unreachable' : 'rejected', code);
}
