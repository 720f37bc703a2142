import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Context } from 'mocha';
import { HOMESERVER_SCRIPT, type Homeserver, startHomeserver } from './homeserver-server.ts';
import { requirePart } from './require-part.ts';

export type { Homeserver } from './homeserver-server.ts';

/** What brings a server to a machine without one. */
const HOMESERVER_COMMAND = 'test/support/homeserver --prepare';

let prepared: boolean | undefined;
let running: Promise<Homeserver> | undefined;

/** The server of this test process; the suite is skipped where it cannot be had. */
export async function requireHomeserver(context: Context): Promise<Homeserver> {
  requireSynapse(context);
  running ??= startHomeserver();
  return running;
}

/** For a suite that starts a server of its own. */
export function requireSynapse(context: Context): void {
  context.timeout(180_000);
  prepared ??= isUnpacked() || spawnSync(HOMESERVER_SCRIPT, ['--prepare'], { stdio: 'ignore' }).status === 0;
  requirePart(context, 'Synapse', prepared, HOMESERVER_COMMAND);
}

function isUnpacked(): boolean {
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  return existsSync(join(cache, 'pole-ressources', 'synapse', 'python'));
}

// This module is loaded with the first suite that uses it, so the hook is the root suite's.
after(async function stopHomeserver() {
  this.timeout(30_000);
  await (await running)?.stop();
});
