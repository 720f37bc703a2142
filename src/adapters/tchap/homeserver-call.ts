import { ClientPrefix, ConnectionError, HTTPError, type MatrixClient, MatrixError, Method } from 'matrix-js-sdk';
import { DeliveryError } from '../../app/ports/channel.ts';

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
const DEFAULT_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 3_600_000;

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
function failureOf(error: unknown): DeliveryError {
  if (error instanceof DeliveryError) return error;
  if (error instanceof MatrixError) return failureOfAnswer(error);
  if (error instanceof HTTPError) return new DeliveryError('transient', String(error.httpStatus ?? 'http'));
  if (error instanceof ConnectionError) return new DeliveryError('transient', 'connection');
  return new DeliveryError('transient', error instanceof Error ? error.name : 'unknown');
}

function failureOfAnswer(error: MatrixError): DeliveryError {
  const status = error.httpStatus ?? 0;
  const code = `${status} ${/^M_[A-Z_]{1,40}$/.test(error.errcode ?? '') ? error.errcode : ''}`.trim();
  if (status === 429) return new DeliveryError('throttled', code, retryAfterMs(error));
  if (status === 401 || status === 408 || status >= 500 || status === 0) return new DeliveryError('transient', code);
  return new DeliveryError(status === 403 || status === 404 ? 'unreachable' : 'rejected', code);
}

function retryAfterMs(error: MatrixError): number {
  const asked = Number(error.data.retry_after_ms ?? Number.NaN);
  const header = Number(error.httpHeaders?.get('Retry-After') ?? Number.NaN) * 1000;
  const wait = [asked, header].find((milliseconds) => Number.isFinite(milliseconds) && milliseconds >= 0);
  return Math.min(Math.ceil(wait ?? DEFAULT_WAIT_MS), LONGEST_WAIT_MS);
}
