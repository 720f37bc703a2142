import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withSettingsTable } from '../../src/config/settings-table.ts';
import { withDemandeDiagram } from './demande-diagram.ts';

// Writes between the markers of README.md what is drawn from the code: npm run readme
const readme = join(import.meta.dirname, '../../README.md');
let text = readFileSync(readme, 'utf8');
for (const renew of [withSettingsTable, withDemandeDiagram]) {
  const renewed = renew(text);
  if (renewed === undefined) throw new Error('README.md has lost its markers');
  text = renewed;
}
writeFileSync(readme, text);
