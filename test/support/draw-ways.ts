import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WAY_SIZE, wayDrawing } from '../../src/core/view/way-drawing.ts';
import { pictureName } from '../../src/core/view/way-picture.ts';
import { SENT_ETATS } from '../../src/core/view/way-steps.ts';
import { launchChromium } from './card-page.ts';
import { markedWith } from './drawn-from.ts';

// Draws the PNG of each state's way from its SVG, for messengers that show no SVG: npm run annexe-2 (needs Chromium)
const FOLDER = join(import.meta.dirname, '../../src/adapters/web/drawings');

const browser = await launchChromium();
try {
  const page = await browser.newPage({ viewport: WAY_SIZE, deviceScaleFactor: 2 });
  for (const etat of SENT_ETATS) {
    const svg = wayDrawing(etat);
    await page.setContent(`<style>body{margin:0}svg{display:block;width:100vw;height:100vh}</style>${svg}`);
    const png = await page.screenshot({ omitBackground: true });
    writeFileSync(join(FOLDER, pictureName(etat, 'png')), markedWith(png, svg));
  }
} finally {
  await browser.close();
}
