import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';

const CHROMIUM = '/usr/bin/chromium';
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

export type PaneName = 'enseignant' | 'analyse' | 'membre';

/** For requirePart: what the browser tests need, and how it comes. */
export const browserPart = ['Chromium', existsSync(CHROMIUM), 'apt-get install chromium'] as const;

export function launchBrowser(): Promise<Browser> {
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

/** Opens the sandbox page and waits until it is connected. Every error the browser reports is in `errors`. */
export async function openSandbox(page: Page, url: string): Promise<SandboxPage> {
  const sandbox = new SandboxPage(page);
  await page.goto(url);
  await sandbox.connected();
  return sandbox;
}

/** The page as a person uses it. Waits up to 10 s for what it is told to expect. */
export class SandboxPage {
  readonly page: Page;
  /** Console errors and uncaught exceptions of the page. */
  readonly errors: string[] = [];

  constructor(page: Page) {
    this.page = page;
    page.setDefaultTimeout(10_000);
    page.on('pageerror', (error) => this.errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.errors.push(message.text());
    });
  }

  pane(name: PaneName): SandboxPane {
    return new SandboxPane(this.page, name);
  }

  async connected(): Promise<void> {
    await this.page.locator('#link-state[data-state=up]').waitFor({ state: 'attached' });
    await this.page.locator('.pane .log > :not(.empty), .pane .log > .empty').first().waitFor({ state: 'attached' });
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.connected();
  }
}

/** One of the three columns. */
export class SandboxPane {
  readonly root: Locator;
  readonly log: Locator;
  readonly #page: Page;
  readonly #name: PaneName;

  constructor(page: Page, name: PaneName) {
    this.#page = page;
    this.#name = name;
    this.root = page.locator(`#pane-${name}`);
    this.log = this.root.locator('.log');
  }

  /** On a narrow screen one pane shows at a time: brings this one up. */
  async bringUp(): Promise<void> {
    const button = this.#page.locator(`#switcher .tone-${this.#name}`);
    if (await button.isVisible()) await button.click();
  }

  /** @param options `prive`: an analyst's private conversation instead of the channel */
  async choosePersona(nom: string, { prive = false } = {}): Promise<void> {
    const select = this.root.locator('.who select');
    const wanted = prive ? `${nom} (en privé),` : `${nom},`;
    const value = await select.locator('option').filter({ hasText: wanted }).first().getAttribute('value');
    await select.selectOption(value!);
    await this.log.getByText('Chargement de la conversation').waitFor({ state: 'detached' });
  }

  async say(text: string): Promise<void> {
    await this.root.locator('textarea:not(.ac-input)').fill(text);
    await this.root.locator('.send').click();
  }

  async attachPhoto(): Promise<void> {
    await this.root.locator('.attach').click();
  }

  /** The ready-made message under the conversation. */
  async chip(text: string): Promise<void> {
    await this.root.locator('.chips').getByRole('button', { name: text, exact: true }).click();
  }

  /** The most recent button of this title in the conversation. */
  button(title: string): Locator {
    return this.log.getByRole('button', { name: title, exact: true }).last();
  }

  async click(title: string): Promise<void> {
    await this.button(title).click();
  }

  /** The most recent field of this label: its words alone, or marked as optional or to correct. */
  field(label: string): Locator {
    const words = label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s/g, '\\s');
    const own = this.#page.locator('label', {
      hasText: new RegExp(`^${words}( \\(facultatif\\)| – à corriger| – à remplir| \\*)?\\s*$`),
    });
    return this.log.locator('div:has(> label ~ .ac-input-container)').filter({ has: own }).last();
  }

  /** Types into a field. */
  async fill(label: string, value: string): Promise<void> {
    await this.field(label).locator('input, textarea').fill(value);
  }

  /** Chooses in a field, whether it is a list, radio buttons or check boxes. */
  async choose(label: string, choice: string): Promise<void> {
    const field = this.field(label);
    await field.waitFor();
    const list = field.locator('select');
    if ((await list.count()) > 0) await list.selectOption({ label: choice });
    else await field.locator('.ac-input-container').getByText(choice, { exact: true }).click();
  }

  get lastMessage(): Locator {
    return this.log.locator('.message').last();
  }

  /** Waits until the last message of the conversation holds it. */
  async expectLast(text: string | RegExp): Promise<Locator> {
    await this.log.locator('.message:last-child').filter({ hasText: text }).waitFor();
    return this.lastMessage;
  }

  /** The card about something (a demande's number), wherever it stands in the conversation. */
  card(about: string): SandboxCard {
    return new SandboxCard(this.log.locator('.message').filter({ hasText: about }).first());
  }

  message(text: string | RegExp): Locator {
    return this.log.locator('.message').filter({ hasText: text }).last();
  }

  async expectMessage(text: string | RegExp): Promise<Locator> {
    const message = this.message(text);
    await message.waitFor();
    return message;
  }

  /** Waits until no message holds it. */
  async expectNoMessage(text: string | RegExp): Promise<void> {
    await this.message(text).waitFor({ state: 'detached' });
  }

  /** The short sentence shown to this person alone, above the place to write. */
  async expectNotice(text: string | RegExp): Promise<void> {
    await this.root.locator('.notice').filter({ hasText: text }).waitFor();
  }

  /** Opens the settings, clicks the switch of this name, and closes them. */
  async setting(name: string | RegExp): Promise<void> {
    const settings = this.root.locator('.settings');
    await settings.locator('summary').click();
    const button = settings.getByRole('button', { name });
    if ((await button.count()) > 0) await button.click();
    else await settings.getByLabel(name).click();
    await settings.locator('summary').click();
  }
}

/** One card, followed while it is updated in place. */
export class SandboxCard {
  readonly root: Locator;

  constructor(root: Locator) {
    this.root = root;
  }

  async click(title: string): Promise<void> {
    await this.root.getByRole('button', { name: title, exact: true }).click();
  }

  /** Opens a form of the dossier. */
  async act(title: string): Promise<void> {
    await this.click('Agir sur la demande');
    await this.expectNone('Agir sur la demande');
    await this.click(title);
  }

  async expect(text: string | RegExp): Promise<void> {
    await this.root.filter({ hasText: text }).waitFor();
  }

  async expectNone(title: string): Promise<void> {
    await this.root.getByRole('button', { name: title, exact: true }).waitFor({ state: 'detached' });
  }
}

export interface AxeViolation {
  id: string;
  impact: string;
  nodes: string[];
}

interface Axe {
  run(options: object): Promise<{
    violations: { id: string; impact: string; nodes: { html: string; any: { message: string }[] }[] }[];
  }>;
}

/** WCAG 2.1 A and AA violations on the page as it stands; empty when there are none. */
export async function axeViolations(page: Page): Promise<AxeViolation[]> {
  // Evaluated by the browser's debugger, so that the page's own policy need not be opened for the test.
  await page.evaluate(readFileSync(AXE, 'utf8'));
  return await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: Axe };
    const runOnly = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] };
    const { violations } = await axe.run({ runOnly });
    return violations.map(({ id, impact, nodes }) => ({
      id,
      impact,
      nodes: nodes.map((node) => `${node.html.slice(0, 160)} — ${node.any[0]?.message ?? ''}`),
    }));
  });
}
