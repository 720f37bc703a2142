import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { Json } from '../../src/core/json.ts';
import { type Theme, teamsHostConfig } from './teams-host-config.ts';

export const CHROMIUM = '/usr/bin/chromium';
export const chromiumAvailable = existsSync(CHROMIUM);

const require = createRequire(import.meta.url);
const RENDERER = require.resolve('adaptivecards/dist/adaptivecards.min.js');
const AXE = require.resolve('axe-core/axe.min.js');

export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}

/** A page of that width that shows one card as Teams does: its colours, its spacing, buttons on one line. */
export async function openCardPage(browser: Browser, width: number): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  await page.setContent(
    '<!doctype html><html lang="fr"><head><title>Carte</title></head><body><main></main></body></html>',
  );
  await page.addScriptTag({ path: RENDERER });
  await page.addScriptTag({ path: AXE });
  await page.addScriptTag({ path: join(import.meta.dirname, 'card-page-browser.js') });
  return page;
}

/** Renders a bound card; with `open`, every form behind a button is opened too. */
export async function renderCard(page: Page, card: Json, theme: Theme = 'light', open = false): Promise<void> {
  const given = JSON.stringify({ json: card, openForms: open, ...teamsHostConfig(theme) });
  await page.evaluate(`cardPage.render(${given})`);
}

/** Elements that stick out of the card on the right, and buttons whose title is cut. */
export function layoutFaults(page: Page): Promise<string[]> {
  return page.evaluate('cardPage.layoutFaults()');
}

/** WCAG A and AA violations, as axe names them. */
export function accessibilityFaults(page: Page): Promise<string[]> {
  return page.evaluate('cardPage.accessibilityFaults()');
}

/** What a person reads of the card. */
export function shownText(page: Page): Promise<string> {
  return page.evaluate('cardPage.shownText()');
}
