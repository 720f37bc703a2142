import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { startTexts } from '../../src/core/texts.fr.ts';
import { HOMESERVER_SCRIPT, startHomeserver } from './homeserver-server.ts';
import { sandboxWithTchap } from './tchap/sandbox-settings.ts';

// The sandbox with a real homeserver beside it, which ends with it: npm run essai-tchap
const folder = resolve(process.env.DATA_DIR || 'data-tchap');
process.stdout.write(`${startTexts.essaiTchap.prepare}\n`);
if (spawnSync(HOMESERVER_SCRIPT, ['--prepare'], { stdio: ['ignore', 'ignore', 'inherit'] }).status !== 0) {
  process.stderr.write(`${startTexts.essaiTchap.impossible}\n`);
  process.exit(1);
}
// A database that was cut while it was made is of no use any more.
let interrupted = false;
const note = () => {
  interrupted = true;
};
process.on('SIGINT', note);
const homeserver = await startHomeserver({ kept: join(folder, 'synapse') });
const settings = await sandboxWithTchap(homeserver, 'pole', 'claire.durandeau');
process.off('SIGINT', note);
if (interrupted) process.exit(130);
Object.assign(process.env, settings, { DATA_DIR: join(folder, 'bot') });
await import('../../src/main.ts');
