import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { temporaryFolder } from './databases.ts';

const ROOT = join(import.meta.dirname, '../..');

export interface Finished {
  code: number | null;
  out: string;
  err: string;
}

/** Starts one of our scripts as a process of its own, in an empty folder, with nothing of this machine's settings. */
export function startScript(script: string, words: string[], env: { [name: string]: string }): ChildProcess {
  return spawn(process.execPath, [join(ROOT, script), ...words], {
    cwd: temporaryFolder(),
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Runs it to its end; no-break spaces come back as plain ones. */
export async function runScript(script: string, words: string[], env: { [name: string]: string }): Promise<Finished> {
  const child = startScript(script, words, env);
  const [out, err] = [collect(child.stdout!), collect(child.stderr!)];
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return { code, out: (await out).replaceAll('\u00a0', ' '), err: (await err).replaceAll('\u00a0', ' ') };
}

async function collect(stream: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  return text;
}

/** Resolves with the first match of what a running script prints. */
export function printed(child: ChildProcess, pattern: RegExp): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout!.on('data', (chunk) => {
      text += String(chunk);
      const match = pattern.exec(text);
      if (match) resolve(match);
    });
    child.once('close', (code) => reject(new Error(`ended with ${code} before printing ${pattern}`)));
  });
}
