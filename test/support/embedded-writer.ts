import { openDatabase } from '../../src/adapters/db/database.ts';
import { createSealer } from '../../src/adapters/db/sealing.ts';
import { dataKey, silentLog } from './test-keys.ts';

// A process that writes to the embedded database of its folder until it is killed, and names each row once committed.
const [dataDir = '', prefix = ''] = process.argv.slice(2);
const db = await openDatabase({
  dataDir,
  log: silentLog,
  sealer: createSealer([dataKey('a')]),
  lockExtra: { port: 1 },
});
for (let index = 0; ; index++) {
  const externalId = `${prefix}${index}`;
  await db.unitOfWork.run((tx) => tx.directory.saveIdentite({ channel: 'sandbox', externalId, nom: 'X', emails: [] }));
  console.log(externalId);
}
