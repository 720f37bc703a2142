import { randomUUID } from 'node:crypto';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FakeActivities, type FakeActivity } from './fake-activities.ts';
import { FakeConnector, type SentRecord } from './fake-connector.ts';
import { type Fault, Faults } from './fake-faults.ts';
import { type FakeBlock, type FakeConversation, type FakeMessage, type FakePerson, FakeWorld } from './fake-world.ts';
import { createSigner, type TokenKind } from './sign-activity.ts';

export interface Posted {
  status: number;
  body: string;
  /** The parsed body, where there is one. */
  // biome-ignore lint/suspicious/noExplicitAny: looked into freely by tests
  json: any;
}

export interface PostOptions {
  /** Default `good`. */
  token?: TokenKind;
  headers?: { [name: string]: string };
  /** Sent instead of the activity's JSON. */
  rawBody?: string;
  /** The token's serviceurl claim; default the activity's. */
  claimedServiceUrl?: string;
}

/** Microsoft's cloud on a loopback socket. Times are real; ids grow. */
export interface FakeTeams {
  readonly serviceUrl: string;
  readonly appId: string;
  readonly tenantId: string;
  /** The settings of the bot, by the names of its environment. */
  readonly settings: { [name: string]: string };
  readonly activities: FakeActivities;
  /** Everything the bot did or tried, in order. */
  readonly sent: SentRecord[];
  /** Form bodies that the token endpoint received. */
  readonly tokenRequests: URLSearchParams[];
  user(name: string, email: string, change?: Partial<FakePerson>): FakePerson;
  channel(name: string, members: FakePerson[]): FakeConversation;
  groupChat(name: string, members: FakePerson[]): FakeConversation;
  personal(person: FakePerson): FakeConversation;
  leave(conversation: FakeConversation, person: FakePerson): void;
  block(id: string, kind: FakeBlock | undefined): void;
  messages(conversationId: string): FakeMessage[];
  post(botUrl: string, activity: FakeActivity, options?: PostOptions): Promise<Posted>;
  /** Resolves with the first effect, past or to come, that fits. */
  waitFor(predicate: (record: SentRecord) => boolean, timeoutMs?: number): Promise<SentRecord>;
  /** Told of every effect from now on. */
  watch(listener: (record: SentRecord) => void): void;
  fail(fault: Fault): void;
  mend(): void;
  requests(route: Fault['route']): number;
  /** Every access token given so far is refused from now on. */
  revokeTokens(): void;
  close(): Promise<void>;
}

const ISSUER = 'https://api.botframework.com';

/**
 * @param options.expiresIn life of an access token in seconds, default one hour
 * @param options.forgets keeps nothing of what is sent beyond its ids, for a load that would fill the memory
 */
export async function startFakeTeams(options: { expiresIn?: number; forgets?: boolean } = {}): Promise<FakeTeams> {
  const appId = randomUUID();
  const tenantId = randomUUID();
  const password = randomUUID();
  const signer = await createSigner(appId, ISSUER);
  const world = new FakeWorld(tenantId, options.forgets);
  const faults = new Faults();
  const sent: SentRecord[] = [];
  const watchers = new Set<(record: SentRecord) => void>();

  let connector: FakeConnector;
  const server = createServer((req, res) => {
    connector.handle(req, res).catch((error) => res.destroy(error));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const serviceUrl = `${base}/teams/`;
  const documents = { base, jwk: signer.jwk, appId, password, expiresIn: options.expiresIn ?? 3600 };
  connector = new FakeConnector(world, faults, documents, (record) => {
    if (!options.forgets) sent.push(record);
    for (const watcher of [...watchers]) watcher(record);
  });
  // Idle connections end before the five seconds after which a bot's server would end them, just as one is used again.
  const agent = new Agent({ keepAlive: true, timeout: 3_000 });

  return {
    serviceUrl,
    appId,
    tenantId,
    settings: botSettings(base, { appId, tenantId, password }),
    activities: new FakeActivities(serviceUrl, appId),
    sent,
    tokenRequests: connector.tokenRequests,
    user: (name, email, change) => world.user(name, email, change),
    channel: (name, members) => world.channel(name, members),
    groupChat: (name, members) => world.groupChat(name, members),
    personal: (person) => world.personal(person),
    leave: (conversation, person) => world.leave(conversation, person),
    block: (id, kind) => world.block(id, kind),
    messages: (id) => world.messages(id),
    async post(botUrl, activity, given = {}) {
      const claimed = given.claimedServiceUrl ?? String(activity.serviceUrl ?? serviceUrl);
      const authorization = await signer.authorization(given.token ?? 'good', claimed);
      const body = given.rawBody ?? JSON.stringify(activity);
      const headers = { 'content-type': 'application/json', ...(authorization && { authorization }), ...given.headers };
      return postTo(`${botUrl}/api/messages`, body, headers, agent);
    },
    waitFor: (predicate, timeoutMs = 5000) => waitFor(sent, watchers, predicate, timeoutMs),
    watch: (listener) => void watchers.add(listener),
    fail: (fault) => faults.add(fault),
    mend: () => faults.clear(),
    requests: (route) => connector.requests.get(route) ?? 0,
    revokeTokens: () => connector.revokeTokens(),
    async close() {
      agent.destroy();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

function botSettings(base: string, bot: { appId: string; tenantId: string; password: string }) {
  return {
    MicrosoftAppType: 'SingleTenant',
    MicrosoftAppId: bot.appId,
    MicrosoftAppPassword: bot.password,
    MicrosoftAppTenantId: bot.tenantId,
    ToBotFromChannelTokenIssuer: ISSUER,
    ToBotFromChannelOpenIdMetadataUrl: `${base}/v1/.well-known/openidconfiguration`,
    ToBotFromEmulatorOpenIdMetadataUrl: `${base}/v1/.well-known/openidconfiguration`,
    ToChannelFromBotLoginUrl: `${base}/${bot.tenantId}`,
    ToChannelFromBotOAuthScope: ISSUER,
    OAuthUrl: base,
    CallerId: 'urn:botframework:azure',
  };
}

function postTo(url: string, body: string, headers: { [name: string]: string }, agent: Agent): Promise<Posted> {
  return new Promise((resolve, reject) => {
    const length = { 'content-length': String(Buffer.byteLength(body)) };
    const req = request(url, { method: 'POST', agent, headers: { ...length, ...headers } }, (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk) => chunks.push(chunk));
      res.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        const json = res.headers['content-type']?.includes('json') && text ? JSON.parse(text) : undefined;
        resolve({ status: res.statusCode ?? 0, body: text, json });
      });
    });
    req.on('error', reject);
    req.end(body);
  });
}

function waitFor(
  sent: SentRecord[],
  watchers: Set<(record: SentRecord) => void>,
  predicate: (record: SentRecord) => boolean,
  timeoutMs: number,
): Promise<SentRecord> {
  const past = sent.find(predicate);
  if (past) return Promise.resolve(past);
  return new Promise((resolve, reject) => {
    const watcher = (record: SentRecord) => {
      if (!predicate(record)) return;
      clearTimeout(timer);
      watchers.delete(watcher);
      resolve(record);
    };
    const timer = setTimeout(() => {
      watchers.delete(watcher);
      reject(new Error(`nothing fitting was sent within ${timeoutMs} ms`));
    }, timeoutMs);
    watchers.add(watcher);
  });
}
