import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DeliveryError, type DeliveryFailure } from '../../../src/app/ports/channel.ts';
import type { Address } from '../../../src/app/ports/inbound.ts';
import type { Fault } from '../../support/teams/fake-faults.ts';
import { startFakeTeams } from '../../support/teams/fake-teams.ts';
import type { FakePerson } from '../../support/teams/fake-world.ts';
import { type RunningAdapter, startAdapter } from '../../support/teams/start-adapter.ts';

const NO_LIMIT = [{ count: 100_000, perMs: 1_000 }];

describe('delivery to Teams', () => {
  let bot: RunningAdapter;
  let ana: FakePerson;
  let address: Address;
  const send = (text = 'bonjour', to = address) => bot.channel.send(to, { text }, 'key');

  beforeEach(async () => {
    bot = await startAdapter({ rates: NO_LIMIT });
    ana = bot.cloud.user('Ana Martin', 'ana@exemple.fr');
    address = addressOf(bot, bot.cloud.personal(ana).id);
  });
  afterEach(() => bot.close());

  const ambiguous: [string, Partial<Fault>][] = [
    ['500', { status: 500 }],
    ['502', { status: 502 }],
    ['503', { status: 503 }],
    ['504', { status: 504 }],
    ['408', { status: 408 }],
    ['a reset socket', { reset: true }],
  ];
  const clear: [string, Partial<Fault>, DeliveryFailure][] = [
    ['429', { status: 429 }, 'throttled'],
    ['412', { status: 412 }, 'transient'],
    ['400', { status: 400, code: 'BadSyntax' }, 'rejected'],
    ['413', { status: 413 }, 'rejected'],
    ['403 MessageWritesBlocked', { status: 403, code: 'MessageWritesBlocked' }, 'unreachable'],
    ['403 ConversationBlockedByUser', { status: 403, code: 'ConversationBlockedByUser' }, 'unreachable'],
    ['403 BotNotInConversationRoster', { status: 403, code: 'BotNotInConversationRoster' }, 'unreachable'],
    ['403 BotDisabledByAdmin', { status: 403, code: 'BotDisabledByAdmin' }, 'unreachable'],
    ['403 of another kind', { status: 403 }, 'unreachable'],
    ['404 ConversationNotFound', { status: 404, code: 'ConversationNotFound' }, 'unreachable'],
  ];
  for (const [what, fault, failure] of [...ambiguous.map(([w, f]) => [w, f, 'ambiguous'] as const), ...clear]) {
    it(`posts exactly once on ${what}, and calls it ${failure}`, async () => {
      bot.cloud.fail({ route: 'send', times: Number.POSITIVE_INFINITY, ...fault });
      assert.equal((await failureOf(send())).failure, failure);
      assert.equal(bot.cloud.requests('send'), 1);
      assert.equal(bot.cloud.messages(address.conversationId).length, 0);
    });
  }

  for (const [what, fault] of ambiguous) {
    it(`calls ${what} transient where doing it again is harmless`, async () => {
      bot.cloud.fail({ route: 'update', ...fault });
      bot.cloud.fail({ route: 'delete', ...fault });
      bot.cloud.fail({ route: 'member', ...fault });
      const id = await send();
      assert.equal((await failureOf(bot.channel.update(address, id, { text: 'x' }))).failure, 'transient');
      assert.equal((await failureOf(bot.channel.erase(address, id))).failure, 'transient');
      assert.equal((await failureOf(bot.channel.rosterMember(address, ana.id))).failure, 'transient');
    });
  }

  it('calls it transient when nobody listens: nothing can have been posted', async () => {
    const gone = createServer().listen(0, '127.0.0.1');
    await new Promise((done) => gone.once('listening', done));
    const { port } = gone.address() as AddressInfo;
    await new Promise((done) => gone.close(done));
    const opaque = { ...(address.opaque as object), serviceUrl: `http://127.0.0.1:${port}/` };
    const failure = await failureOf(send('x', { ...address, opaque }));
    assert.deepEqual([failure.failure, failure.code], ['transient', 'ECONNREFUSED']);
  });

  it('finds the telling code of a 403 inside a nested message', async () => {
    const message = '{"subCode":"MessageWritesBlocked","details":"Thread is not writable for Ana Martin"}';
    bot.cloud.fail({ route: 'send', status: 403, body: { error: { code: 'ServiceError', message } } });
    assert.equal((await failureOf(send())).code, '403 MessageWritesBlocked');
  });

  it('keeps the words of an answer out of the code', async () => {
    bot.cloud.fail({ route: 'send', status: 400, body: { error: { code: 'Ana Martin <ana@exemple.fr>' } } });
    assert.equal((await failureOf(send())).code, '400');
  });

  // Made when the test runs: a date counted from the loading of the suites would have passed by then.
  const waits: [string, () => Partial<Fault>, (ms: number) => boolean][] = [
    ['seconds', () => ({ retryAfter: '7' }), (ms) => ms === 7000],
    [
      'a date',
      () => ({ retryAfter: new Date(Date.now() + 60_000).toUTCString() }),
      (ms) => ms > 40_000 && ms <= 60_000,
    ],
    [
      'milliseconds in the body',
      () => ({ body: { error: { code: 'Throttled' }, retryAfterMs: 1234 } }),
      (ms) => ms === 1234,
    ],
    ['nothing', () => ({}), (ms) => ms > 0],
  ];
  for (const [what, fault, fits] of waits) {
    it(`says how long to wait when a 429 gives ${what}, and keeps still until then`, async () => {
      bot.cloud.fail({ route: 'send', status: 429, ...fault() });
      const { retryAfterMs } = await failureOf(send());
      assert.ok(fits(retryAfterMs!), String(retryAfterMs));
      if (retryAfterMs! > 3_000) {
        assert.equal((await failureOf(send())).failure, 'throttled');
        assert.equal(bot.cloud.requests('send'), 1);
      }
    });
  }

  it('has one write at a time in a conversation, and does not hold up the others', async () => {
    bot.cloud.fail({ route: 'send', conversationId: address.conversationId, delayMs: 300 });
    const elsewhere = addressOf(bot, bot.cloud.personal(bot.cloud.user('Luc', 'luc@exemple.fr')).id);
    await Promise.all([send('un'), send('deux'), send('ailleurs', elsewhere)]);
    assert.deepEqual(
      bot.cloud.sent.map(({ activity }) => activity.text),
      ['ailleurs', 'un', 'deux'],
    );
  });

  it('uses one access token for five messages', async () => {
    for (let i = 0; i < 5; i += 1) await send();
    assert.equal(bot.cloud.tokenRequests.length, 1);
    const [form] = bot.cloud.tokenRequests;
    assert.equal(form!.get('scope'), 'https://api.botframework.com/.default');
    assert.equal(form!.get('grant_type'), 'client_credentials');
    assert.equal(form!.get('client_id'), bot.cloud.appId);
  });

  it('asks for one access token when several are wanted at once', async () => {
    const others = ['un', 'deux', 'trois'].map((name) =>
      bot.cloud.personal(bot.cloud.user(name, `${name}@exemple.fr`)),
    );
    await Promise.all(others.map(({ id }) => send('bonjour', addressOf(bot, id))));
    assert.equal(bot.cloud.tokenRequests.length, 1);
  });

  it('renews a token that is refused, and posts once', async () => {
    await send();
    bot.cloud.revokeTokens();
    await send();
    assert.equal(bot.cloud.tokenRequests.length, 2);
    assert.equal(bot.cloud.messages(address.conversationId).length, 2);
  });

  it('gives up after one renewal, as a passing trouble', async () => {
    bot.cloud.fail({ route: 'send', status: 401, times: Number.POSITIVE_INFINITY });
    assert.equal((await failureOf(send())).failure, 'transient');
    assert.equal(bot.cloud.requests('send'), 2);
  });

  it('calls a refused client secret transient: nothing was posted', async () => {
    bot.cloud.fail({ route: 'token', status: 401, body: { error: 'invalid_client' } });
    const failure = await failureOf(send());
    assert.deepEqual([failure.failure, failure.code], ['transient', 'token 401']);
    assert.equal(bot.cloud.requests('send'), 0);
  });

  it('leaves a scope as it is that ends with /.default already', async () => {
    const settings = { ToChannelFromBotOAuthScope: 'https://api.example/.default' };
    const other = await startAdapter({ settings });
    const person = other.cloud.user('Ana', 'ana@exemple.fr');
    await other.channel.send(addressOf(other, other.cloud.personal(person).id), { text: 'x' }, 'k');
    assert.equal(other.cloud.tokenRequests[0]!.get('scope'), 'https://api.example/.default');
    await other.close();
  });

  it('asks for a new token shortly before the old one ends', async () => {
    const cloud = await startFakeTeams({ expiresIn: 60 });
    const other = await startAdapter({ cloud, rates: NO_LIMIT });
    const person = cloud.user('Ana', 'ana@exemple.fr');
    for (let i = 0; i < 2; i += 1)
      await other.channel.send(addressOf(other, cloud.personal(person).id), { text: 'x' }, 'k');
    assert.equal(cloud.tokenRequests.length, 2);
    await other.close();
  });

  it('never sends its token to an http address elsewhere than on loopback', async () => {
    const opaque = { ...(address.opaque as object), serviceUrl: 'http://teams.example/' };
    assert.equal((await failureOf(send('x', { ...address, opaque }))).failure, 'unreachable');
  });

  it('refuses a message that is too large for Teams, without sending it', async () => {
    assert.equal((await failureOf(send('x'.repeat(50_000)))).failure, 'rejected');
    assert.equal(bot.cloud.requests('send'), 0);
  });

  it('posts text as plain text without entities, and a card with its summary as the preview', async () => {
    await send('<at>tous</at> **x**');
    await bot.channel.send(address, { text: 'Une demande', card: { template: 'message', data: {} } }, 'k');
    const [text, card] = bot.cloud.messages(address.conversationId).map(({ activity }) => activity);
    assert.deepEqual(text, { type: 'message', textFormat: 'plain', text: '<at>tous</at> **x**' });
    assert.equal(card!.summary, 'Une demande');
    assert.equal(card!.text, undefined);
    assert.equal(card!.attachments[0].contentType, 'application/vnd.microsoft.card.adaptive');
  });
});

