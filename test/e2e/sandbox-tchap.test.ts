import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import type { Browser } from 'playwright-core';
import { requireHomeserver } from '../support/homeserver.ts';
import { requirePart } from '../support/require-part.ts';
import {
  axeViolations,
  browserPart,
  launchBrowser,
  openSandbox,
  type SandboxPage,
  type SandboxPane,
} from '../support/sandbox-browser.ts';
import { solicit, told } from '../support/sandbox-play.ts';
import { type ServerProcess, startServerProcess } from '../support/server-process.ts';
import { sandboxWithTchap } from '../support/tchap/sandbox-settings.ts';

const CLAIRE = 'Claire Durandeau (Tchap)';

/** The steps of one demande, each on what the one before left. */
describe('a teacher who writes from Tchap, beside the sandbox’s other conversations', function () {
  this.timeout(120_000);
  let browser: Browser;
  let server: ServerProcess;
  let sandbox: SandboxPage;
  let teacher: SandboxPane;
  let numero: string;

  before(async function () {
    requirePart(this, ...browserPart);
    const hs = await requireHomeserver(this);
    const settings = await sandboxWithTchap(hs, 'bac-a-sable', 'claire-du-bac');
    [browser, server] = await Promise.all([launchBrowser(), startServerProcess(settings)]);
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 }, locale: 'fr-FR' });
    sandbox = await openSandbox(page, server.url);
    teacher = sandbox.pane('enseignant');
    await teacher.choosePersona(CLAIRE);
  });
  after(async () => {
    await browser?.close();
    await server?.discard();
  });
  afterEach(() => assert.deepEqual(sandbox.errors.splice(0), []));

  it('is greeted by the bot in an encrypted conversation, and is led on by a number', async () => {
    await teacher.expectMessage('Bonjour !');
    await told(teacher, 'bonjour', 'Demande pour un élève');
    await told(teacher, '1', 'Quelle est votre école');
    const layout = await teacher.lastMessage.locator('.rich').innerHTML();
    assert.match(layout, /<strong>/);
  });

  it('answers with the reactions that the bot offers', async () => {
    await told(teacher, 'jules vernois', 'le nom et le prénom de l’élève');
    await told(teacher, 'Malo Lefèvre', 'sa date de naissance');
    await told(teacher, 'le 1er mars 2019', 'le niveau de classe');
    await told(teacher, 'CE1', 'Qui est l’enseignant');
    await told(teacher, 'moi', 'situation de handicap');
    const asked = teacher.message('situation de handicap');
    await asked.getByRole('button', { name: 'Répondre 2️⃣' }).click();
    await teacher.expectLast('Une AVS');
    const given = teacher.log.locator('.message', { hasText: 'situation de handicap ?' }).first();
    await given.locator('.reaction[aria-pressed=true]', { hasText: '2️⃣' }).waitFor();
  });

  it('has nothing that keeps anybody out, wide and narrow', async () => {
    const { page } = sandbox;
    assert.deepEqual(await axeViolations(page), []);
    await page.setViewportSize({ width: 360, height: 800 });
    assert.deepEqual(await axeViolations(page), []);
    await page.setViewportSize({ width: 1400, height: 900 });
  });

  it('sends the demande, whose card the analysis channel of the sandbox shows', async () => {
    await told(teacher, 'non', 'Qui fait cette demande');
    await told(teacher, 'moi', 'une aide ou un accompagnement');
    await told(teacher, 'une aide', 'Quelles difficultés');
    await told(teacher, 'Malo quitte sa place plusieurs fois par heure pendant la lecture.', 'Continuer');
    await told(teacher, 'terminé', 'Quels aménagements');
    await told(teacher, 'passer', 'L’essentiel est rempli');
    await told(teacher, 'passer tout', 'Relisez votre demande');
    await told(teacher, 'envoyer', 'L’équipe restreinte du pôle ressources va la lire');
    numero = /\d{4}-\d{4}/.exec(await teacher.lastMessage.innerText())![0];
    const card = sandbox.pane('analyse').card(numero);
    await card.expect('Envoyée, à lire');
    await card.expect('M. L.');
  });

  it('is told in Tchap what the analysts and the member do in the sandbox', async () => {
    await solicit(sandbox, numero, ['Nadia Belhassen']);
    await teacher.expectMessage('a été lue par l’équipe restreinte');
    const member = sandbox.pane('membre');
    await member.choosePersona('Nadia Belhassen');
    await member.card(numero).click('J’accepte l’intervention');
    await teacher.expectMessage('Nadia Belhassen');
  });

  it('keeps the whole conversation over a reload and over a power cut, and goes on', async () => {
    const words = () => teacher.log.locator('.message .bubble').allInnerTexts();
    await told(teacher, 'mes demandes', 'Suivre la demande');
    // Its reactions too: what a cut interrupts waits for the end of a lease.
    await teacher.lastMessage.getByRole('button', { name: 'Répondre 2️⃣' }).waitFor();
    const before = await words();
    await sandbox.reload();
    await teacher.expectLast('Suivre la demande');
    assert.deepEqual(await words(), before);
    await server.kill();
    await server.restart();
    await sandbox.connected();
    sandbox.errors.splice(0);
    await sandbox.reload();
    await teacher.expectLast('Suivre la demande');
    assert.deepEqual(await words(), before);
    await told(teacher, 'bonjour', 'Demande pour un élève');
  });
});
