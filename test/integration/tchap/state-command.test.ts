import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { temporaryFolder } from '../../support/databases.ts';
import { requireHomeserver } from '../../support/homeserver.ts';
import { runPole } from '../../support/pole-files.ts';
import { hasPostgres, POSTGRES_COMMAND } from '../../support/postgres.ts';
import { requirePart } from '../../support/require-part.ts';
import { printed, startScript } from '../../support/run-script.ts';
import { TchapPlay } from '../../support/tchap/tchap-play.ts';

const POLE = { code: 'x', nom: 'X', ecoles: ['9990008E;École;Ville'], membres: ['A;B;a@x.example;CPC;;membre'] };

describe('npm run pole -- tchap-etat, beside the server', function () {
  this.timeout(120_000);

  it('says how the account of a running server is', async function () {
    requirePart(this, 'PostgreSQL', hasPostgres, POSTGRES_COMMAND);
    const play = await TchapPlay.open(await requireHomeserver(this), POLE);
    try {
      const { out } = await runPole(['tchap-etat'], play.env);
      assert.match(out, /^ {2}en marche, depuis \d+ \w+/m);
      assert.match(out, /compte : @pole:hs\.test, appareil : \w+\n.*en ordre\n.*version 1\n.*salons : 0/);
      const secrets = [play.env.TCHAP_PASSWORD!, /TCHAP_RECOVERY_KEY\)\s:\s+(\S+)/.exec(play.logs)![1]!];
      for (const secret of secrets) assert(!out.includes(secret));
    } finally {
      await play.close();
    }
  });

  describe('whose Tchap server does not answer', () => {
    const env = {
      TCHAP_HOMESERVER_URL: 'http://127.0.0.1:1',
      TCHAP_USER_ID: '@pole:hs.test',
      TCHAP_PASSWORD: 'x',
      MicrosoftAppId: '00000000-0000-0000-0000-000000000001',
      MicrosoftAppPassword: 'x',
      DATA_DIR: temporaryFolder(),
      DATA_KEYS: `essai:${Buffer.alloc(32, 7).toString('base64')}`,
      PORT: '0',
    };
    let server: ChildProcess;
    let url: string;
    before(async () => {
      server = startScript('src/main.ts', [], env);
      const [, port] = await printed(server, /"port":(\d+),"mode":"production","event":"listening"/);
      url = `http://127.0.0.1:${port}`;
    });
    after(async () => {
      if (server.exitCode !== null) return;
      const ended = once(server, 'exit');
      server.kill('SIGTERM');
      await ended;
    });

    it('serves Teams all the same, is ready, and says that Tchap is not reached', async () => {
      const ready = await fetch(`${url}/health/ready`);
      assert.deepEqual(
        [ready.status, await ready.json()],
        [200, { database: true, migrations: true, worker: true, tchap: 'unreachable' }],
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
