import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withSettingsTable } from '../../src/config/settings-table.ts';
import { annexe2Drawing } from './annexe-2/drawing.ts';
import { annexe2Text } from './annexe-2/text.ts';

// Writes what the documentation takes from the code: npm run readme
const root = join(import.meta.dirname, '../..');
const readme = join(root, 'README.md');
const renewed = withSettingsTable(readFileSync(readme, 'utf8'));
if (renewed === undefined) throw new Error('README.md has lost its markers');
writeFileSync(readme, renewed);
writeFileSync(join(root, 'docs/annexe-2.svg'), annexe2Drawing());
writeFileSync(join(root, 'docs/annexe-2.md'), annexe2Text());
