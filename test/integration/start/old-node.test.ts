import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../..');
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  scripts: { [name: string]: string };
};

/** A Node of the machine, outside of the project's, that is too old for it. */
function findOldNode(): string | undefined {
  const folders = (process.env.PATH ?? '').split(':').filter((folder) => !folder.includes('node_modules'));
  return folders.map((folder) => join(folder, 'node')).find((file) => existsSync(file) && isOld(file));
}

function isOld(file: string): boolean {
  const [major = 0] = spawnSync(file, ['-p', 'process.versions.node']).stdout.toString().split('.').map(Number);
  return major < 22;
}

describe('a Node that is too old', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'pole-node-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  /** Runs this Node as if it were of another version. */
  function runAs(version: string, words: string[]) {
    const fake = join(folder, `${version}.cjs`);
    writeFileSync(fake, `Object.defineProperty(process.versions, 'node', { value: '${version}' });`);
    return spawnSync(process.execPath, ['-r', fake, ...words], { cwd: ROOT });
  }

  for (const name of ['start', 'pole']) {
    it(`gets one French sentence from « npm run ${name} », and no stack trace`, () => {
      const [program, ...words] = scripts[name]!.split(' ');
      assert.equal(program, 'node');
      const oldNode = findOldNode();
      const run = oldNode === undefined ? runAs('20.20.2', words) : spawnSync(oldNode, words, { cwd: ROOT });
      assert.equal(run.status, 1);
      assert.equal(run.stdout.toString(), '');
      assert.match(run.stderr.toString(), /^Node [\d.]+ est trop ancien\u00a0: il faut Node 24, [^\n]+\n$/);
    });
  }

  it('is told from one that runs TypeScript by itself', () => {
    const check = (version: string) => runAs(version, ['-r', './src/check-node.cjs', '-e', '0']);
    for (const version of ['18.20.8', '20.20.2', '22.17.1', '23.5.0']) {
      const { status, stderr } = check(version);
      assert.equal(status, 1, version);
      assert(stderr.toString().startsWith(`Node ${version} est trop ancien`), stderr.toString());
    }
    for (const version of ['22.18.0', '23.6.0', '24.0.0', '26.1.0']) assert.equal(check(version).status, 0, version);
  });

  it('is checked by every command of package.json that runs our own files', () => {
    const own = Object.entries(scripts).filter(([, command]) => /\bnode\b.*\.(ts|js)\b/.test(command));
    assert(own.length >= 4);
    for (const [name, command] of own) assert(command.startsWith('node -r ./src/check-node.cjs '), name);
  });
});
