import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { temporaryFolder } from '../../support/databases.ts';
import { requireHomeserver } from '../../support/homeserver.ts';
import { passwordOf } from '../../support/homeserver-accounts.ts';
import { runPole } from '../../support/pole-files.ts';
import { printed, startScript } from '../../support/run-script.ts';

describe('npm run pole -- tchap-etat, beside the server', function () {
  this.timeout(120_000);

  const DATA_KEYS = `essai:${Buffer.alloc(32, 7).toString('base64')}`;
  const end = async (server: ChildProcess) => {
    if (server.exitCode !== null) return;
    const ended = once(server, 'exit');
    server.kill('SIGTERM');
    await ended;
  };

  it('says how the account is, while it runs and after, and no secret', async function () {
    const hs = await requireHomeserver(this);
    const name = 'pole-etat';
    const env = {
      TCHAP_HOMESERVER_URL: hs.url,
      TCHAP_USER_ID: await hs.register(name),
      TCHAP_PASSWORD: passwordOf(name),
      DATA_DIR: temporaryFolder(),
      DATA_KEYS,
      PORT: '0',
    };
    const server = startScript('src/main.ts', [], env);
    const shown = printed(server, /TCHAP_RECOVERY_KEY\)\s:\s+(\S+ \S+)/);
    await printed(server, /"listening"/);
    const { out } = await runPole(['tchap-etat'], { DATA_DIR: env.DATA_DIR });
    assert.match(out, /^ {2}en marche, depuis \d+ \w+/m);
    assert.match(out, /compte : @pole-etat:hs\.test, appareil : \w+\n.*en ordre\n.*version 1\n.*salons : 0/);
    for (const secret of [env.TCHAP_PASSWORD, (await shown)[1]!]) assert(!out.includes(secret));
    await end(server);
    const after = await runPole(['tchap-etat'], { DATA_DIR: env.DATA_DIR });
    assert.match(after.out, /Personne ne fait tourner le compte[\s\S]*on en savait[\s\S]*@pole-etat:hs\.test/);
  });

  describe('whose Tchap server does not answer', () => {
    const env = {
      TCHAP_HOMESERVER_URL: 'http://127.0.0.1:1',
      TCHAP_USER_ID: '@pole:hs.test',
      TCHAP_PASSWORD: 'x',
      MicrosoftAppId: '00000000-0000-0000-0000-000000000001',
      MicrosoftAppPassword: 'x',
      DATA_DIR: temporaryFolder(),
      DATA_KEYS,
      PORT: '0',
    };
    let server: ChildProcess;
    let url: string;
    before(async () => {
      server = startScript('src/main.ts', [], env);
      const [, port] = await printed(server, /"port":(\d+),"mode":"production","event":"listening"/);
      url = `http://127.0.0.1:${port}`;
    });
    after(() => end(server));

    it('serves Teams all the same, is ready, and says that Tchap is not reached', async () => {
      const ready = await fetch(`${url}/health/ready`);
      assert.deepEqual(
        [ready.status, await ready.json()],
        [
          200,
          { database: true, migrations: true, worker: true, echeances: true, abandonnees: 0, tchap: 'unreachable' },
        ],
      );
      const teams = await fetch(`${url}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      });
      assert.equal(teams.status, 401);
      assert.match(await (await fetch(`${url}/metrics`)).text(), /^pole_tchap_status\{status="unreachable"\} 1$/m);
    });

    it('says so to the command too, through the embedded database’s server', async () => {
      const { out } = await runPole(['tchap-etat'], { DATA_DIR: env.DATA_DIR });
      assert.match(out, /ne répond pas \(connection\), nouvel essai en cours, depuis \d+ s/);
      assert.match(out, /appareil : pas encore connu/);
    });
  });
});
