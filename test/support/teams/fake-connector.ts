import type { IncomingMessage, ServerResponse } from 'node:http';
import { type FakeRoute, type Faults, playFault } from './fake-faults.ts';
import type { FakePerson, FakeWorld, SentActivity } from './fake-world.ts';

/** One effect of the bot on the cloud, or one try that was refused. */
export interface SentRecord {
  route: 'send' | 'update' | 'delete' | 'create';
  conversationId: string;
  /** The id of the message, or of the created conversation. */
  id: string;
  activity: SentActivity;
  /** Milliseconds of performance.now() at the request's end. */
  at: number;
  status: number;
}

interface Call {
  route: FakeRoute;
  conversationId?: string;
  tail?: string;
  query: URLSearchParams;
  // biome-ignore lint/suspicious/noExplicitAny: the bot's request, looked into freely
  body: any;
}

type Reply = { status: number; body?: unknown };

const PAGE = 2;

/** The connector's REST API, the OpenID documents and the token endpoint, over one FakeWorld. */
export class FakeConnector {
  readonly requests = new Map<FakeRoute, number>();
  readonly #tokens = new Set<string>();
  readonly #world: FakeWorld;
  readonly #faults: Faults;
  readonly #onSent: (record: SentRecord) => void;
  #documents: { base: string; jwk: unknown; appId: string; password: string; expiresIn: number };
  /** Form bodies that the token endpoint received. */
  readonly tokenRequests: URLSearchParams[] = [];
  #issued = 0;

  constructor(
    world: FakeWorld,
    faults: Faults,
    documents: { base: string; jwk: unknown; appId: string; password: string; expiresIn: number },
    onSent: (record: SentRecord) => void,
  ) {
    this.#world = world;
    this.#faults = faults;
    this.#documents = documents;
    this.#onSent = onSent;
  }

  revokeTokens(): void {
    this.#tokens.clear();
  }

  async handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const text = await readText(req);
    const call = routeOf(req, text);
    if (!call) return answer(res, { status: 404, body: { error: { code: 'NotFound', message: 'no such route' } } });
    this.requests.set(call.route, (this.requests.get(call.route) ?? 0) + 1);
    const fault = this.#faults.take(call.route, call.conversationId);
    if (fault?.takesEffect) this.#reply(call, req);
    if (fault && (await playFault(fault, res))) {
      if (!fault.takesEffect) this.#record(call, call.tail ?? '', fault.status ?? 0);
      return;
    }
    answer(res, this.#reply(call, req));
  }

  #reply(call: Call, req: IncomingMessage): Reply {
    if (call.route === 'metadata') return { status: 200, body: this.#metadata() };
    if (call.route === 'jwks') return { status: 200, body: { keys: [this.#documents.jwk] } };
    if (call.route === 'token') return this.#token(call);
    const token = req.headers.authorization?.replace(/^Bearer /, '') ?? '';
    if (!this.#tokens.has(token)) return { status: 401, body: { error: { code: 'Unauthorized', message: 'token' } } };
    return this.#connectorReply(call);
  }

  #connectorReply(call: Call): Reply {
    if (call.route === 'create') return this.#create(call);
    const conversationId = call.conversationId ?? '';
    const block = this.#world.blockOf(conversationId);
    if (block && call.route !== 'member' && call.route !== 'members') return this.#refuse(call, block);
    if (call.route === 'member') return this.#member(conversationId, call.tail ?? '');
    if (call.route === 'members') return this.#members(conversationId, call.query);
    return this.#write(call, conversationId);
  }

  #write(call: Call, conversationId: string): Reply {
    const { route, tail = '', body } = call;
    if (route === 'send') {
      const id = this.#world.post(conversationId, body);
      this.#record(call, id, 201);
      return { status: 201, body: { id } };
    }
    const found =
      route === 'update' ? this.#world.replace(conversationId, tail, body) : this.#world.remove(conversationId, tail);
    const status = found ? 200 : 404;
    this.#record(call, tail, status);
    return found
      ? { status, body: { id: tail } }
      : { status, body: { error: { code: 'ActivityNotFoundInConversation', message: 'gone' } } };
  }

  #create(call: Call): Reply {
    const person = this.#world.people.get(call.body?.members?.[0]?.id);
    if (!person || !call.body?.bot?.id || call.body?.channelData?.tenant?.id !== person.tenantId)
      return { status: 400, body: { error: { code: 'BadArgument', message: 'member, bot or tenant' } } };
    const conversation = this.#world.personal(person);
    const block = this.#world.blockOf(conversation.id);
    if (block) return this.#refuse(call, block);
    this.#record(call, conversation.id, 201);
    return { status: 201, body: { id: conversation.id } };
  }

  #member(conversationId: string, id: string): Reply {
    const conversation = this.#world.conversations.get(conversationId);
    const person = conversation?.members.find((member) => member.id === id || member.aadObjectId === id);
    return person
      ? { status: 200, body: account(person) }
      : { status: 404, body: { error: { code: 'MemberNotFoundInConversation', message: 'not there' } } };
  }

