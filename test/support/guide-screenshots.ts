import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator } from 'playwright-core';
import { launchBrowser, openSandbox, type SandboxPage } from './sandbox-browser.ts';
import { clicked, fillCas1, send, solicit, told } from './sandbox-play.ts';
import { startServerProcess } from './server-process.ts';

/**
 * Plays one demande and writes the pictures of the README and of the guides: `node test/support/guide-screenshots.ts`.
 * A tall page, so that each card is whole; everybody in it is invented.
 */
const WINDOW = { width: 1400, height: 1000 };
/** So that no card is taller than its pane. */
const TALL = 2600;
const IMAGES = join(import.meta.dirname, '../../docs/images');

const save = (shown: Locator, name: string) => shown.first().screenshot({ path: join(IMAGES, `${name}.png`) });

async function teacherFills({ page, pane }: { page: SandboxPage; pane: ReturnType<SandboxPage['pane']> }) {
  await told(pane, 'bonjour', 'Je suis l’assistant du pôle ressources');
  await told(pane, 'demande pour un élève', 'Quelle est votre école');
  await told(pane, 'jules vernois', 'le nom et le prénom');
  await told(pane, 'Malo Lefèvre', 'sa date de naissance');
  await told(pane, '1er mars 2019', 'le niveau de classe');
  await told(pane, 'CE1', 'Qui est l’enseignant');
  await told(pane, 'moi', 'situation de handicap');
  await settled(page);
  await save(pane.lastMessage.locator('.ac-adaptiveCard'), 'enseignant-question');
  await told(pane, 'annuler', 'abandonné');
  await fillCas1(pane);
  await settled(page);
  await save(pane.lastMessage.locator('.ac-adaptiveCard'), 'enseignant-resume');
}

/** Lets the page scroll and lay out what just came. */
async function settled({ page }: SandboxPage): Promise<void> {
  await page.mouse.move(0, 0);
  await page.waitForTimeout(400);
}

async function play(sandbox: SandboxPage): Promise<void> {
  const [enseignant, analyse, membre] = (['enseignant', 'analyse', 'membre'] as const).map((name) =>
    sandbox.pane(name),
  ) as [ReturnType<SandboxPage['pane']>, ReturnType<SandboxPage['pane']>, ReturnType<SandboxPage['pane']>];
  await teacherFills({ page: sandbox, pane: enseignant });
  const numero = await send(enseignant);
  const card = analyse.card(numero);
  await card.expect('Envoyée, à lire');
  await settled(sandbox);
  await save(card.root.locator('.ac-adaptiveCard'), 'equipe-carte');
  await solicit(sandbox, numero, ['Nadia Belhassen']);
  await card.click('Voir le dossier');
  await card.expect('Annexe 1');
  await settled(sandbox);
  await save(card.root.locator('.ac-adaptiveCard'), 'equipe-dossier');
  await card.click('Fermer le dossier');

  await membre.choosePersona('Nadia Belhassen');
  const asked = membre.card(numero);
  await asked.expect('J’accepte l’intervention');
  await settled(sandbox);
  await save(asked.root.locator('.ac-adaptiveCard'), 'membre-sollicitation');
  await sandbox.page.setViewportSize(WINDOW);
  await sandbox.reload();
  await settled(sandbox);
  await save(sandbox.page.locator('body'), 'bac-a-sable');
  await sandbox.page.setViewportSize({ ...WINDOW, height: TALL });
  await membre.choosePersona('Nadia Belhassen');
  await asked.click('J’accepte l’intervention');
  await asked.expect('Vous avez accepté');
  await asked.click('Voir le dossier');
  await asked.click('Noter la prise d’attache');
  await settled(sandbox);
  await save(asked.root.locator('.ac-adaptiveCard'), 'membre-intervention');
  await membre.fill('Date de la prise d’attache', 'aujourd’hui');
  await asked.click('Enregistrer');
  await enseignant.expectLast('Premier contact noté');
  await clicked(enseignant, 'Suivre ma demande', 'Ce qui s’est passé');
  await settled(sandbox);
  await save(enseignant.lastMessage.locator('.ac-adaptiveCard'), 'enseignant-suivi');
}

mkdirSync(IMAGES, { recursive: true });
const server = await startServerProcess();
let browser: Browser | undefined;
try {
  browser = await launchBrowser();
  const viewport = { ...WINDOW, height: TALL };
  const page = await browser.newPage({ viewport, locale: 'fr-FR', colorScheme: 'light' });
  await play(await openSandbox(page, server.url));
} finally {
  await browser?.close();
  await server.discard();
}
