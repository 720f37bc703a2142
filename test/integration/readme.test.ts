import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createMetrics } from '../../src/adapters/http/metrics.ts';
import { parseCommandLine } from '../../src/app/directory/command-line.ts';
import { annexe2Drawing } from '../support/annexe-2/drawing.ts';
import { annexe2Text } from '../support/annexe-2/text.ts';
import { temporaryFolder } from '../support/databases.ts';
import { runScript } from '../support/run-script.ts';

const ROOT = join(import.meta.dirname, '../..');
const PAGES = ['README.md', ...globSync('docs/**/*.md', { cwd: ROOT })];
const read = (page: string) => readFileSync(join(ROOT, page), 'utf8').replaceAll('\u00a0', ' ');
const readme = read('README.md');
const { scripts } = JSON.parse(read('package.json')) as { scripts: { [name: string]: string } };

/** All that a page shows as code, in a line or in a block. */
function codeOf(text: string): string[] {
  const blocks = [...text.matchAll(/^ *```\w*\n([\s\S]*?)^ *```$/gm)].flatMap(([, block = '']) => block.split('\n'));
  return [...blocks.map((line) => line.trim()), ...[...text.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code)];
}

/** Paths of the repository; `NOM` and `X` stand for any name. */
const PATH = /^(?:src|test|docs|cards|manifest|migrations|\.ci)\/[\w./-]*$|^[\w.-]+\.(?:cjs|jsonc?|md|yaml)$/;
const isPath = (code: string) => PATH.test(code) && !/NOM|\/X\b/.test(code);

describe('the documentation', () => {
  it('draws the way of a demande as the transition table has it', () => {
    const file = (name: string) => readFileSync(join(ROOT, 'docs', name), 'utf8');
    assert.equal(file('annexe-2.svg'), annexe2Drawing(), 'run: npm run readme');
    assert.equal(file('annexe-2.md'), annexe2Text(), 'run: npm run readme');
  });

  it('names only npm commands that exist', () => {
    const named = PAGES.flatMap((page) => codeOf(read(page))).flatMap((code) => [
      ...[...code.matchAll(/\bnpm run (?:--silent )?([\w:-]+)/g)].map(([, name = '']) => name),
      ...[...code.matchAll(/\bnpm (start|test)\b/g)].map(([, name = '']) => name),
    ]);
    for (const name of ['start', 'test', 'check', 'pole', 'manifest', 'bench']) assert(named.includes(name), name);
    for (const name of named) assert(name in scripts, `npm run ${name}`);
  });

  it('names only pole commands that are understood', () => {
    const lines = codeOf(readme).flatMap((code) => /\bpole -- (.+)/.exec(code)?.[1] ?? []);
    assert(lines.length >= 5);
    for (const line of lines) assert(parseCommandLine(line.split(' ')).ok, line);
  });

  it('names only files that exist, and links only to files and titles that exist', () => {
    const missing = PAGES.flatMap((page) => {
      const text = read(page);
      const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)]
        .map(([, link = '']) => link)
        .filter((link) => !/^(https?:|#)/.test(link))
        .map((link) => join(dirname(page), link));
      return [...links, ...codeOf(text).filter(isPath)].filter((path) => !existsSync(join(ROOT, path)));
    });
    assert.deepEqual(missing, []);
    const titles = [...readme.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
      title.toLowerCase().replaceAll(' ', '-'),
    );
    for (const [, anchor = ''] of readme.matchAll(/\]\(#([^)]+)\)/g)) assert(titles.includes(anchor), anchor);
  });

  it('names only metrics that are measured', async () => {
    const queue = { depth: async () => ({ waiting: 2, dead: 1, oldestSeconds: 3 }) };
    const echeances = async () => ({ planned: 2, parked: 0, lateSeconds: 0 });
    const { text } = createMetrics({ queue, echeances, tchap: async () => ({ status: 'running' }) });
    const measured = await text();
    const named = [...new Set(readme.match(/\bpole_\w+/g))];
    assert(named.length >= 4);
    for (const name of named) assert(measured.includes(`# TYPE ${name} `), name);
  });

  it('gives examples that the commands of the README import, one after the other', async function () {
    this.timeout(90_000);
    const folder = temporaryFolder();
    const commands = [...readme.matchAll(/^npm run pole -- (.+)$/gm)].map(([, words = '']) => words.split(' '));
    const outputs: string[] = [];
    for (const words of commands) {
      const paths = words.map((word) => (word.startsWith('docs/') ? join(ROOT, word) : word));
      const { code, out, err } = await runScript('src/pole.ts', paths, { DATA_DIR: folder });
      assert.equal(code, 0, `${words.join(' ')}: ${err}`);
      outputs.push(out);
    }
    rmSync(folder, { recursive: true });
    const etat = outputs.at(-1) ?? '';
    assert.match(etat, /Rives-du-Cer \(rives-du-cer\)[\s\S]*écoles ouvertes : 3\n[\s\S]*membres actifs : 5\n/);
    assert.match(etat, /équipe restreinte \(pilotes compris\) : 3, pilotes : 1/);
  });
});
