import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataDirHolder, lockDataDir } from '../../../src/adapters/db/data-dir-lock.ts';
import { DatabaseBusy } from '../../../src/adapters/db/errors.ts';
import { type Child, runScript } from '../../support/child.ts';
import { temporaryFolder } from '../../support/databases.ts';

describe('the lock of the data folder', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = temporaryFolder();
    path = join(folder, 'lock.json');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const deadPid = async (): Promise<number> => {
    const child = runScript('lock-holder.ts', temporaryFolder());
    await child.line();
    await child.kill();
    return child.process.pid!;
  };

  it('tells another process who holds it', async () => {
    const holder = runScript('lock-holder.ts', folder);
    assert.equal(await holder.line(), 'held');
    const isTheHolder = (content: object | undefined) => {
      const { pid, address } = content as { pid?: number; address?: string };
      return pid === holder.process.pid && address === 'http://127.0.0.1:1/';
    };
    await assert.rejects(lockDataDir(folder), (error) => error instanceof DatabaseBusy && isTheHolder(error.holder));
    assert.ok(isTheHolder(dataDirHolder(folder)));
    await holder.kill();
    assert.equal(dataDirHolder(folder), undefined);
  });

  it('is refused to the process that holds it already', async () => {
    const lock = await lockDataDir(folder);
    await assert.rejects(lockDataDir(folder), DatabaseBusy);
    lock.release();
    assert.deepEqual(readdirSync(folder), []);
    (await lockDataDir(folder)).release();
  });

  it('says what its holder announces', async () => {
    const lock = await lockDataDir(folder, { port: 1 });
    lock.announce({ port: 2 });
    assert.deepEqual([dataDirHolder(folder)?.port, dataDirHolder(folder)?.pid], [2, process.pid]);
    lock.release();
  });

  for (const [what, content] of [
    ['a dead process', async () => JSON.stringify({ pid: await deadPid(), nonce: 'x' })],
    [
      'an earlier process with the pid of a live one',
      async () => JSON.stringify({ pid: process.pid, start: 'boot 1' }),
    ],
    ['nobody who can be read', async () => '{"pid": 12'],
    ['nobody who is named', async () => 'null'],
  ] as const) {
    it(`is taken over from ${what}`, async () => {
      writeFileSync(path, await content());
      const lock = await lockDataDir(folder);
      assert.equal(JSON.parse(readFileSync(path, 'utf8')).pid, process.pid);
      lock.release();
      assert.deepEqual(readdirSync(folder), []);
    });
  }

  it('is taken over although a process died while it took it over', async () => {
    const pid = await deadPid();
    for (const name of [path, `${path}.takeover`]) writeFileSync(name, JSON.stringify({ pid, nonce: name }));
    (await lockDataDir(folder)).release();
    assert.deepEqual(readdirSync(folder), []);
  });

  it('is not released by one who lost it', async () => {
    const lock = await lockDataDir(folder);
    writeFileSync(path, JSON.stringify({ pid: process.pid, nonce: 'another' }));
    lock.release();
    assert.ok(existsSync(path));
  });

  it('of a dead process goes to one of twenty that try at the same moment', async () => {
    writeFileSync(path, JSON.stringify({ pid: await deadPid(), nonce: 'x' }));
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => lockDataDir(folder)));
    const taken = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    assert.equal(taken.length, 1);
    for (const result of results) if (result.status === 'rejected') assert.ok(result.reason instanceof DatabaseBusy);
    taken[0]!.release();
    assert.deepEqual(readdirSync(folder), []);
  });

  it('of a dead process goes to one of five that race for it', async function () {
    this.timeout(60_000);
    for (let round = 0; round < 3; round++) {
      writeFileSync(path, JSON.stringify({ pid: await deadPid(), nonce: `${round}` }));
      const children: Child[] = Array.from({ length: 5 }, () => runScript('lock-holder.ts', folder));
      const said = await Promise.all(children.map((child) => child.line()));
      const winner = children[said.indexOf('held')];
      assert.equal(said.filter((line) => line === 'held').length, 1, said.join('\n'));
      assert.equal(said.filter((line) => line?.startsWith('busy')).length, 4, said.join('\n'));
      assert.equal(JSON.parse(readFileSync(path, 'utf8')).pid, winner?.process.pid);
      await Promise.all(children.map((child) => child.kill()));
    }
  });
});
