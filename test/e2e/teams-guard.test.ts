import assert from 'node:assert/strict';
import { hasPostgres, POSTGRES_COMMAND } from '../support/postgres.ts';
import { requirePart } from '../support/require-part.ts';
import { runScript } from '../support/run-script.ts';
import type { FakeActivity } from '../support/teams/fake-activities.ts';
import type { PostOptions } from '../support/teams/fake-teams.ts';
import type { FakePerson } from '../support/teams/fake-world.ts';
import { BAD_TOKENS } from '../support/teams/sign-activity.ts';
import { BRUME } from '../support/teams-cast.ts';
import { TeamsPlay } from '../support/teams-play.ts';

describe('The door of the server', function () {
  this.timeout(30_000);
  let play: TeamsPlay;
  let ana: FakePerson;

  before(async function () {
    this.timeout(60_000);
    requirePart(this, 'PostgreSQL', hasPostgres, POSTGRES_COMMAND);
    play = await TeamsPlay.open(() => [BRUME]);
    ana = play.cloud.user('Ana Martin', 'ana@ecole.example');
  });
  after(() => play?.close());

  const hello = (change: FakeActivity = {}) => ({
    ...play.cloud.activities.text(ana, play.cloud.personal(ana), 'bonjour'),
    ...change,
  });

  async function turnedAway(status: number, activity: FakeActivity, options: PostOptions = {}): Promise<void> {
    const posted = await play.cloud.post(play.url, activity, options);
    assert.deepEqual([posted.status, posted.body], [status, '']);
    assert.deepEqual(await play.sql('SELECT 1 FROM evenement_recu'), [], 'nothing is executed');
    assert.deepEqual(await play.sql('SELECT 1 FROM identite'), [], 'nobody is known');
    assert.deepEqual(await play.sql('SELECT 1 FROM outbox'), []);
    assert.deepEqual(play.cloud.sent, [], 'nothing is sent');
    assert.equal(play.cloud.requests('member'), 0, 'nobody is looked up');
  }

  for (const token of BAD_TOKENS) {
    it(`answers 401 and nothing to a token that is wrong: ${token}`, () => turnedAway(401, hello(), { token }));
  }

  const elsewhere: { [what: string]: FakeActivity } = {
    'another channel': { channelId: 'webchat' },
    'the emulator': { channelId: 'emulator' },
    'no service URL': { serviceUrl: undefined },
    'a service URL that is none': { serviceUrl: 'javascript:alert(1)' },
    'a service URL of another machine, unencrypted': { serviceUrl: 'http://smba.example/teams/' },
    'a service URL with a password': { serviceUrl: 'https://a:b@smba.example/' },
  };
  for (const [what, change] of Object.entries(elsewhere)) {
    it(`answers 401 and nothing to ${what}`, () => turnedAway(401, hello(change)));
  }

  it('answers with its status alone to what is no activity', async () => {
    await turnedAway(401, {}, { rawBody: '{}' });
    await turnedAway(401, {}, { rawBody: '{"type":1}' });
    await turnedAway(400, {}, { rawBody: '{"type":' });
    await turnedAway(413, {}, { rawBody: JSON.stringify({ text: 'x'.repeat(400_000) }) });
    await turnedAway(
      415,
      {},
      { rawBody: 'type=message', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    );
    await turnedAway(400, hello({ from: undefined }));
    await turnedAway(400, hello({ text: { a: 1 } }));
  });

  const absent = [
    ['GET', '/', 404],
    ['POST', '/', 404],
    ['GET', '/bac-a-sable.html', 404],
    ['GET', '/api/messages', 405],
    ['PUT', '/api/messages', 405],
    ['DELETE', '/health/live', 405],
    ['GET', '/%E0%A4%A', 404],
    ['GET', '/../../etc/passwd', 404],
  ] as const;
  for (const [method, path, status] of absent) {
    it(`answers ${method} ${path} with ${status} and nothing, and stays up`, async () => {
      const answer = await fetch(`${play.url}${path}`, { method });
      assert.deepEqual([answer.status, await answer.text()], [status, '']);
      assert.equal((await fetch(`${play.url}/health/ready`)).status, 200);
    });
  }

  it('still answers who is right, and does nothing with a button that is none of ours', async () => {
    const chat = play.cloud.personal(ana);
    for (const data of [
      {},
      { v: 2, action: 'aide' },
      { v: 1, action: 'effacer_tout' },
      { v: 1, action: '__proto__' },
    ]) {
      const { text } = await play.send(play.cloud.activities.execute(ana, chat, data));
      assert.match(text, /message trop ancien/);
    }
    await play.say(ana, 'bonjour');
    await play.reads(ana, /^Bonjour !/);
    assert.doesNotMatch(play.logs, /Ana Martin|ana@|bonjour|Bearer/);
  });
});

describe('A server that cannot start', function () {
  this.timeout(30_000);
  const KEY = `a:${Buffer.alloc(32, 1).toString('base64')}`;
  const TEAMS = {
    MicrosoftAppId: '11111111-2222-3333-4444-555555555555',
    MicrosoftAppPassword: 'secret-tenu',
    PORT: '0',
  };

  const starts: { [what: string]: [env: { [name: string]: string }, sentence: RegExp] } = {
    'without DATA_KEYS outside the sandbox': [TEAMS, /DATA_KEYS.*cles generer/],
    'with a key of the wrong length': [{ ...TEAMS, DATA_KEYS: 'a:YWJj' }, /DATA_KEYS.*32 octets/],
    'as a sandbox with Teams settings': [{ ...TEAMS, DATA_KEYS: KEY, SANDBOX: 'true' }, /SANDBOX.*MicrosoftAppId/],
    'without the password of the bot': [
      { MicrosoftAppId: TEAMS.MicrosoftAppId, DATA_KEYS: KEY },
      /MicrosoftAppPassword.*secret client/,
    ],
    'with Teams settings and no MicrosoftAppId': [{ MicrosoftAppPassword: 'secret-tenu' }, /manque MicrosoftAppId/],
    'with an authority in clear on another machine': [
      { ...TEAMS, DATA_KEYS: KEY, ToChannelFromBotLoginUrl: 'http://login.example/x' },
      /ToChannelFromBotLoginUrl.*https/,
    ],
    'as a sandbox for the whole network': [{ HOST: '0.0.0.0', PORT: '0' }, /HOST.*127\.0\.0\.1/],
  };
  for (const [what, [env, sentence]] of Object.entries(starts)) {
    it(`says so in one sentence and ends with 1: ${what}`, async () => {
      const { code, err, out } = await runScript('src/main.ts', [], env);
      assert.equal(code, 1);
      assert.match(err, sentence);
      assert.doesNotMatch(err + out, /secret-tenu|\n\s+at |YWJj/);
    });
  }
});
