import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withSettingsTable } from '../../../src/config/settings-table.ts';
import { describeSettings, settingsTable } from '../../../src/config.ts';

const README = join(import.meta.dirname, '../../../README.md');
const STABLE = [
  'HOST',
  'PORT',
  'DATABASE_URL',
  'DATA_DIR',
  'DATA_KEYS',
  'LOG_LEVEL',
  'MicrosoftAppType',
  'MicrosoftAppId',
  'MicrosoftAppPassword',
  'MicrosoftAppTenantId',
  'ToBotFromChannelOpenIdMetadataUrl',
  'ToBotFromChannelTokenIssuer',
  'ToBotFromEmulatorOpenIdMetadataUrl',
  'ToChannelFromBotLoginUrl',
  'ToChannelFromBotOAuthScope',
  'OAuthUrl',
  'CallerId',
  'SANDBOX',
  'PUBLIC_URL',
];

describe('the table of settings', () => {
  it('has every name that others rely on, with a type and a description', () => {
    const described = describeSettings();
    for (const name of STABLE)
      assert(
        described.some((setting) => setting.name === name),
        name,
      );
    for (const setting of described) assert(setting.type !== '' && setting.description.length > 10, setting.name);
  });

  it('marks the password, the database address and the keys as secrets', () => {
    const secrets = describeSettings().filter((setting) => setting.secret);
    assert.deepEqual(
      secrets.map((setting) => setting.name),
      [
        'DATABASE_URL',
        'DATA_KEYS',
        'MicrosoftAppPassword',
        'TCHAP_ACCESS_TOKEN',
        'TCHAP_PASSWORD',
        'TCHAP_RECOVERY_KEY',
        'SANDBOX_TCHAP_PASSWORD',
        'SMTP_URL',
      ],
    );
  });

  it('replaces what stands between the markers, and nothing else', () => {
    const before = 'Avant\n<!-- settings -->\nvieux\n<!-- /settings -->\nAprès';
    assert.equal(
      withSettingsTable(before),
      `Avant\n<!-- settings -->\n\n${settingsTable()}\n\n<!-- /settings -->\nAprès`,
    );
    assert.equal(withSettingsTable('rien'), undefined);
  });

  it('is the one that the README shows', () => {
    const readme = readFileSync(README, 'utf8');
    assert.equal(readme, withSettingsTable(readme), 'run: npm run readme');
  });
});