describe('the rates of Teams', () => {
  it('let seven messages through in a second and hold the eighth back', async () => {
    const bot = await startAdapter();
    const person = bot.cloud.user('Ana', 'ana@exemple.fr');
    const to = addressOf(bot, bot.cloud.personal(person).id);
    await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map((n) => bot.channel.send(to, { text: String(n) }, `k${n}`)));
    const times = bot.cloud.sent.map(({ at }) => at);
    assert.ok(times[6]! - times[0]! < 900, 'seven at once');
    assert.ok(times[7]! - times[0]! >= 900, 'the eighth a second later');
    await bot.close();
  });

  it('throw a wait that is longer than a few seconds, with its length', async () => {
    const bot = await startAdapter({ rates: [{ count: 1, perMs: 60_000 }] });
    const person = bot.cloud.user('Ana', 'ana@exemple.fr');
    const to = addressOf(bot, bot.cloud.personal(person).id);
    await bot.channel.send(to, { text: 'un' }, 'k1');
    const failure = await failureOf(bot.channel.send(to, { text: 'deux' }, 'k2'));
    assert.equal(failure.failure, 'throttled');
    assert.ok(failure.retryAfterMs! > 50_000 && failure.retryAfterMs! <= 60_000);
    const elsewhere = addressOf(bot, bot.cloud.personal(bot.cloud.user('Luc', 'luc@exemple.fr')).id);
    await bot.channel.send(elsewhere, { text: 'un' }, 'k3');
    await bot.close();
  });
});

