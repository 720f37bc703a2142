import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { loadManifestSettings, orExit, readEnvFile } from '../src/config.ts';
import { startTexts } from '../src/core/texts.fr.ts';
import { buildPackage } from './package.ts';

// npm run manifest [-- FOLDER]: writes dist/pole-ressources-teams.zip, or FOLDER/…, from the settings.
readEnvFile();
const settings = orExit(() => loadManifestSettings());
const folder = process.argv[2] ?? join(import.meta.dirname, '../dist');
const file = join(folder, 'pole-ressources-teams.zip');
mkdirSync(folder, { recursive: true });
writeFileSync(file, buildPackage(settings));
process.stdout.write(`${startTexts.manifest.built(relative(process.cwd(), file))}\n`);
