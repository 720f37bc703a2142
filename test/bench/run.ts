import { hasBinaries, POSTGRES_COMMAND } from '../support/postgres-server.ts';
import { benchParts } from './parts.ts';
import { targets, teamsTable } from './report.ts';
import { benchTeams } from './teams-bench.ts';

const print = (...lines: string[]) => process.stdout.write(`${lines.join('\n')}\n`);

if (!hasBinaries) {
  process.stderr.write(`PostgreSQL manque pour mesurer : installez-le avec « ${POSTGRES_COMMAND} ».\n`);
  process.exit(1);
}

const figures = await benchTeams((line) => print(`… ${line}`));
print('', ...teamsTable(figures), '', ...targets(figures), '', '… les parties', '', ...(await benchParts()), '');
