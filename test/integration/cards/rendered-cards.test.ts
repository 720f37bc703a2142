import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { binder } from '../../support/bound-cards.ts';
import { cardCases } from '../../support/card-cases.ts';
import {
  accessibilityFaults,
  chromiumAvailable,
  launchChromium,
  layoutFaults,
  openCardPage,
  renderCard,
  shownText,
} from '../../support/card-page.ts';
import { HOSTILE, LARGEST, USUAL } from '../../support/card-words.ts';
import { requirePart } from '../../support/require-part.ts';

describe('every card, rendered in a browser', function () {
  this.timeout(120_000);
  let browser: Browser | undefined;
  let page: Page;

  before(async function () {
    requirePart(this, 'Chromium', chromiumAvailable, 'apt-get install chromium');
    browser = await launchChromium();
  });
  after(() => browser?.close());

  const open = async (width: number) => {
    page = await openCardPage(browser as Browser, width);
  };
  afterEach(() => page?.close());

  for (const width of [320, 800]) {
    it(`fits into ${width} pixels with usual words, its forms closed and open, and cuts no button`, async () => {
      await open(width);
      for (const [name, { card }] of Object.entries(cardCases(USUAL))) {
        for (const openForms of [false, true]) {
          await renderCard(page, binder.bind(card), 'light', openForms);
          assert.deepEqual(await layoutFaults(page), [], name);
        }
      }
    });

    it(`fits into ${width} pixels with the largest words`, async () => {
      await open(width);
      for (const [name, { card }] of Object.entries(cardCases(LARGEST))) {
        await renderCard(page, binder.bind(card), 'light', true);
        assert.deepEqual(await layoutFaults(page), [], name);
      }
    });
  }

  for (const theme of ['light', 'dark'] as const) {
    it(`has no WCAG A or AA violation in the ${theme} theme`, async () => {
      await open(800);
      for (const [name, { card }] of Object.entries(cardCases(USUAL))) {
        await renderCard(page, binder.bind(card), theme, true);
        assert.deepEqual(await accessibilityFaults(page), [], name);
      }
    });
  }

  it('shows what a person wrote as they wrote it', async () => {
    await open(800);
    for (const name of ['message', 'question-long', 'sollicitation', 'dossier']) {
      const message = cardCases(HOSTILE)[name];
      assert.ok(message);
      await renderCard(page, binder.bind(message.card));
      const shown = (await shownText(page)).replaceAll('\u200b', '');
      assert.match(
        shown,
        /\*\*gras\*\* _it_ \[lien\]\(http:\/\/exemple\.test\) <b>html<\/b> <at>Tous<\/at> \$\{x\}/,
        name,
      );
      assert.match(shown, /\{\{DATE\(2020-01-01T00:00:00Z,SHORT\)\}\}/, name);
    }
  });
});
