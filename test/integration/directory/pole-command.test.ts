import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onEachDatabase, temporaryFolder } from '../../support/databases.ts';
import { type Finished, printed, runScript, startScript } from '../../support/run-script.ts';

const DEMO = join(import.meta.dirname, '../../../src/demo');
const STACK = /\n\s+at |node:internal|file:\/\//;
const folder = temporaryFolder();
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const pole = (words: string[], env: { [name: string]: string } = {}) => runScript('src/pole.ts', words, env);

function refused(finished: Finished, code: number, sentence: RegExp): void {
  assert.equal(finished.code, code, finished.err);
  assert.match(finished.err, sentence);
  assert.doesNotMatch(finished.err, STACK);
}

describe('npm run pole', function () {
  this.timeout(60_000);

  it('prints its help and ends well', async () => {
    const { code, out } = await pole(['--help']);
    assert.equal(code, 0);
    for (const command of ['configurer', 'importer-ecoles', 'importer-membres', 'etat', 'cles generer']) {
      assert(out.includes(command), command);
    }
  });

  it('ends with 2 and the help for a command that does not exist', async () => {
    refused(await pole(['effacer']), 2, /« effacer » n’existe pas[\s\S]*importer-ecoles/);
  });

  it('prints a key alone on the standard output, that the settings accept', async () => {
    const { code, out, err } = await pole(['cles', 'generer']);
    assert.equal(code, 0);
    assert.match(out, /^[\w-]{1,32}:[A-Za-z0-9+/]{43}=\n$/);
    assert.match(err, /DATA_KEYS/);
    const { loadConfig } = await import('../../../src/config.ts');
    assert.equal(loadConfig({ DATA_KEYS: out }).dataKeys.length, 1);
  });

  it('says that a file is not there, before it opens any database', async () => {
    refused(
      await pole(['configurer', 'rien.yaml'], { DATABASE_URL: 'postgres://u:p@127.0.0.1:1/x' }),
      1,
      /introuvable/,
    );
  });

  it('says that PostgreSQL does not answer, without the password', async () => {
    const finished = await pole(['etat'], { DATABASE_URL: 'postgres://pole:hunter2@127.0.0.1:1/pole' });
    refused(finished, 1, /ne répond pas.*DATABASE_URL/);
    assert(!`${finished.out}${finished.err}`.includes('hunter2'));
  });

  it('refuses a database address that is none, without printing it', async () => {
    const finished = await pole(['etat'], { DATABASE_URL: 'pole:hunter2@ici' });
    refused(finished, 1, /DATABASE_URL.*postgres:\/\//);
    assert(!finished.err.includes('hunter2'));
  });
});

onEachDatabase('The directory from its files', (database) => {
  const env = (): { [name: string]: string } => {
    const { dataDir, databaseUrl } = database();
    return { DATA_DIR: dataDir, ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}) };
  };
  const run = (...words: string[]) => pole(words, env());
  const demo = (name: string) => join(DEMO, name);

  it('asks for configurer first, on a database never started before', async function () {
    this.timeout(60_000);
    refused(await run('importer-ecoles', demo('ecoles.csv')), 1, /configurer FICHIER\.yaml/);
  });

  it('shows in a dry run what it would do, and does not', async function () {
    this.timeout(60_000);
    const { code, out } = await run('configurer', demo('circonscription.yaml'), '--essai');
    assert.equal(code, 0);
    assert.match(out, /ajoutées : 1 \(val-de-brume\)[\s\S]*Essai : rien n’a été écrit/);
    assert.match((await run('etat')).out, /Aucune circonscription/);
  });

  it('is filled by the three commands, and unchanged by the same ones again', async function () {
    this.timeout(120_000);
    const commands = [
      ['configurer', demo('circonscription.yaml')],
      ['importer-ecoles', demo('ecoles.csv')],
      ['importer-membres', demo('membres.csv')],
    ];
    for (const words of commands) assert.equal((await run(...words)).code, 0);
    const { out } = await run('etat');
    assert.match(out, /Val-de-Brume \(val-de-brume\)\n.*: 10\n.*ouvertes : 12\n.*actifs : 14\n.*: 3, pilotes : 1/);
    for (const words of commands) {
      const again = await run(...words);
      assert.match(
        again.out,
        /(ajoutées|ajoutés) : 0\n.*(modifiées|modifiés) : 0\n.*(inchangées|inchangés) : (1|12|14)\n?/,
      );
    }
  });

  it('takes nothing of a file with one bad row', async function () {
    this.timeout(60_000);
    const bad = file(
      'membres.csv',
      'nom;prénom;email;fonction(s);secteurs;rôles\nUn;Alix;alix.un@test.example;ERUN;;membre\nDeux;Bo;pas-une-adresse;;;chef\n',
    );
    const finished = await run('importer-membres', bad);
    refused(finished, 1, /Rien n’a été importé : 2 erreurs[\s\S]*Ligne 3 :.*pas-une-adresse[\s\S]*Ligne 3 :.*chef/);
    assert.equal(finished.out, '');
    assert.match((await run('etat')).out, /membres actifs : 14/);
  });

  it('deactivates with --complet those who are not in the file, and warns that no pilot is left', async function () {
    this.timeout(60_000);
    const one = file(
      'un.csv',
      '\ufeffprenom;nom;email;fonctions;secteurs;roles\r\nAlix;Un;alix.un@test.example;ERUN;;\r\n',
    );
    const { code, out, err } = await run('importer-membres', one, '--complet');
    assert.equal(code, 0);
    assert.match(out, /ajoutés : 1 \(alix\.un@test\.example\)[\s\S]*désactivés : 14/);
    assert.match(err, /n’a plus de pilote/);
    assert.match((await run('etat')).out, /membres actifs : 1, désactivés : 14/);
  });
});

