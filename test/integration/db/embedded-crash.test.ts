import assert from 'node:assert/strict';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../../src/adapters/db/database.ts';
import { DatabaseBusy } from '../../../src/adapters/db/errors.ts';
import { createSealer } from '../../../src/adapters/db/sealing.ts';
import { runScript } from '../../support/child.ts';
import { initialisedFolder, temporaryFolder } from '../../support/databases.ts';
import { dataKey, silentLog } from '../../support/test-keys.ts';

describe('the embedded database', () => {
  let dataDir: string;
  before(async function () {
    this.timeout(60_000);
    dataDir = temporaryFolder();
    cpSync(await initialisedFolder(), join(dataDir, 'pglite'), { recursive: true });
  });
  after(() => rmSync(dataDir, { recursive: true, force: true }));

  const open = () => openDatabase({ dataDir, log: silentLog, sealer: createSealer([dataKey('a')]) });

  it('is refused to a second process, and after kill -9 of the first one has lost no committed row', async function () {
    this.timeout(60_000);
    for (let round = 0; round < 2; round++) {
      const writer = runScript('embedded-writer.ts', dataDir, `r${round}-`);
      const committed = [(await writer.line())!];
      await assert.rejects(
        open(),
        (error) => error instanceof DatabaseBusy && error.holder.pid === writer.process.pid && error.holder.port === 1,
      );
      while (committed.length < 60) committed.push((await writer.line())!);
      await writer.kill();
      committed.push(...(await writer.rest()));

      const db = await open();
      const found = await db.unitOfWork.run(async (tx) => {
        const identites = [];
        for (const externalId of committed) identites.push(await tx.directory.identite('sandbox', externalId));
        return identites.map((identite) => identite?.externalId);
      });
      await db.close();
      assert.deepEqual(found, committed);
    }
  });
});