  #members(conversationId: string, query: URLSearchParams): Reply {
    const all = this.#world.conversations.get(conversationId)?.members ?? [];
    const start = Number(query.get('continuationToken') ?? 0);
    const end = start + PAGE;
    const more = end < all.length ? { continuationToken: String(end) } : {};
    return { status: 200, body: { members: all.slice(start, end).map(account), ...more } };
  }

  #token(call: Call): Reply {
    const form: URLSearchParams = call.body;
    this.tokenRequests.push(form);
    const right =
      form.get('grant_type') === 'client_credentials' &&
      form.get('client_id') === this.#documents.appId &&
      form.get('client_secret') === this.#documents.password;
    if (!right) return { status: 401, body: { error: 'invalid_client' } };
    this.#issued += 1;
    const token = `fake-access-token-${this.#issued}`;
    this.#tokens.add(token);
    return { status: 200, body: { token_type: 'Bearer', expires_in: this.#documents.expiresIn, access_token: token } };
  }

  #metadata() {
    return {
      issuer: 'https://api.botframework.com',
      jwks_uri: `${this.#documents.base}/keys`,
      id_token_signing_alg_values_supported: ['RS256'],
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
    };
  }

  #refuse(call: Call, block: string): Reply {
    const status = block === 'ConversationNotFound' ? 404 : 403;
    this.#record(call, '', status);
    return { status, body: { error: { code: block, message: 'The bot may not write here.' } } };
  }

  #record(call: Call, id: string, status: number): void {
    if (call.route !== 'send' && call.route !== 'update' && call.route !== 'delete' && call.route !== 'create') return;
    const activity = call.body ?? {};
    this.#onSent({
      route: call.route,
      conversationId: call.conversationId ?? '',
      id,
      activity,
      at: performance.now(),
      status,
    });
  }
}

function account(person: FakePerson) {
  const { id, name, email, userPrincipalName, aadObjectId, tenantId } = person;
  const [givenName, ...rest] = name.split(' ');
  return {
    id,
    name,
    givenName,
    surname: rest.join(' '),
    email,
    userPrincipalName,
    aadObjectId,
    tenantId,
    userRole: 'user',
  };
}

const CONVERSATION = /^\/v3\/conversations\/([^/]+)\/(activities|members|pagedmembers)(?:\/([^/]+))?$/;

function routeOf(req: IncomingMessage, text: string): Call | undefined {
  const url = new URL(req.url ?? '/', 'http://fake');
  const query = url.searchParams;
  const path = url.pathname.replace(/^\/teams/, '');
  const json = req.headers['content-type']?.includes('json') && text ? JSON.parse(text) : undefined;
  if (path.endsWith('/.well-known/openidconfiguration')) return { route: 'metadata', query, body: undefined };
  if (path === '/keys') return { route: 'jwks', query, body: undefined };
  if (path.endsWith('/oauth2/v2.0/token')) return { route: 'token', query, body: new URLSearchParams(text) };
  if (path === '/v3/conversations' && req.method === 'POST') return { route: 'create', query, body: json };
  const match = CONVERSATION.exec(path);
  if (!match) return undefined;
  const [, conversation = '', kind, tail] = match;
  const conversationId = decodeURIComponent(conversation);
  const route = kind === 'activities' ? activityRoute(req.method) : kind === 'members' && tail ? 'member' : 'members';
  return route && { route, conversationId, tail: tail && decodeURIComponent(tail), query, body: json };
}

function activityRoute(method: string | undefined): FakeRoute | undefined {
  if (method === 'POST') return 'send';
  if (method === 'PUT') return 'update';
  return method === 'DELETE' ? 'delete' : undefined;
}

function answer(res: ServerResponse, { status, body }: Reply): void {
  const text = body === undefined ? '' : JSON.stringify(body);
  res.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  res.end(text);
}

async function readText(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
