import assert from 'node:assert/strict';
import { IncidentError } from '../../../src/app/ports/inbound.ts';
import type { FakeConversation, FakePerson } from '../../support/teams/fake-world.ts';
import { type RunningAdapter, startAdapter } from '../../support/teams/start-adapter.ts';

describe('POST /api/messages', () => {
  let bot: RunningAdapter;
  let ana: FakePerson;
  let chat: FakeConversation;
  const hello = (text = 'bonjour') => bot.cloud.activities.text(ana, chat, text);
  const click = () => bot.cloud.activities.execute(ana, chat, { v: '1', action: 'aide' }, '17');

  before(async () => {
    bot = await startAdapter();
    ana = bot.cloud.user('Ana Martin', 'ana@exemple.fr');
    chat = bot.cloud.personal(ana);
  });
  after(() => bot.close());
  beforeEach(() => {
    bot.taken.length = 0;
    bot.answerWith({ kind: 'none' });
  });

  const bodies: { [what: string]: { rawBody: string; headers?: { [name: string]: string }; status: number } } = {
    'an empty object': { rawBody: '{}', status: 401 },
    'a type that is a number': { rawBody: '{"type":1}', status: 401 },
    'an array': { rawBody: '[]', status: 401 },
    'a bare null': { rawBody: 'null', status: 401 },
    'broken JSON': { rawBody: '{"type":', status: 400 },
    'no body': { rawBody: '', status: 400 },
    'a form': {
      rawBody: 'type=message&text=x',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      status: 415,
    },
    'a compressed body': { rawBody: '{}', headers: { 'content-encoding': 'gzip' }, status: 415 },
    'half a megabyte': { rawBody: JSON.stringify({ text: 'x'.repeat(512 * 1024) }), status: 413 },
    'brackets without end': { rawBody: '['.repeat(100_000), status: 400 },
  };
  for (const [what, { rawBody, headers, status }] of Object.entries(bodies)) {
    it(`answers ${status} with an empty body to ${what}`, async () => {
      const posted = await bot.cloud.post(bot.url, {}, { rawBody, ...(headers && { headers }) });
      assert.deepEqual([posted.status, posted.body], [status, '']);
      assert.deepEqual(bot.taken, []);
    });
  }

  const deep = (depth: number): unknown => (depth === 0 ? 1 : { a: deep(depth - 1) });
  const shapes: { [what: string]: object } = {
    'a text that is a number': { text: 5 },
    'a text that is an object': { text: { a: 1 } },
    'no sender': { from: undefined },
    'a sender without id': { from: { name: 'x' } },
    'a sender that is a text': { from: '29:1' },
    'a conversation without id': { conversation: {} },
    'a conversation that is a list': { conversation: [] },
    'a type that is a list': { type: ['message'] },
    'entities that are no list': { entities: { type: 'mention' } },
    'attachments that hold a text': { attachments: ['x'] },
    'an id of 2,000 characters': { id: 'x'.repeat(2000) },
    'a value nested 2,000 times': { value: deep(2000) },
    'members without id': { type: 'conversationUpdate', membersAdded: [{}] },
  };
  for (const [what, change] of Object.entries(shapes)) {
    it(`answers 400 with an empty body to an authentic activity with ${what}`, async () => {
      const posted = await bot.cloud.post(bot.url, { ...hello(), ...change });
      assert.deepEqual([posted.status, posted.body], [400, '']);
      assert.deepEqual(bot.taken, []);
    });
  }

  it('answers 401 without a body being read when there is no Authorization', async () => {
    const posted = await bot.cloud.post(bot.url, hello(), { token: 'missing', rawBody: '{' });
    assert.deepEqual([posted.status, posted.body], [401, '']);
  });

  it('lets a text of 100 kB pass whole', async () => {
    const text = 'é'.repeat(50_000);
    assert.equal((await bot.cloud.post(bot.url, hello(text))).status, 200);
    const payload = bot.taken[0]!.payload;
    assert.equal(payload.kind === 'text' && payload.text, text);
  });

  it('answers 200 to what the bot has no use for, without handing it on', async () => {
    for (const type of ['messageReaction', 'messageUpdate', 'messageDelete', 'typing', 'event', 'endOfConversation'])
      assert.equal((await bot.cloud.post(bot.url, { ...hello(), type })).status, 200);
    assert.deepEqual(bot.taken, []);
  });

  it('answers 501 to an invoke that is not a click on a card', async () => {
    for (const name of ['composeExtension/query', 'signin/verifyState', undefined]) {
      const posted = await bot.cloud.post(bot.url, { ...click(), name });
      assert.deepEqual([posted.status, posted.body], [501, '']);
    }
    assert.deepEqual(bot.taken, []);
  });

  it('answers a click with the card, for Teams to show in its place', async () => {
    bot.answerWith({ kind: 'card', card: { template: 'message', data: { title: 'Voilà' } } });
    const { status, json } = await bot.cloud.post(bot.url, click());
    assert.equal(status, 200);
    assert.equal(json.statusCode, 200);
    assert.equal(json.type, 'application/vnd.microsoft.card.adaptive');
    assert.equal(json.value.data.title, 'Voilà');
  });

  it('answers a click with a sentence', async () => {
    bot.answerWith({ kind: 'notice', text: 'Déjà acceptée.' });
    const { json } = await bot.cloud.post(bot.url, click());
    const type = 'application/vnd.microsoft.activity.message';
    assert.deepEqual(json, { statusCode: 200, type, value: 'Déjà acceptée.' });
  });

  it('answers a click that needs no answer with a message that is not empty', async () => {
    const { json } = await bot.cloud.post(bot.url, click());
    assert.equal(json.type, 'application/vnd.microsoft.activity.message');
    assert.ok(json.value.length > 0);
  });

  it('answers a click from a client of Action.Submit with an empty 200', async () => {
    bot.answerWith({ kind: 'card', card: { template: 'message', data: {} } });
    const posted = await bot.cloud.post(bot.url, bot.cloud.activities.submit(ana, chat, { v: '1', action: 'aide' }));
    assert.deepEqual([posted.status, posted.body], [200, '']);
  });

  it('hands on a click whose data is not ours, and shows what is answered to it', async () => {
    bot.answerWith({ kind: 'notice', text: 'Cette carte est trop ancienne.' });
    const { json } = await bot.cloud.post(bot.url, { ...click(), value: { action: { data: { v: '9' } } } });
    assert.deepEqual(bot.taken[0]?.payload, { kind: 'unknown_action', style: 'execute' });
    assert.equal(json.value, 'Cette carte est trop ancienne.');
  });

  it('shows the reference of an incident to the one who clicked', async () => {
    bot.answerWith(new IncidentError('R-4711'));
    const { status, json } = await bot.cloud.post(bot.url, click());
    assert.equal(status, 200);
    assert.match(json.value, /R-4711/);
  });

  it('answers 500 to a message that met an incident, and says so once with its reference', async () => {
    bot.answerWith(new IncidentError('R-4712'));
    const message = hello();
    const posted = await bot.cloud.post(bot.url, message);
    assert.deepEqual([posted.status, posted.body], [500, '']);
    await bot.cloud.waitFor(({ activity }) => /R-4712/.test(activity.text));
    bot.answerWith(new IncidentError('R-4713'));
    await bot.cloud.post(bot.url, message);
    await bot.channel.send(bot.taken[0]!.address, { text: 'la suite' }, 'k');
    assert.deepEqual(
      bot.cloud.messages(chat.id).map(({ activity }) => /R-471\d|la suite/.exec(activity.text)?.[0]),
      ['R-4712', 'la suite'],
    );
  });

  it('answers 500 with an empty body when the handler breaks, and never tells why', async () => {
    bot.answerWith(new Error('la table demande est absente'));
    for (const activity of [hello(), click()]) {
      const posted = await bot.cloud.post(bot.url, activity);
      assert.deepEqual([posted.status, posted.body], [500, '']);
    }
  });
});
