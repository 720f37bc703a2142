import { spawnSync } from 'node:child_process';
import { HOMESERVER_SCRIPT } from '../support/homeserver-server.ts';
import { hasBinaries, POSTGRES_COMMAND } from '../support/postgres-server.ts';
import { benchParts } from './parts.ts';
import { targets, teamsTable } from './report.ts';
import { benchTchap } from './tchap-bench.ts';
import { roomsTable, tchapAims, tchapTable } from './tchap-report.ts';
import { benchTeams } from './teams-bench.ts';

/** `npm run bench`: all of it; `npm run bench -- teams`, `-- tchap` or `-- parties`: one part. */
const print = (...lines: string[]) => process.stdout.write(`${lines.join('\n')}\n`);
const progress = (line: string) => print(`… ${line}`);
const [only] = process.argv.slice(2);
const asked = (part: string) => only === undefined || only === part;

function need(what: string, there: boolean, command: string): void {
  if (there) return;
  process.stderr.write(`${what} manque pour mesurer : installez-le avec « ${command} ».\n`);
  process.exit(1);
}

need('PostgreSQL', hasBinaries, POSTGRES_COMMAND);
if (asked('teams')) {
  const figures = await benchTeams(progress);
  print('', ...teamsTable(figures), '', ...targets(figures), '');
}
if (asked('tchap')) {
  const prepare = spawnSync(HOMESERVER_SCRIPT, ['--prepare'], { stdio: 'ignore' });
  need('Synapse', prepare.status === 0, 'test/support/homeserver --prepare');
  const figures = await benchTchap(progress);
  print('', ...tchapTable(figures), '', ...roomsTable(figures.many), '', ...tchapAims(figures), '');
}
if (asked('parties')) print('… les parties', '', ...(await benchParts()), '');
// The SDK of the people who talk leaves timers behind.
process.exit(0);
