import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withSettingsTable } from '../../src/config/settings-table.ts';

// Writes the table of settings between the markers of README.md; settings-table.test.ts says when it is needed.
const readme = join(import.meta.dirname, '../../README.md');
const text = withSettingsTable(readFileSync(readme, 'utf8'));
if (text === undefined) throw new Error('README.md has no settings markers');
writeFileSync(readme, text);
