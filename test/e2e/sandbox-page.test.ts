import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { requirePart } from '../support/require-part.ts';
import {
  axeViolations,
  browserPart,
  launchBrowser,
  openSandbox,
  type SandboxPage,
} from '../support/sandbox-browser.ts';
import { scriptCard } from '../support/sandbox-script.ts';
import { type RunningSandbox, startSandbox } from '../support/sandbox-server.ts';

const ANALYSE = { channel: 'sandbox', conversationId: 'analyse', kind: 'channel', opaque: {} } as const;
const PERSO_KARIM = { channel: 'sandbox', conversationId: 'perso:karim', kind: 'personal', opaque: {} } as const;

describe('the sandbox page in a browser', function () {
  this.timeout(60_000);
  let browser: Browser;
  let running: RunningSandbox;
  let sandbox: SandboxPage;
  const open = async (options: BrowserContextOptions = {}) => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: 'fr-FR', ...options });
    return openSandbox(page, running.url);
  };

  before(async function () {
    requirePart(this, ...browserPart);
    browser = await launchBrowser();
  });
  after(() => browser?.close());

  beforeEach(async () => {
    running = await startSandbox();
    sandbox = await open();
  });
  afterEach(async () => {
    await sandbox.page.close();
    await running.stop();
  });

  it('shows the three conversations, says that all is fictional, and reports no error', async () => {
    const { page } = sandbox;
    await page.getByText(/Bac à sable\s: tout est fictif/).waitFor();
    assert.equal(await page.title(), 'Bac à sable du pôle ressources');
    const headings = await page.getByRole('heading', { level: 2 }).allTextContents();
    assert.deepEqual(headings, ['Enseignant', 'Canal d’analyse', 'Membre du pôle']);
    await sandbox.pane('enseignant').expectMessage('Bonjour Claire Lemoine');
    assert.deepEqual(sandbox.errors, []);
  });

  it('plays an exchange: a card for all, an answer for one, an update for all, kept over a reload', async () => {
    const other = await open();
    await sandbox.pane('enseignant').chip('nouvelle demande');
    const analyse = sandbox.pane('analyse');
    await analyse.expectMessage('Demande 2026-0001');
    await analyse.click('Voir le dossier');
    await analyse.expectMessage('Léo Martin');
    await analyse.expectMessage('Pour vous uniquement');
    await other.pane('analyse').choosePersona('Marc Duval');
    await other.pane('analyse').expectMessage('Envoyée');
    assert.equal(await other.page.getByText('Léo Martin').count(), 0);

    await sandbox.reload();
    await analyse.expectMessage('Léo Martin');
    await analyse.choosePersona('Marc Duval');
    await analyse.expectNoMessage('Léo Martin');

    await other.pane('analyse').click('Prendre en analyse');
    await other.pane('analyse').expectNotice('La demande est à vous.');
    for (const shown of [sandbox, other]) await shown.pane('analyse').expectMessage('En analyse, par Marc Duval');
    await analyse.choosePersona('Sophie Carpentier');
    await analyse.expectMessage('En analyse, par Marc Duval');
    await other.page.close();
  });

  it('replaces a card in place with what was typed, and holds a required field', async () => {
    const pane = sandbox.pane('enseignant');
    await pane.click('Répondre');
    await pane.expectMessage('Champ à remplir.');
    assert.equal(running.seen.filter(({ payload }) => payload.kind === 'action').length, 0);
    await pane.fill('Votre réponse', 'Bien reçu');
    await pane.click('Répondre');
    await pane.expectMessage('Réponse notée');
    await pane.expectMessage('Bien reçu');
  });

  it('shows what people wrote as they wrote it', async () => {
    const nasty = '<b>gras</b> **gras** <img src=x onerror=alert(1)> [lien](javascript:alert(1))';
    const pane = sandbox.pane('enseignant');
    await pane.say(nasty);
    await pane.expectMessage('Vous avez écrit');
    await running.channel.send(ANALYSE, scriptCard(nasty, nasty, [[nasty, 'aide']]), 'k1');
    await sandbox.pane('analyse').expectMessage('**gras**');
    const logs = sandbox.page.locator('.log');
    assert.equal(await logs.locator('b, img, a, strong:not(.message-head strong)').count(), 0);
    const run = await sandbox.pane('analyse').log.locator('.ac-textRun').last().textContent();
    assert.equal(run, nasty);
    assert.deepEqual(sandbox.errors, []);
  });

  it('says where something new waits, and leads there', async () => {
    await running.channel.send(PERSO_KARIM, { text: 'Des nouvelles de votre demande' }, 'k1');
    const pane = sandbox.pane('enseignant');
    await pane.root.getByText('Nouveau message pour Karim Benali').waitFor();
    assert.equal(await pane.root.locator('option', { hasText: '(nouveau)' }).count(), 1);
    await pane.root.getByRole('button', { name: 'Voir (Karim Benali)' }).click();
    await pane.expectMessage('Des nouvelles de votre demande');
    assert.equal(await pane.root.locator('option', { hasText: '(nouveau)' }).count(), 0);
  });

  it('sends what was written while the server was away, once, when it comes back', async () => {
    const pane = sandbox.pane('enseignant');
    await pane.expectMessage('Bonjour Claire Lemoine');
    const { port, store } = running;
    await running.stop();
    await sandbox.page.locator('#link-state[data-state=down]').waitFor();
    await pane.say('écrit pendant la coupure');
    await pane.expectMessage('En attente d’envoi');
    await sandbox.page.goto('about:blank');
    running = await startSandbox({ port, store });
    await sandbox.page.goto(running.url);
    await sandbox.connected();
    await pane.expectMessage('Vous avez écrit : écrit pendant la coupure');
    await pane.expectNoMessage('En attente d’envoi');
    assert.equal(await pane.log.locator('.own').count(), 1);
  });

  it('plays a client without Action.Execute: the click goes out, nothing is shown in place', async () => {
    await running.channel.send(
      ANALYSE,
      scriptCard('Demande 2026-0001', 'Envoyée', [['Voir le dossier', 'voir_dossier']]),
      'k1',
    );
    const pane = sandbox.pane('analyse');
    await pane.setting('Simuler un client sans Action.Execute');
    await pane.click('Voir le dossier');
    await pane.say('@bot fini');
    await pane.expectMessage('Vous avez écrit : fini');
    const clicks = running.seen.flatMap(({ payload }) => (payload.kind === 'action' ? [payload.style] : []));
    assert.deepEqual(clicks, ['submit']);
    assert.equal(await sandbox.page.getByText('Léo Martin').count(), 0);
  });

  it('takes someone out of the channel and back', async () => {
    const pane = sandbox.pane('analyse');
    await pane.setting('Retirer Sophie Carpentier du canal');
    await pane.root.getByText(/Sophie Carpentier n’est plus dans le canal/).waitFor();
    await pane.say('@bot aide');
    await pane.expectNotice(/n’est plus dans le canal/);
    await pane.setting('Remettre Sophie Carpentier dans le canal');
    await pane.say('@bot aide');
    await pane.expectMessage('Vous avez écrit : aide');
  });

  it('refuses kindly a text too long for a frame, and keeps it where it was typed', async () => {
    const pane = sandbox.pane('enseignant');
    await pane.say('x'.repeat(300_000));
    await pane.expectNotice(/trop long/);
    assert.equal((await pane.root.locator('textarea').inputValue()).length, 300_000);
    await pane.say('y'.repeat(100_000));
    await pane.expectMessage('Vous avez écrit : yyy');
  });

  it('is played with the keyboard alone', async () => {
    const { page } = sandbox;
    const pane = sandbox.pane('enseignant');
    await pane.expectMessage('Bonjour Claire Lemoine');
    const tabTo = async (what: string) => {
      for (let step = 0; step < 60; step += 1) {
        await page.keyboard.press('Tab');
        if ((await page.locator(`${what}:focus`).count()) > 0) return;
      }
      assert.fail(`the keyboard does not reach ${what}`);
    };
    await tabTo('#pane-enseignant .ac-textInput');
    await page.keyboard.type('au clavier');
    await tabTo('#pane-enseignant .ac-pushButton[title="Répondre"]');
    await page.keyboard.press('Enter');
    await pane.expectMessage('Réponse notée');
    assert.equal(await page.locator('#pane-enseignant .message:focus').count(), 1, 'the focus stays where it was');
    await tabTo('#pane-enseignant .composer textarea');
    await page.keyboard.type('première ligne');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('seconde ligne');
    await page.keyboard.press('Enter');
    await pane.expectMessage('Vous avez écrit : première ligne');
    const { payload } = running.seen.at(-1)!;
    assert.equal(payload.kind === 'text' && payload.text, 'première ligne\nseconde ligne');
    await tabTo('#pane-analyse .settings summary');
    await page.keyboard.press('Enter');
    await tabTo('#pane-analyse .settings-body button');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Remettre Sophie Carpentier dans le canal' }).waitFor();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [1280, 320]) {
      it(`has no WCAG A/AA violation and no sideways scroll, ${colorScheme}, ${width} px`, async () => {
        const shown = await open({ colorScheme, viewport: { width, height: 800 }, reducedMotion: 'reduce' });
        await shown.pane('enseignant').chip('nouvelle demande');
        await shown.pane('enseignant').expectMessage('Vous avez écrit');
        await shown.pane('enseignant').click('Répondre');
        await running.channel.send(PERSO_KARIM, { text: 'Bonjour' }, 'k1');
        for (const name of ['enseignant', 'analyse', 'membre'] as const) {
          const pane = shown.pane(name);
          await pane.bringUp();
          if (name === 'analyse') await pane.click('Voir le dossier');
          if (name === 'membre') await pane.setting('Rendre injoignable');
          await pane.root.locator('.settings summary').click();
          assert.deepEqual(await axeViolations(shown.page), []);
        }
        const contentWidth = await shown.page.evaluate<number>('document.documentElement.scrollWidth');
        assert.ok(contentWidth <= width, `${contentWidth} px wide`);
        assert.deepEqual(shown.errors, []);
        await shown.page.close();
      });
    }
  }

  it('gives the help tab as a plain page, without violation in its themes', async () => {
    const { page } = sandbox;
    await page.goto(`${running.url}/onglet`);
    await page.getByRole('heading', { level: 1, name: 'Mode d’emploi du pôle ressources' }).waitFor();
    for (const theme of ['default', 'dark', 'contrast']) {
      // biome-ignore lint/suspicious/noExplicitAny: the browser's types are not loaded here
      await page.locator('html').evaluate((root: any, worn) => root.setAttribute('data-theme', worn), theme);
      assert.deepEqual(await axeViolations(page), [], theme);
    }
    assert.deepEqual(sandbox.errors, []);
  });
});
