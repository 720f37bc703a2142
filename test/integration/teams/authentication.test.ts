import assert from 'node:assert/strict';
import { createTeams } from '../../../src/adapters/teams/teams.ts';
import type { FakeConversation, FakePerson } from '../../support/teams/fake-world.ts';
import { BAD_TOKENS } from '../../support/teams/sign-activity.ts';
import { plainBinder, type RunningAdapter, startAdapter } from '../../support/teams/start-adapter.ts';
import { teamsSettings } from '../../support/teams/teams-settings.ts';

describe('authentication of what comes from Teams', () => {
  let bot: RunningAdapter;
  let ana: FakePerson;
  let chat: FakeConversation;
  const hello = () => bot.cloud.activities.text(ana, chat, 'bonjour');

  before(async () => {
    bot = await startAdapter();
    ana = bot.cloud.user('Ana Martin', 'ana@exemple.fr');
    chat = bot.cloud.personal(ana);
  });
  after(() => bot.close());
  beforeEach(() => {
    bot.taken.length = 0;
  });

  function assertNothingHappened(): void {
    assert.deepEqual(bot.taken, []);
    assert.deepEqual(bot.cloud.sent, []);
  }

  it('takes an activity with a right token', async () => {
    const { status, body } = await bot.cloud.post(bot.url, hello());
    assert.deepEqual([status, body], [200, '']);
    assert.equal(bot.taken.length, 1);
  });

  for (const token of BAD_TOKENS) {
    it(`answers 401 and nothing else to a token of the kind ${token}`, async () => {
      const { status, body } = await bot.cloud.post(bot.url, hello(), { token });
      assert.deepEqual([status, body], [401, '']);
      assertNothingHappened();
    });
  }

  it('gives no hint of the right shape to a bad token', async () => {
    for (const activity of [{}, { type: 1 }, { ...hello(), from: 'x' }]) {
      const { status, body } = await bot.cloud.post(bot.url, activity, { token: 'foreign_key' });
      assert.deepEqual([status, body], [401, '']);
    }
    assertNothingHappened();
  });

  const otherPlaces: { [what: string]: object } = {
    'the emulator': { channelId: 'emulator' },
    'another channel': { channelId: 'webchat' },
    'a channel named by a number': { channelId: 1 },
    'no channel': { channelId: undefined },
    'an Azure service': { channelId: 'AseChannel' },
  };
  for (const [what, change] of Object.entries(otherPlaces)) {
    it(`answers 401 to an activity that says it comes from ${what}`, async () => {
      const { status, body } = await bot.cloud.post(bot.url, { ...hello(), ...change });
      assert.deepEqual([status, body], [401, '']);
      assertNothingHappened();
    });
  }

  const serviceUrls: unknown[] = [
    undefined,
    '',
    'no address',
    7,
    'ftp://127.0.0.1/',
    'http://teams.example/',
    'http://localhost.example/',
    'http://user@127.0.0.1/',
    'https://user:secret@smba.trafficmanager.net/teams/',
    'https://smba.trafficmanager.net/teams/?x=1',
  ];
  for (const serviceUrl of serviceUrls) {
    it(`answers 401 to the service URL « ${serviceUrl} », even when the token repeats it`, async () => {
      const options = { claimedServiceUrl: String(serviceUrl) };
      const { status, body } = await bot.cloud.post(bot.url, { ...hello(), serviceUrl }, options);
      assert.deepEqual([status, body], [401, '']);
      assertNothingHappened();
    });
  }

  it('does not let a token that passed serve for another service URL', async () => {
    await bot.cloud.post(bot.url, hello());
    bot.taken.length = 0;
    const moved = { ...hello(), serviceUrl: 'https://smba.trafficmanager.net/teams/' };
    const { status } = await bot.cloud.post(bot.url, moved, { claimedServiceUrl: bot.cloud.serviceUrl });
    assert.equal(status, 401);
    assertNothingHappened();
  });

  it('takes an https service URL that the token vouches for', async () => {
    const { status } = await bot.cloud.post(bot.url, {
      ...hello(),
      serviceUrl: 'https://smba.trafficmanager.net/emea/',
    });
    assert.equal(status, 200);
  });
});

describe('a Teams bot whose login authority is not on loopback', () => {
  it('refuses http service URLs on loopback too', async () => {
    const bot = await startAdapter({ settings: { ToChannelFromBotLoginUrl: 'https://login.example/tenant' } });
    const ana = bot.cloud.user('Ana', 'ana@exemple.fr');
    const { status } = await bot.cloud.post(bot.url, bot.cloud.activities.text(ana, bot.cloud.personal(ana), 'x'));
    assert.equal(status, 401);
    assert.equal(bot.taken.length, 0);
    await bot.close();
  });
});

describe('a Teams bot that cannot get the signing keys', () => {
  it('answers 503, so that the activity comes again, and takes it once the keys are there', async () => {
    const bot = await startAdapter();
    bot.cloud.fail({ route: 'metadata', status: 500 });
    const ana = bot.cloud.user('Ana', 'ana@exemple.fr');
    const hello = bot.cloud.activities.text(ana, bot.cloud.personal(ana), 'bonjour');
    const first = await bot.cloud.post(bot.url, hello);
    assert.deepEqual([first.status, first.body], [503, '']);
    assert.equal((await bot.cloud.post(bot.url, hello)).status, 200);
    assert.equal(bot.taken.length, 1);
    await bot.close();
  });
});

describe('the settings of a Teams bot', () => {
  const right = {
    MicrosoftAppType: 'SingleTenant',
    MicrosoftAppId: 'an-app-id',
    MicrosoftAppPassword: 'x',
    MicrosoftAppTenantId: 'a-tenant',
  };
  const start = (change: object) => {
    const silent = () => undefined;
    const log = { info: silent, warn: silent, error: silent };
    return createTeams(teamsSettings({ ...right, ...change }), { binder: plainBinder, log });
  };

  it('are enough without any cloud setting', () => {
    assert.equal(start({}).channel.id, 'teams');
  });

  it('are refused with an empty app id, which would turn authentication off', () => {
    assert.throws(() => start({ MicrosoftAppId: ' ' }), /MicrosoftAppId/);
  });

  for (const name of ['ToChannelFromBotLoginUrl', 'ToBotFromChannelOpenIdMetadataUrl']) {
    it(`are refused with ${name} over http elsewhere than on loopback`, () => {
      assert.throws(() => start({ [name]: 'http://login.example/tenant' }), new RegExp(name));
    });
  }
});
