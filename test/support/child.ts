import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface Child {
  process: ChildProcess;
  /** The next line of its output; undefined when it ended. */
  line(): Promise<string | undefined>;
  /** Everything said and not read yet, once it has ended. */
  rest(): Promise<string[]>;
  kill(): Promise<void>;
}

const running = new Set<ChildProcess>();

// A test that failed before it killed its children would leave them, and keep the test process waiting for them.
after(() => {
  for (const child of running) child.kill('SIGKILL');
});

/** Runs a script of this folder in a process of its own. */
export function runScript(name: string, ...args: string[]): Child {
  const path = fileURLToPath(new URL(name, import.meta.url));
  const child = spawn(process.execPath, [path, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  running.add(child);
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  void exited.then(() => running.delete(child));
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  const line = async () => {
    const { done, value } = await lines.next();
    return done ? undefined : value;
  };
  return {
    process: child,
    line,
    async rest() {
      const said: string[] = [];
      for (let next = await line(); next !== undefined; next = await line()) said.push(next);
      return said;
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
