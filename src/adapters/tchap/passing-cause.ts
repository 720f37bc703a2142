import { ConnectionError, HTTPError, MatrixError } from 'matrix-js-sdk';
import { DeliveryError } from '../../app/ports/channel.ts';
import { TchapStartRefused } from './start-refused.ts';

const DEFAULT_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 3_600_000;
const TIMEOUTS = ['AbortError', 'TimeoutError'];

/**
 * A code for the operator when the homeserver did not answer, or not as one that works: it may pass.
 * @returns undefined for another kind of failure
 */
export function passingCause(error: unknown): string | undefined {
  if (error instanceof TchapStartRefused) return causeOfRefusal(error);
  if (error instanceof DeliveryError)
    return ['throttled', 'transient'].includes(error.failure) ? error.code : undefined;
  if (error instanceof MatrixError) return isPassing(error.httpStatus) ? codeOf(error) : undefined;
  if (error instanceof HTTPError) return String(error.httpStatus ?? 'http');
  if (error instanceof ConnectionError) return 'connection';
  return error instanceof Error && TIMEOUTS.includes(error.name) ? 'timeout' : undefined;
}

function causeOfRefusal({ code, cause }: TchapStartRefused): string | undefined {
  if (code !== 'serveur_injoignable') return undefined;
  return cause instanceof MatrixError ? codeOf(cause) : (passingCause(cause) ?? 'unreachable');
}

const isPassing = (status = 0): boolean => [0, 408, 429].includes(status) || status >= 500;

export const codeOf = ({ httpStatus, errcode }: MatrixError): string =>
  `${httpStatus ?? 0} ${/^M_[A-Z_]{1,40}$/.test(errcode ?? '') ? errcode : ''}`.trim();

/** How long the homeserver asks to wait, when it does. */
export function askedPauseMs(error: unknown): number {
  const answer = error instanceof TchapStartRefused ? error.cause : error;
  if (answer instanceof DeliveryError) return answer.retryAfterMs ?? 0;
  return answer instanceof MatrixError && answer.httpStatus === 429 ? retryAfterMs(answer) : 0;
}

export function retryAfterMs(error: MatrixError): number {
  const asked = Number(error.data.retry_after_ms ?? Number.NaN);
  const header = Number(error.httpHeaders?.get('Retry-After') ?? Number.NaN) * 1000;
  const wait = [asked, header].find((milliseconds) => Number.isFinite(milliseconds) && milliseconds >= 0);
  return Math.min(Math.ceil(wait ?? DEFAULT_WAIT_MS), LONGEST_WAIT_MS);
}
