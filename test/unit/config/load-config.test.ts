import assert from 'node:assert/strict';
import { ConfigError, configWarnings, loadConfig, loadStorageSettings, redact } from '../../../src/config.ts';

const KEY = `k1:${Buffer.alloc(32, 7).toString('base64')}`;
const OLD_KEY = `k0:${Buffer.alloc(32, 3).toString('base64')}`;
const TRIAL = {
  SANDBOX: 'true',
  TCHAP_HOMESERVER_URL: 'http://127.0.0.1:8008',
  TCHAP_USER_ID: '@pole:hs.test',
  TCHAP_PASSWORD: 'p4ss-of-the-bot',
  SANDBOX_TCHAP_USER_ID: '@claire:hs.test',
  SANDBOX_TCHAP_PASSWORD: 'p4ss-of-claire',
};
const TEAMS = { MicrosoftAppId: 'app-1', MicrosoftAppPassword: 'p4ss-very-secret', DATA_KEYS: KEY };

function problemsOf(env: { [name: string]: string }): string[] {
  try {
    loadConfig(env);
  } catch (error) {
    assert(error instanceof ConfigError);
    return error.problems;
  }
  return [];
}

describe('loadConfig', () => {
  it('is a sandbox on loopback with the embedded database when nothing is set', () => {
    const config = loadConfig({});
    assert.equal(config.mode, 'sandbox');
    assert.equal(config.host, '127.0.0.1');
    assert.equal(config.port, 3978);
    assert.equal(config.databaseUrl, undefined);
    assert.match(config.dataDir, /\/data$/);
    assert.equal(config.logLevel, 'info');
    assert.deepEqual(config.dataKeys, []);
    assert.equal(config.teams, undefined);
  });

  it('is a sandbox that opens Tchap too, on a homeserver of this machine', () => {
    for (const url of ['http://127.0.0.1:8008', 'http://localhost:8008', 'https://[::1]:8448']) {
      const config = loadConfig({ ...TRIAL, TCHAP_HOMESERVER_URL: url });
      assert.equal(config.mode, 'sandbox');
      assert.equal(config.tchap?.homeserverUrl, url);
      assert.deepEqual(config.tchapPersona, { userId: '@claire:hs.test', password: 'p4ss-of-claire' });
      assert.doesNotMatch(JSON.stringify(redact(config)), /p4ss/);
    }
  });

  it('needs no persona in Tchap to open it in the sandbox', () => {
    const { SANDBOX_TCHAP_USER_ID: _, SANDBOX_TCHAP_PASSWORD: __, ...bot } = TRIAL;
    assert.equal(loadConfig(bot).tchapPersona, undefined);
  });

  it('trusts the signed devices alone in Tchap where it is asked to', () => {
    const tchap = { TCHAP_HOMESERVER_URL: 'https://m.test', TCHAP_USER_ID: '@pole:agent.test', DATA_KEYS: KEY };
    assert.equal(loadConfig(tchap).tchap?.signedDevicesOnly, undefined);
    assert.equal(loadConfig({ ...tchap, TCHAP_SIGNED_DEVICES_ONLY: 'true' }).tchap?.signedDevicesOnly, true);
    assert.throws(() => loadConfig({ ...tchap, TCHAP_SIGNED_DEVICES_ONLY: 'oui' }), /TCHAP_SIGNED_DEVICES_ONLY/);
  });

  it('is in production with a homeserver of this machine unless the sandbox is asked for', () => {
    const { SANDBOX: _, SANDBOX_TCHAP_USER_ID: __, SANDBOX_TCHAP_PASSWORD: ___, ...bot } = TRIAL;
    assert.equal(loadConfig({ ...bot, DATA_KEYS: KEY }).mode, 'production');
  });

  it('counts an empty variable as absent', () => {
    assert.deepEqual(loadConfig({ HOST: '', PORT: ' ', MicrosoftAppId: '', TCHAP_HOMESERVER_URL: '' }), loadConfig({}));
  });

  it('is in production with Teams when MicrosoftAppId is given', () => {
    const config = loadConfig({ ...TEAMS, HOST: '0.0.0.0', DATABASE_URL: 'postgres://u:p@db:5432/pole' });
    assert.equal(config.mode, 'production');
    assert.deepEqual(config.teams, {
      appType: 'MultiTenant',
      appId: 'app-1',
      appPassword: 'p4ss-very-secret',
      cloud: {},
    });
    assert.deepEqual(configWarnings(config), []);
  });

  it('warns that the embedded database is not for a real service', () => {
    assert.equal(configWarnings(loadConfig(TEAMS)).length, 1);
    assert.deepEqual(configWarnings(loadConfig({})), []);
  });

  it('hands the settings of another cloud on, under the names of the Bot Framework', () => {
    const cloud = {
      ToBotFromChannelOpenIdMetadataUrl: 'http://127.0.0.1:9000/openid',
      ToBotFromChannelTokenIssuer: 'https://issuer.test',
      ToBotFromEmulatorOpenIdMetadataUrl: 'http://127.0.0.1:9000/openid',
      ToChannelFromBotLoginUrl: 'http://localhost:9000/tenant',
      ToChannelFromBotOAuthScope: 'https://api.test',
      OAuthUrl: 'https://token.test',
      CallerId: 'urn:botframework:azure',
    };
    assert.deepEqual(loadConfig({ ...TEAMS, ...cloud }).teams?.cloud, cloud);
  });

  it('reads several keys in their order, the first of which writes', () => {
    const { dataKeys } = loadConfig({ DATA_KEYS: `${KEY}, ${OLD_KEY}` });
    assert.deepEqual(
      dataKeys.map(({ id, key }) => [id, key.length, key[0]]),
      [
        ['k1', 32, 7],
        ['k0', 32, 3],
      ],
    );
  });

  const refused: [string, { [name: string]: string }, RegExp][] = [
    [
      'the sandbox with a Teams app id',
      { SANDBOX: 'true', MicrosoftAppId: 'a' },
      /SANDBOX.*MicrosoftAppId.*SANDBOX=false/,
    ],
    [
      'the sandbox with a homeserver of another machine',
      { ...TRIAL, TCHAP_HOMESERVER_URL: 'https://matrix.agent.tchap.gouv.fr' },
      /SANDBOX.*TCHAP_HOMESERVER_URL.*SANDBOX=false/,
    ],
    [
      'the sandbox with a homeserver whose name only begins like loopback',
      { ...TRIAL, TCHAP_HOMESERVER_URL: 'https://127.0.0.1.example.org' },
      /SANDBOX.*TCHAP_HOMESERVER_URL/,
    ],
    [
      'the sandbox with Teams and a homeserver of this machine',
      { ...TRIAL, MicrosoftAppId: 'a' },
      /SANDBOX[^)]*\(MicrosoftAppId\)/,
    ],
    ['a homeserver to try without the bot’s account', { ...TRIAL, TCHAP_USER_ID: '' }, /TCHAP_USER_ID/],
    ['a persona in Tchap without its password', { ...TRIAL, SANDBOX_TCHAP_PASSWORD: '' }, /vont ensemble/],
    [
      'a persona in Tchap without a homeserver to try',
      { SANDBOX_TCHAP_USER_ID: '@claire:hs.test', SANDBOX_TCHAP_PASSWORD: 'x' },
      /SANDBOX_TCHAP_USER_ID.*127\.0\.0\.1/,
    ],
    [
      'a persona in Tchap outside the sandbox',
      { ...TRIAL, SANDBOX: 'false', DATA_KEYS: KEY },
      /SANDBOX_TCHAP_USER_ID.*SANDBOX=true/,
    ],
    [
      'a misspelt setting of the persona',
      { ...TRIAL, SANDBOX_TCHAP_USER: 'x' },
      /vouliez-vous dire « SANDBOX_TCHAP_USER_ID »/,
    ],
    ['the sandbox with Tchap settings', { TCHAP_ACCESS_TOKEN: 'x' }, /SANDBOX.*TCHAP_ACCESS_TOKEN/],
    ['Teams settings without an app id', { MicrosoftAppPassword: 'x' }, /MicrosoftAppId.*manque MicrosoftAppId/],
    ['the sandbox on every interface', { HOST: '0.0.0.0' }, /HOST.*0\.0\.0\.0.*HOST=127\.0\.0\.1/],
    ['the sandbox on every IPv6 interface', { HOST: '::' }, /HOST/],
    ['the sandbox on a name that only begins like loopback', { HOST: '127.0.0.1.example.org' }, /HOST/],
    ['no channel outside the sandbox', { SANDBOX: 'false', DATA_KEYS: KEY }, /canal.*SANDBOX=true/],
    ['Tchap without its account', { TCHAP_HOMESERVER_URL: 'https://m.test', DATA_KEYS: KEY }, /TCHAP_USER_ID/],
    ['Teams without a password', { MicrosoftAppId: 'a', DATA_KEYS: KEY }, /MicrosoftAppPassword.*secret client/],
    [
      'a single tenant without its tenant',
      { ...TEAMS, MicrosoftAppType: 'SingleTenant' },
      /MicrosoftAppTenantId.*SingleTenant/,
    ],
    [
      'a managed identity without its tenant',
      { MicrosoftAppId: 'a', DATA_KEYS: KEY, MicrosoftAppType: 'UserAssignedMSI' },
      /MicrosoftAppTenantId.*UserAssignedMSI/,
    ],
    [
      'Teams without keys',
      { MicrosoftAppId: 'a', MicrosoftAppPassword: 'b' },
      /DATA_KEYS.*npm run pole -- cles generer/,
    ],
    ['a key without an id', { DATA_KEYS: Buffer.alloc(32).toString('base64') }, /DATA_KEYS.*clé n°\s1/],
    ['a key with a bad id', { DATA_KEYS: `é:${KEY.slice(3)}` }, /DATA_KEYS.*identifiant de la clé n°\s1/],
    [
      'a key of 31 bytes',
      { DATA_KEYS: `${KEY},k2:${Buffer.alloc(31).toString('base64')}` },
      /« k2 » ne fait pas 32 octets/,
    ],
    ['two keys of the same id', { DATA_KEYS: `${KEY},${KEY}` }, /deux clés.*« k1 »/],
    ['a trailing comma in the keys', { DATA_KEYS: `${KEY},` }, /clé n°\s2/],
    ['a port that is no number', { PORT: '39x' }, /PORT.*0 à 65535/],
    ['a port too large', { PORT: '65536' }, /PORT/],
    ['an unknown log level', { LOG_LEVEL: 'verbose' }, /LOG_LEVEL.*info/],
    ['an unknown app type', { ...TEAMS, MicrosoftAppType: 'Multi' }, /MicrosoftAppType.*MultiTenant/],
    ['a SANDBOX that is neither true nor false', { SANDBOX: 'peut-être' }, /SANDBOX.*true, false/],
    ['a database of another kind', { DATABASE_URL: 'mysql://u:hunter2@h/b' }, /DATABASE_URL.*postgres:\/\//],
    [
      'plain http to another machine',
      { ...TEAMS, ToChannelFromBotLoginUrl: 'http://login.test' },
      /ToChannelFromBotLoginUrl.*https/,
    ],
    ['an address that is none', { PUBLIC_URL: 'pole.exemple.fr' }, /PUBLIC_URL.*adresse complète/],
    ['a file as an address', { PUBLIC_URL: 'file:///etc/passwd' }, /PUBLIC_URL/],
    ['a misspelt setting', { ...TEAMS, MicrosoftAppTenantID: 'x' }, /vouliez-vous dire « MicrosoftAppTenantId »/],
    ['a setting in capitals', { MICROSOFT_APP_ID: 'x' }, /vouliez-vous dire « MicrosoftAppId »/],
    ['a misspelt Tchap setting', { TCHAP_HOMSERVER_URL: 'x' }, /vouliez-vous dire « TCHAP_HOMESERVER_URL »/],
  ];
  for (const [what, env, sentence] of refused) {
    it(`refuses ${what}, and says how to mend it`, () => {
      const problems = problemsOf(env);
      assert(
        problems.some((problem) => sentence.test(problem.replaceAll('\u00a0', ' '))),
        `got ${JSON.stringify(problems)}`,
      );
    });
  }

  const accepted: [string, { [name: string]: string }][] = [
    ['another address of the loopback network', { HOST: '127.8.9.10' }],
    ['IPv6 loopback', { HOST: '::1' }],
    ['localhost', { HOST: 'localhost' }],
    ['an explicit sandbox', { SANDBOX: 'TRUE' }],
    [
      'a managed identity without password',
      { MicrosoftAppId: 'a', MicrosoftAppType: 'UserAssignedMSI', MicrosoftAppTenantId: 't', DATA_KEYS: KEY },
    ],
    ['another program’s variable', { MicrosoftEdgeProfile: 'x', TOBOTICS: 'y' }],
    ['port 0', { PORT: '0' }],
  ];
  for (const [what, env] of accepted) {
    it(`accepts ${what}`, () => assert.deepEqual(problemsOf(env), []));
  }

  it('lists every problem at once', () => {
    const problems = problemsOf({ PORT: 'x', LOG_LEVEL: 'y', MicrosoftAppId: 'a', MicrosoftAppTenant: 't' });
    assert.equal(problems.length, 5);
  });

  it('never says the value of a secret', () => {
    const secrets = ['hunter2', 'p4ss-very-secret', 'AAAAbase64ofakey'];
    const env = {
      DATABASE_URL: 'mysql://user:hunter2@host/base',
      MicrosoftAppPassword: 'p4ss-very-secret',
      MicrosoftAppPasword: 'p4ss-very-secret',
      DATA_KEYS: 'id:AAAAbase64ofakey,AAAAbase64ofakey',
      PORT: 'x',
    };
    const error = (() => {
      try {
        return loadConfig(env);
      } catch (thrown) {
        return thrown;
      }
    })();
    assert(error instanceof ConfigError);
    for (const secret of secrets) assert(!`${error.message}${error.stack}`.includes(secret), secret);
  });
});

