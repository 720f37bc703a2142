import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { openDatabase } from '../../../src/adapters/db/database.ts';
import { contentParams, sealView } from '../../../src/adapters/db/sandbox-rows.ts';
import { createSealer } from '../../../src/adapters/db/sealing.ts';
import { describeSandboxStore } from '../../contract/sandbox-store-contract.ts';
import { createMemoryStore } from '../../support/sandbox-memory-store.ts';

const log = { info() {}, warn() {}, error() {} };
const sealer = createSealer([{ id: 'essai', key: randomBytes(32) }]);

describeSandboxStore('in memory, as the page’s own tests use it', async () => ({
  store: createMemoryStore(),
  close: async () => {},
}));

describeSandboxStore('embedded database', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'sandbox-store-'));
  const database = await openDatabase({ dataDir, sealer, log });
  return {
    store: database.sandboxStore,
    close: async () => {
      await database.close();
      await rm(dataDir, { recursive: true });
    },
  };
});

describe('the sandbox store’s rows', () => {
  it('hold neither text nor card in clear', () => {
    const columns = contentParams('m1', { text: 'Léo Martin', card: { nom: 'Léo Martin' } }, sealer);
    for (const column of [...columns, sealView('m1', 'sophie', { nom: 'Léo Martin' }, sealer)]) {
      assert.match(column!, /^v1\.essai\./);
      assert.equal(column!.includes('Martin'), false);
    }
  });
});
