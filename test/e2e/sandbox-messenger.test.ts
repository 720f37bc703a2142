import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import type { Browser } from 'playwright-core';
import { DeliveryError } from '../../src/app/ports/channel.ts';
import { requirePart } from '../support/require-part.ts';
import {
  browserPart,
  launchBrowser,
  openSandbox,
  type SandboxPage,
  type SandboxPane,
} from '../support/sandbox-browser.ts';
import { type RunningSandbox, startSandbox } from '../support/sandbox-server.ts';
import { scriptedMessenger } from '../support/scripted-messenger.ts';

describe('a conversation of Tchap on the sandbox page', function () {
  this.timeout(60_000);
  let browser: Browser;
  let running: RunningSandbox;
  let messenger: ReturnType<typeof scriptedMessenger>;
  let sandbox: SandboxPage;
  let pane: SandboxPane;

  before(async function () {
    requirePart(this, ...browserPart);
    browser = await launchBrowser();
  });
  after(() => browser?.close());

  beforeEach(async () => {
    messenger = scriptedMessenger();
    running = await startSandbox({ tchap: messenger.tchap });
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: 'fr-FR' });
    sandbox = await openSandbox(page, running.url);
    pane = sandbox.pane('enseignant');
    await pane.choosePersona('Leïla Sorel (Tchap)');
  });
  afterEach(async () => {
    await sandbox.page.close();
    await running.stop();
  });

  it('keeps of a message’s HTML its layout alone', async () => {
    const html =
      '<p><strong>Bonjour</strong> <em class="x" style="color:red" onclick="alert(1)">vous</em></p><ol><li>Un</li></ol>' +
      '<img src=x onerror=alert(1)><script>alert(1)</script><style>body{display:none}</style><svg onload=alert(1)>' +
      '<a href="javascript:alert(1)">piège</a> <a href="https://exemple.fr/">lien</a><h1>titre</h1>' +
      '<mx-reply>cité</mx-reply><form action="/x"><button>bouton</button></form>&lt;b&gt;';
    messenger.put('m1', { text: 'Bonjour', html });
    const shown = (await pane.expectLast('Bonjour')).locator('.rich');
    assert.equal(
      await shown.innerHTML(),
      '<p><strong>Bonjour</strong> <em>vous</em></p><ol><li>Un</li></ol>piège ' +
        '<a href="https://exemple.fr/" target="_blank" rel="noopener noreferrer">lien</a>titrebouton&lt;b&gt;',
    );
  });

  it('shows the newest version of a message, and says that one was removed', async () => {
    messenger.put('m1', { text: 'Envoyée, à lire' });
    messenger.put('m2', { text: 'Nom de l’élève' });
    await pane.expectLast('Nom de l’élève');
    messenger.put('m1', { text: 'En analyse', updatedAt: '2026-11-02T10:42:00.000Z' });
    messenger.put('m2', { text: '', erased: true });
    await pane.expectMessage('En analyse');
    await pane.expectMessage('mis à jour à 11 h 42');
    await pane.expectNoMessage('Nom de l’élève');
    await pane.expectLast('Message supprimé.');
  });

  it('offers the bot’s reactions as buttons, keeps the message in sight as they come, and gives one once', async () => {
    messenger.put('m1', { text: Array.from({ length: 12 }, (_, line) => `ligne ${line}`).join('\n') });
    await pane.expectLast('ligne 11');
    messenger.put('m1', { reactions: [{ key: '1️⃣', mine: false }] });
    const both = [
      { key: '1️⃣', mine: false },
      { key: '2️⃣', mine: false },
    ];
    messenger.put('m1', { reactions: both });
    const second = pane.button('Répondre 2️⃣');
    await second.waitFor();
    const inSight = await pane.log.evaluate((log) => log.scrollTop + log.clientHeight >= log.scrollHeight - 2);
    assert.ok(inSight);
    await second.click();
    messenger.put('m1', { reactions: both.map((one) => ({ ...one, mine: one.key === '2️⃣' })) });
    await pane.log.locator('.reaction[aria-pressed=true]').waitFor();
    await second.click();
    await pane.say('suite');
    await pane.expectLast('suite');
    assert.deepEqual(messenger.reacted, [['m1', '2️⃣']]);
  });

  it('hands what is written to Tchap, and nothing of it to the sandbox’s own channel', async () => {
    const heard = running.seen.length;
    await pane.say('bonjour');
    await pane.expectLast('bonjour');
    assert.equal(await pane.log.locator('.message').count(), 1);
    assert.equal(await pane.log.locator('.day:last-child').count(), 0);
    assert.deepEqual(messenger.said, ['bonjour']);
    assert.equal(running.seen.length, heard);
    assert.equal(await pane.root.locator('.attach').isVisible(), false);
    assert.equal(await pane.root.locator('.settings').isVisible(), false);
  });

  it('says in a sentence that a message could not go', async () => {
    messenger.client.say = () => Promise.reject(new DeliveryError('transient', 'connection'));
    await pane.say('bonjour');
    await pane.expectNotice('ne répond pas');
    messenger.client.say = () => Promise.reject(new DeliveryError('rejected', '413 M_TOO_LARGE'));
    await pane.say('bonjour');
    await pane.expectNotice('envoyez-le en plusieurs fois');
    assert.deepEqual(sandbox.errors, []);
  });

  it('tells what arrived there while another person was shown, and gives a long one by pages', async () => {
    await pane.choosePersona('Karim Benali');
    for (let rank = 0; rank < 130; rank++) messenger.put(`m${rank}`, { text: `message ${rank}.` });
    await pane.root.getByRole('button', { name: 'Voir (Leïla Sorel (Tchap))' }).click();
    await pane.expectLast('message 129.');
    assert.equal(await pane.log.locator('.message').count(), 100);
    await pane.click('Afficher les messages plus anciens');
    await pane.expectMessage('message 0.');
    assert.equal(await pane.log.locator('.message').count(), 130);
  });
});