describe('redact', () => {
  it('keeps places and ids, and no secret', () => {
    const told = redact(
      loadConfig({ ...TEAMS, DATABASE_URL: 'postgres://pole:hunter2@db.test:5433/base?password=hunter3' }),
    );
    assert.equal(told.database, 'postgres://db.test:5433/base');
    assert.equal(told.dataKeys, 'k1');
    const text = JSON.stringify(told);
    for (const secret of ['hunter', 'p4ss', KEY.slice(3)]) assert(!text.includes(secret), secret);
  });
});

describe('configWarnings', () => {
  const tchap = { TCHAP_HOMESERVER_URL: 'https://m.test', TCHAP_USER_ID: '@pole:agent.test', DATA_KEYS: KEY };
  const warnings = (more: { [name: string]: string }) =>
    configWarnings(loadConfig({ ...tchap, DATABASE_URL: 'postgres://db/base', ...more }));

  it('say that the people of the bot’s own server are kept out, which is likely a misspelling', () => {
    assert.deepEqual(warnings({}), []);
    assert.deepEqual(warnings({ TCHAP_ALLOWED_HOMESERVERS: 'autre.test, Agent.test' }), []);
    const [told, ...more] = warnings({ TCHAP_ALLOWED_HOMESERVERS: 'agnet.test' });
    assert.match(told!, /TCHAP_ALLOWED_HOMESERVERS.*agent\.test/);
    assert.deepEqual(more, []);
  });
});

describe('loadStorageSettings', () => {
  it('does not look at the settings of the channels', () => {
    const storage = loadStorageSettings({ DATA_DIR: '/srv/pole', MicrosoftAppId: 'a', SANDBOX: 'peut-être' });
    assert.deepEqual(storage, { dataDir: '/srv/pole', logLevel: 'info' });
  });

  it('refuses a database address that is none', () => {
    assert.throws(() => loadStorageSettings({ DATABASE_URL: 'ici' }), ConfigError);
  });
});
