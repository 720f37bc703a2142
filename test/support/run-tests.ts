import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * `npm test`: every suite, in two processes at once, for those that talk with a homeserver or a browser mostly wait.
 * With arguments, one process that takes them (`npm test -- --grep …`).
 */
const MOCHA = join(import.meta.dirname, '../../node_modules/mocha/bin/mocha.js');
const WAITS = /\/(homeserver|sandbox-browser|card-page)\.ts'/;

const mocha = (args: string[], output: 'inherit' | 'pipe', env = process.env): ChildProcess =>
  spawn(process.execPath, [MOCHA, ...args], { stdio: ['inherit', output, output], env });

const ended = (child: ChildProcess): Promise<number> =>
  new Promise((end) => child.once('close', (code) => end(code ?? 1)));

const allBut = (files: string[]): string[] => files.flatMap((file) => ['--ignore', file]);

/** What the waiting suites say is kept until the others have ended, so that the two do not mix. */
async function inTwo(counts: string): Promise<number> {
  const files = globSync('test/**/*.test.ts');
  const waiting = files.filter((file) => WAITS.test(readFileSync(file, 'utf8')));
  const env = { FORCE_COLOR: process.stdout.isTTY ? '1' : '0', ...process.env, TEST_COUNTS: counts };
  const beside = mocha(allBut(files.filter((file) => !waiting.includes(file))), 'pipe', env);
  const said: Buffer[] = [];
  for (const stream of [beside.stdout, beside.stderr]) stream?.on('data', (part: Buffer) => said.push(part));
  const codes = await Promise.all([ended(mocha(allBut(waiting), 'inherit', env)), ended(beside)]);
  process.stdout.write(Buffer.concat(said));
  return Math.max(...codes);
}

/** @returns the sums of « N passed, N failed, N skipped » */
function summed(counts: string): number[] {
  const rows = readFileSync(counts, 'utf8').trim().split('\n');
  return [0, 1, 2].map((column) => rows.reduce((sum, row) => sum + Number(row.split(' ')[column] ?? 0), 0));
}

async function all(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'pole-tests-'));
  const counts = join(folder, 'counts');
  writeFileSync(counts, '');
  // The processes that were started are told too: they end first, and say what they have.
  process.on('SIGINT', () => {});
  try {
    const code = await inTwo(counts);
    const [passed, failed, skipped] = summed(counts);
    process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);
    if (process.env.TEST_COUNTS) appendFileSync(process.env.TEST_COUNTS, `${passed} ${failed} ${skipped}\n`);
    return code;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const given = process.argv.slice(2);
process.exitCode = given.length > 0 ? await ended(mocha(given, 'inherit')) : await all();
