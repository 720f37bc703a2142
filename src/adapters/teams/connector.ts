import { DeliveryError } from '../../app/ports/channel.ts';
import type { Clock } from '../../app/ports/clock.ts';
import type { AccessTokens } from './credentials.ts';
import { type Effect, failureOfReply, failureOfSocket } from './delivery-failure.ts';
import { type Exchange, exchange, type Reply } from './http.ts';
import type { OutgoingActivity } from './render.ts';
import { isUsableServiceUrl } from './service-url.ts';

/** An account as a Teams roster gives it; every member but `id` may be missing. */
export interface TeamsAccount {
  id: string;
  name?: string;
  email?: string;
  userPrincipalName?: string;
  aadObjectId?: string;
  objectId?: string;
  tenantId?: string;
}

export interface NewConversation {
  botId: string;
  tenantId: string;
  memberId: string;
}

/** Teams counts 100 KB in UTF-16, and the envelope is not ours to know. */
const MAX_UTF16_BYTES = 80 * 1024;
const PAGE_SIZE = 500;
/** A team holds 25,000 people at most. */
const MAX_PAGES = 100;

/** The connector's REST API, typed. Every failure is a DeliveryError; nothing is ever sent twice by itself. */
export class Connector {
  readonly #tokens: AccessTokens;
  readonly #clock: Clock;
  readonly #allowLoopback: boolean;

  constructor(tokens: AccessTokens, clock: Clock, allowLoopback: boolean) {
    this.#tokens = tokens;
    this.#clock = clock;
    this.#allowLoopback = allowLoopback;
  }

  /** @returns the id of the posted activity */
  async send(serviceUrl: string, conversationId: string, activity: OutgoingActivity): Promise<string> {
    const path = `${conversationPath(conversationId)}/activities`;
    const reply = await this.#call(serviceUrl, path, 'POST', 'post', activity);
    return idOf(reply, 'ambiguous');
  }

  async update(serviceUrl: string, conversationId: string, id: string, activity: OutgoingActivity): Promise<void> {
    await this.#call(serviceUrl, activityPath(conversationId, id), 'PUT', 'repeatable', { ...activity, id });
  }

  /** Succeeds when the activity is gone already. */
  async delete(serviceUrl: string, conversationId: string, id: string): Promise<void> {
    const reply = await this.#ask(serviceUrl, activityPath(conversationId, id), 'DELETE', 'repeatable');
    if (reply.status !== 404 && reply.status !== 410) this.#requireGood(reply, 'repeatable');
  }

  /** Finds or makes the private conversation with a member: asking twice gives the same one. @returns its id */
  async createConversation(serviceUrl: string, wanted: NewConversation): Promise<string> {
    const reply = await this.#call(serviceUrl, 'v3/conversations', 'POST', 'repeatable', {
      isGroup: false,
      bot: { id: wanted.botId },
      members: [{ id: wanted.memberId }],
      tenantId: wanted.tenantId,
      channelData: { tenant: { id: wanted.tenantId } },
    });
    return idOf(reply, 'transient');
  }

  /** @returns undefined when they are not in the conversation */
  async member(serviceUrl: string, conversationId: string, userId: string): Promise<TeamsAccount | undefined> {
    const path = `${conversationPath(conversationId)}/members/${encodeURIComponent(userId)}`;
    const reply = await this.#ask(serviceUrl, path, 'GET', 'repeatable');
    if (reply.status === 404) return undefined;
    this.#requireGood(reply, 'repeatable');
    return accountsOf([reply.json()])[0];
  }

  /** The roster, page by page. */
  async *members(serviceUrl: string, conversationId: string): AsyncGenerator<TeamsAccount> {
    let token = '';
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const query = new URLSearchParams({ pageSize: String(PAGE_SIZE), ...(token && { continuationToken: token }) });
      const path = `${conversationPath(conversationId)}/pagedmembers?${query}`;
      const reply = await this.#call(serviceUrl, path, 'GET', 'repeatable');
      const body = reply.json() as { members?: unknown; continuationToken?: unknown } | undefined;
      yield* accountsOf(Array.isArray(body?.members) ? body.members : []);
      if (typeof body?.continuationToken !== 'string' || !body.continuationToken) return;
      token = body.continuationToken;
    }
  }

  async #call(
    serviceUrl: string,
    path: string,
    method: Exchange['method'],
    effect: Effect,
    body?: object,
  ): Promise<Reply> {
    const reply = await this.#ask(serviceUrl, path, method, effect, body);
    this.#requireGood(reply, effect);
    return reply;
  }

  async #ask(serviceUrl: string, path: string, method: Exchange['method'], effect: Effect, body?: object) {
    // An address lives long in the database; the token must go nowhere else even if that was tampered with.
    if (!isUsableServiceUrl(serviceUrl, this.#allowLoopback)) throw new DeliveryError('unreachable', 'service url');
    const url = `${serviceUrl.replace(/\/+$/, '')}/${path}`;
    const text = body && JSON.stringify(body);
    if (text && text.length * 2 > MAX_UTF16_BYTES) throw new DeliveryError('rejected', 'too large');
    const once = (token: string) =>
      exchange({ method, url, body: text, token }).catch((error: unknown) => {
        throw failureOfSocket(error, effect);
      });
    const token = await this.#tokens.get();
    const reply = await once(token);
    // Refused before anything happened: the one case where asking again is safe.
    return reply.status === 401 ? once(await this.#tokens.renew(token)) : reply;
  }

  #requireGood(reply: Reply, effect: Effect): void {
    if (reply.status < 200 || reply.status > 299) throw failureOfReply(reply, effect, this.#clock.now().getTime());
  }
}

function idOf(reply: Reply, otherwise: 'ambiguous' | 'transient'): string {
  const id = (reply.json() as { id?: unknown } | undefined)?.id;
  if (typeof id === 'string' && id) return id;
  throw new DeliveryError(otherwise, `${reply.status} without id`);
}

function conversationPath(conversationId: string): string {
  return `v3/conversations/${encodeURIComponent(conversationId)}`;
}

function activityPath(conversationId: string, id: string): string {
  return `${conversationPath(conversationId)}/activities/${encodeURIComponent(id)}`;
}

function accountsOf(list: unknown[]): TeamsAccount[] {
  return list.filter((item): item is TeamsAccount => typeof (item as TeamsAccount | undefined)?.id === 'string');
}
