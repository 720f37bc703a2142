import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type DataKey, formatDataKey, parseDataKeys } from '../../core/data-keys.ts';
import { generateDataKey } from './data-key.ts';

/** The key file is there but holds no readable key; making another would lose what the first one sealed. */
export class UnreadableKeyFile extends Error {
  readonly file: string;
  constructor(file: string) {
    super('unreadable key file');
    this.name = 'UnreadableKeyFile';
    this.file = file;
  }
}

/**
 * The sandbox's own keys, made at its first start and kept in `<dataDir>/cles`, readable by its owner alone.
 * @throws UnreadableKeyFile
 */
export async function sandboxKeys(dataDir: string): Promise<DataKey[]> {
  const file = join(dataDir, 'cles');
  const kept = await readKeys(file);
  if (kept) return kept;
  await mkdir(dataDir, { recursive: true });
  await writeOnce(file, `${formatDataKey(generateDataKey(new Date()))}\n`);
  // Read back rather than trusted: another process may have been first.
  return (await readKeys(file)) ?? [];
}

async function readKeys(file: string): Promise<DataKey[] | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const { keys, problems } = parseDataKeys(text.trim());
  if (problems.length > 0) throw new UnreadableKeyFile(file);
  return keys;
}

/** Whole or not at all, and never over a file that is there: a crash must not leave half a key behind. */
async function writeOnce(file: string, text: string): Promise<void> {
  const draft = `${file}.${randomUUID()}`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
}
