import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { UnreadableFile } from '../../app/ports/data-file.ts';
import { poleCommandTexts } from '../../core/texts.fr.ts';

const { files } = poleCommandTexts;

/** The bytes of a UTF-8 text file. @throws UnreadableFile */
export async function readTextFile(path: string): Promise<Buffer> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new UnreadableFile(sentenceFor(error.code, path));
  });
  if (bytes.includes(0)) throw new UnreadableFile(files.notText(path));
  if (!isUtf8(bytes)) throw new UnreadableFile(files.notUtf8(path));
  return bytes;
}

function sentenceFor(code: string | undefined, path: string): string {
  if (code === 'ENOENT' || code === 'ENOTDIR') return files.notFound(path);
  if (code === 'EISDIR') return files.isFolder(path);
  return files.unreadable(path, code ?? '?');
}
