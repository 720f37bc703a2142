import { DeliveryError, type DeliveryFailure } from '../../app/ports/channel.ts';
import type { Reply } from './http.ts';

/**
 * `post`: done twice, it shows twice, so an unclear outcome must be told. `repeatable`: doing it again is harmless.
 */
export type Effect = 'post' | 'repeatable';

const REFUSALS = [
  'MessageWritesBlocked',
  'ConversationBlockedByUser',
  'BotNotInConversationRoster',
  'BotDisabledByAdmin',
  'ConversationNotFound',
];
const DEFAULT_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 3_600_000;

/** Nothing can have reached the service. */
const NEVER_ARRIVED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** A socket's error, as the outbox must understand it. */
export function failureOfSocket(error: unknown, effect: Effect): DeliveryError {
  const raw = (error as { code?: unknown }).code;
  const code = typeof raw === 'string' ? raw : 'socket';
  return new DeliveryError(NEVER_ARRIVED.has(code) || effect === 'repeatable' ? 'transient' : 'ambiguous', code);
}

/** An answer other than 2xx, as the outbox must understand it. `now`: milliseconds, for a Retry-After that is a date. */
export function failureOfReply(reply: Reply, effect: Effect, now: number): DeliveryError {
  const failure = kindOf(reply.status, effect);
  const waits = failure === 'throttled' || (failure === 'transient' && reply.retryAfter !== undefined);
  return new DeliveryError(failure, codeOf(reply), waits ? retryAfterMs(reply, now) : undefined);
}

function kindOf(status: number, effect: Effect): DeliveryFailure {
  if (status === 429) return 'throttled';
  if (status === 412 || status === 401) return 'transient';
  if (status === 403 || status === 404 || status === 410) return 'unreachable';
  if (status === 408 || status >= 500 || status < 400) return effect === 'post' ? 'ambiguous' : 'transient';
  return 'rejected';
}

/** Teams nests the telling code in a message at times, so that the known ones are looked for in the whole body. */
function codeOf(reply: Reply): string {
  const known = REFUSALS.find((name) => reply.text.includes(name));
  if (known) return `${reply.status} ${known}`;
  const said = (reply.json() as { error?: { code?: unknown } } | undefined)?.error?.code;
  // Only what looks like a code: a message may quote a person.
  return typeof said === 'string' && /^[A-Za-z]{1,60}$/.test(said) ? `${reply.status} ${said}` : String(reply.status);
}

function retryAfterMs(reply: Reply, now: number): number {
  const asked = fromHeader(reply.retryAfter, now) ?? fromBody(reply.json()) ?? DEFAULT_WAIT_MS;
  return Math.min(Math.max(Math.ceil(asked), 0), LONGEST_WAIT_MS);
}

function fromHeader(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d+(\.\d+)?$/.test(header.trim())) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : date - now;
}

function fromBody(body: unknown): number | undefined {
  const holder = body as { retryAfterMs?: unknown; retry_after_ms?: unknown; error?: { retryAfterMs?: unknown } };
  const said = holder?.retryAfterMs ?? holder?.retry_after_ms ?? holder?.error?.retryAfterMs;
  return typeof said === 'number' && Number.isFinite(said) ? said : undefined;
}