describe('npm run pole beside the embedded database’s server', function () {
  this.timeout(90_000);
  const dataDir = temporaryFolder();
  const env = { DATA_DIR: dataDir, PORT: '0', SANDBOX: 'true' };
  let server: ReturnType<typeof startScript>;
  before(async () => {
    server = startScript('src/main.ts', [], env);
    await printed(server, /Ouvrez (http:\S+)/);
  });
  after(async () => {
    server.kill('SIGTERM');
    if (server.exitCode === null) await once(server, 'close');
  });

  it('sees what the server holds, and changes it', async () => {
    assert.match((await pole(['etat'], env)).out, /écoles ouvertes : 12/);
    const yaml = file(
      'ici.yaml',
      'circonscription: {code: ici, nom: Ici, academie: X, zone: A}\nproblematiques: [Lecture]\n',
    );
    const { code, out } = await pole(['configurer', yaml], env);
    assert.equal(code, 0);
    assert.match(out, /ajoutées : 1 \(ici\)/);
    assert.match((await pole(['etat'], env)).out, /Ici \(ici\)/);
  });

  it('asks for the circonscription now that there are two', async () => {
    refused(
      await pole(['importer-membres', join(DEMO, 'membres.csv')], env),
      1,
      /--circonscription.*ici.*val-de-brume/,
    );
  });

  it('keeps how to reach the server from other accounts of the machine', async () => {
    assert.equal(statSync(join(dataDir, 'lock.json')).mode & 0o077, 0);
  });
});

describe('npm run pole on the embedded database alone', function () {
  this.timeout(120_000);

  it('lets two commands started together wait for each other', async () => {
    const env = { DATA_DIR: temporaryFolder() };
    const yaml = join(DEMO, 'circonscription.yaml');
    const both = await Promise.all([pole(['configurer', yaml], env), pole(['configurer', yaml], env)]);
    assert.deepEqual(
      both.map(({ code }) => code),
      [0, 0],
      both.map(({ err }) => err).join('\n'),
    );
    assert.equal(both.filter(({ out }) => /inchangées : 1/.test(out)).length, 1);
  });
});

describe('the server’s settings', function () {
  this.timeout(30_000);

  it('are refused all at once, with code 1, no stack trace and no secret', async () => {
    const finished = await runScript('src/main.ts', [], {
      MicrosoftAppId: 'app',
      MicrosoftAppPassword: 'p4ss-very-secret',
      MicrosoftAppType: 'SingleTenant',
      DATABASE_URL: 'mysql://u:hunter2@h/b',
      PORT: 'trois',
    });
    refused(finished, 1, /PORT[\s\S]*DATABASE_URL[\s\S]*MicrosoftAppTenantId[\s\S]*cles generer/);
    assert(!/p4ss|hunter2/.test(`${finished.out}${finished.err}`));
  });

  it('are read from a .env file, which the environment goes before', () => {
    const here = temporaryFolder();
    writeFileSync(join(here, '.env'), 'HOST=0.0.0.0\nPORT=0\n');
    const main = join(import.meta.dirname, '../../../src/main.ts');
    const ran = spawnSync(process.execPath, [main], {
      cwd: here,
      env: { PATH: process.env.PATH, PORT: 'x' },
      encoding: 'utf8',
    });
    assert.equal(ran.status, 1);
    assert.match(ran.stderr, /PORT[\s\S]*HOST/);
  });
});