describe('people in Teams', () => {
  let bot: RunningAdapter;
  let team: Address;
  let zoe: FakePerson;

  before(async () => {
    bot = await startAdapter({ rates: NO_LIMIT });
    zoe = bot.cloud.user('Zoé Roy', 'Zoe.Roy@Exemple.fr', { userPrincipalName: 'ZROY@exemple.fr' });
    const crowd = [1, 2, 3, 4, 5].map((n) => bot.cloud.user(`Membre ${n}`, `membre${n}@exemple.fr`));
    team = addressOf(bot, bot.cloud.channel('Analyse', [...crowd, zoe]).id, 'channel');
  });
  after(() => bot.close());

  for (const [what, person] of [
    ['e-mail, on a later page of the roster', { email: 'zoe.roy@exemple.fr' }],
    ['UPN', { email: 'zroy@exemple.fr' }],
  ] as const) {
    it(`are found by ${what}`, async () => {
      const address = await bot.channel.openPersonal(person, team);
      assert.equal(address.conversationId, bot.cloud.personal(zoe).id);
      assert.equal(address.tenant, bot.cloud.tenantId);
    });
  }

  it('are found by their object id, whatever e-mail the directory has', async () => {
    const person = { aadObjectId: zoe.aadObjectId.toUpperCase(), email: 'ancien@exemple.fr' };
    assert.equal((await bot.channel.openPersonal(person, team)).conversationId, bot.cloud.personal(zoe).id);
  });

  it('are written to directly when their account is known', async () => {
    const before = bot.cloud.requests('members');
    const address = await bot.channel.openPersonal({ externalId: zoe.id }, team);
    assert.equal(address.conversationId, bot.cloud.personal(zoe).id);
    assert.equal(bot.cloud.requests('members'), before);
  });

  it('are unreachable when the roster does not hold them, or there is none to look in', async () => {
    for (const via of [team, undefined]) {
      const failure = await failureOf(bot.channel.openPersonal({ email: 'personne@exemple.fr' }, via));
      assert.equal(failure.failure, 'unreachable');
    }
  });

  it('are in the roster with all their verified e-mails', async () => {
    assert.deepEqual(await bot.channel.rosterMember(team, zoe.id), {
      externalId: zoe.id,
      name: 'Zoé Roy',
      emails: ['zoe.roy@exemple.fr', 'zroy@exemple.fr'],
      aadObjectId: zoe.aadObjectId,
      tenant: bot.cloud.tenantId,
    });
  });
});

function addressOf(bot: RunningAdapter, conversationId: string, kind: Address['kind'] = 'personal'): Address {
  const tenant = bot.cloud.tenantId;
  const opaque = { serviceUrl: bot.cloud.serviceUrl, botId: `28:${bot.cloud.appId}`, tenantId: tenant };
  return { channel: 'teams', conversationId, kind, tenant, opaque };
}

async function failureOf(attempt: Promise<unknown>): Promise<DeliveryError> {
  const error = await attempt.then(
    () => assert.fail('it should have failed'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof DeliveryError, String(error));
  return error;
}
