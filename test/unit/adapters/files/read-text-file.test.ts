import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTextFile } from '../../../../src/adapters/files/read-text-file.ts';
import { UnreadableFile } from '../../../../src/app/ports/data-file.ts';

describe('readTextFile', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pole-files-'));
  });
  after(() => rm(folder, { recursive: true }));

  const refuses = (path: string, sentence: RegExp) =>
    assert.rejects(readTextFile(path), (error) => error instanceof UnreadableFile && sentence.test(error.sentence));

  it('says that a file is not there', () => refuses(join(folder, 'rien.csv'), /introuvable/));
  it('says that a folder is no file', () => refuses(folder, /dossier/));

  it('refuses the Windows encoding, whose accents would be lost', async () => {
    const path = join(folder, 'ansi.csv');
    await writeFile(path, Buffer.from('prénom;nom', 'latin1'));
    await refuses(path, /CSV UTF-8/);
  });

  it('refuses a spreadsheet and UTF-16, which hold null bytes', async () => {
    const path = join(folder, 'utf16.csv');
    await writeFile(path, Buffer.from('nom;prenom', 'utf16le'));
    await refuses(path, /CSV UTF-8/);
  });
});
