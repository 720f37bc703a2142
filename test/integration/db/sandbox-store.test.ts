import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { contentParams, sealView } from '../../../src/adapters/db/sandbox-rows.ts';
import { createSealer } from '../../../src/adapters/db/sealing.ts';
import { describeSandboxStore } from '../../contract/sandbox-store-contract.ts';
import { onEachDatabase } from '../../support/databases.ts';
import { createMemoryStore } from '../../support/sandbox-memory-store.ts';
import { dataKey } from '../../support/test-keys.ts';

const sealer = createSealer([dataKey('essai')]);

describeSandboxStore('in memory, as the page’s own tests use it', async () => ({
  store: createMemoryStore(),
  close: async () => {},
}));

onEachDatabase('its database', (database) => {
  describeSandboxStore('kept', async () => {
    const opened = await database().open();
    return { store: opened.sandboxStore, close: () => opened.close() };
  });
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
