import type { Context } from 'mocha';

/**
 * For a test that needs a part that not every machine has (PostgreSQL, Chromium, Synapse).
 * Without it the suite is skipped and says by which command it comes; in CI its absence is a failure.
 */
export function requirePart(context: Context, name: string, available: boolean, command: string): void {
  if (available) return;
  const message = `${name} is missing; it comes with: ${command}`;
  if (process.env.CI === 'true') throw new Error(message);
  console.warn(`      skipped: ${message}`);
  context.skip();
}
