import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RenderedEvent } from '../../../src/adapters/tchap/render/rendered-event.ts';

const GOLDEN = join(import.meta.dirname, '../../golden/tchap');

/** Rewrites the golden files instead of comparing: `UPDATE_GOLDEN=1 npx mocha …`, then read the difference. */
const UPDATE = process.env.UPDATE_GOLDEN === '1';

/** Compares what was rendered with its golden file, which shows what nobody sees (a zero-width space) as ‹›. */
export function assertGolden(name: string, events: RenderedEvent[]): void {
  const file = join(GOLDEN, `${name}.txt`);
  const written = goldenText(events);
  if (UPDATE) {
    mkdirSync(GOLDEN, { recursive: true });
    writeFileSync(file, written);
    return;
  }
  assert.ok(existsSync(file), `${name}.txt is missing: UPDATE_GOLDEN=1 writes it`);
  assert.equal(written, readFileSync(file, 'utf8'));
}

/** Names of the golden files that there are. */
export const goldenNames = (): string[] => readdirSync(GOLDEN).map((file) => file.replace(/\.txt$/, ''));

function goldenText(events: RenderedEvent[]): string {
  return `${events.map((event, index) => eventText(event, `${index + 1}/${events.length}`)).join('\n')}\n`.replaceAll(
    '\u200b',
    '‹›',
  );
}

function eventText({ body, formattedBody, choices, reactions }: RenderedEvent, place: string): string {
  return [
    `══ message ${place} ══ body`,
    body,
    '── formatted_body',
    formattedBody.replace(/<br>|<\/(?:p|ol|li|blockquote)>|<ol>|<blockquote>/g, '$&\n').trimEnd(),
    '── choices',
    ...choices.map(({ label, ...choice }) => `${choice.number}. ${label} ${JSON.stringify(choice)}`),
    `── reactions ${reactions.join(' ')}`,
  ].join('\n');
}
