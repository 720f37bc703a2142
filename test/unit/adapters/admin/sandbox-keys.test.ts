import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateDataKey } from '../../../../src/adapters/admin/data-key.ts';
import { sandboxKeys, UnreadableKeyFile } from '../../../../src/adapters/admin/sandbox-keys.ts';
import { formatDataKey, parseDataKeys } from '../../../../src/core/data-keys.ts';

describe('the sandbox’s own keys', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pole-keys-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('are made once, and are the same at each start', async () => {
    const dataDir = join(folder, 'new', 'data');
    const first = await sandboxKeys(dataDir);
    assert.equal(first.length, 1);
    assert.equal(first[0]!.key.length, 32);
    assert.deepEqual(await sandboxKeys(dataDir), first);
    assert.deepEqual(await readdir(dataDir), ['cles']);
  });

  it('can be read by their owner alone', async () => {
    await sandboxKeys(folder);
    assert.equal((await stat(join(folder, 'cles'))).mode & 0o777, 0o600);
  });

  it('are one and the same for two that start together', async () => {
    const all = await Promise.all([sandboxKeys(folder), sandboxKeys(folder), sandboxKeys(folder)]);
    for (const keys of all) assert.deepEqual(keys, all[0]);
  });

  for (const text of ['', 'k1:abc', 'du texte']) {
    it(`are never replaced when the file holds « ${text} »`, async () => {
      await writeFile(join(folder, 'cles'), text);
      await assert.rejects(sandboxKeys(folder), UnreadableKeyFile);
      assert.equal(await readFile(join(folder, 'cles'), 'utf8'), text);
    });
  }
});

describe('generateDataKey', () => {
  it('makes a key that DATA_KEYS accepts, each time another', () => {
    const day = new Date('2026-09-01T10:00:00Z');
    const [one, two] = [generateDataKey(day), generateDataKey(day)];
    assert.match(one.id, /^k20260901-/);
    assert.notEqual(one.id, two.id);
    const { keys, problems } = parseDataKeys(`${formatDataKey(one)},${formatDataKey(two)}`);
    assert.deepEqual(problems, []);
    assert.deepEqual(keys, [one, two]);
  });
});
