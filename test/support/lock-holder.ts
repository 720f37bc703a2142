import { lockDataDir } from '../../src/adapters/db/data-dir-lock.ts';
import { DatabaseBusy } from '../../src/adapters/db/errors.ts';

// A process that tries for the lock of the folder it is given, says what came of it, and holds it until it is killed
// or its input ends.
const [dataDir = ''] = process.argv.slice(2);
try {
  const lock = await lockDataDir(dataDir, { address: 'http://127.0.0.1:1/' });
  console.log('held');
  process.stdin.resume().once('end', () => {
    lock.release();
    process.exit();
  });
} catch (error) {
  console.log(error instanceof DatabaseBusy ? `busy ${JSON.stringify(error.holder)}` : String(error));
}
