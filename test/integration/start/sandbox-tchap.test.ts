import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import { temporaryFolder } from '../../support/databases.ts';
import { type Homeserver, requireHomeserver } from '../../support/homeserver.ts';
import { runScript } from '../../support/run-script.ts';
import { sandboxWithTchap } from '../../support/tchap/sandbox-settings.ts';

describe('the sandbox with Tchap settings', function () {
  this.timeout(60_000);
  let hs: Homeserver;
  before(async function () {
    hs = await requireHomeserver(this);
  });
  const start = (settings: { [name: string]: string }) =>
    runScript('src/main.ts', [], { ...settings, DATA_DIR: temporaryFolder(), PORT: '0', LOG_LEVEL: 'fatal' });

  it('is refused with a homeserver that is not of this machine, in a sentence', async () => {
    const settings = await sandboxWithTchap(hs, 'refus', 'refus-claire');
    const { code, out, err } = await start({ ...settings, TCHAP_HOMESERVER_URL: 'https://matrix.example.org' });
    assert.equal(code, 1);
    assert.equal(out, '');
    assert.match(err, /SANDBOX : le bac à sable ne démarre pas avec de vrais réglages.*TCHAP_HOMESERVER_URL/);
    assert.doesNotMatch(err, /mot de passe de/);
  });

  it('is refused when the persona’s password is wrong, and names the settings to mend', async () => {
    const settings = await sandboxWithTchap(hs, 'refus', 'refus-claire');
    const { code, err } = await start({ ...settings, SANDBOX_TCHAP_PASSWORD: 'un autre' });
    assert.equal(code, 1);
    assert.match(err, /SANDBOX_TCHAP_USER_ID ou SANDBOX_TCHAP_PASSWORD/);
    assert.doesNotMatch(err, /un autre| {4}at /);
  });
});
