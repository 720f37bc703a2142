import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import type { Browser } from 'playwright-core';
import { readPdf } from '../support/read-pdf.ts';
import { requirePart } from '../support/require-part.ts';
import {
  browserPart,
  launchBrowser,
  openSandbox,
  type SandboxPage,
  type SandboxPane,
} from '../support/sandbox-browser.ts';
import { clicked, fillCas1, fillCas2, send, told } from '../support/sandbox-play.ts';
import { type ServerProcess, startServerProcess } from '../support/server-process.ts';

describe('a teacher in the sandbox', function () {
  this.timeout(60_000);
  let browser: Browser;
  let server: ServerProcess;
  let sandbox: SandboxPage;
  let teacher: SandboxPane;

  before(async function () {
    requirePart(this, ...browserPart);
    [browser, server] = await Promise.all([launchBrowser(), startServerProcess()]);
  });
  after(async () => {
    await browser?.close();
    await server?.discard();
  });

  beforeEach(async () => {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 }, locale: 'fr-FR' });
    sandbox = await openSandbox(page, server.url);
    teacher = sandbox.pane('enseignant');
  });
  afterEach(async () => {
    await sandbox.page.close();
  });

  it('fills the cas 1 by questions, goes back, corrects, reads one page and sends', async () => {
    await told(teacher, 'bonjour', 'Je suis l’assistant du pôle ressources');
    await clicked(teacher, 'Demande pour un élève', 'Quelle est votre école');
    await told(teacher, 'ecole jule vernoi', 'Est-ce bien cette école');
    await clicked(teacher, 'Oui, cette école', 'le nom et le prénom de l’élève');
    await told(teacher, 'Malo Lefèvre', 'sa date de naissance');
    await told(teacher, '12 mars', 'Il manque l’année');
    await told(teacher, '12-3-16', 'le niveau de classe');
    await told(teacher, 'CE1', 'sont le plus souvent nés en');
    await clicked(teacher, 'Moi : Claire Durandeau', 'situation de handicap');
    await clicked(teacher, 'Non', 'Une AVS');
    await told(teacher, 'retour', 'situation de handicap');
    await told(teacher, '2', 'Une AVS');
    await clicked(teacher, 'Non', 'Qui fait cette demande');
    await teacher.choose('Origine de la demande', 'Une équipe (conseil des maîtres de cycle)');
    await clicked(teacher, 'Valider', 'À quelle date le conseil');
    await told(teacher, 'le 12 octobre', 'une aide ou un accompagnement');
    await told(teacher, 'qui peut lire ma demande ?', 'une aide ou un accompagnement');
    await teacher.expectMessage('Seules l’équipe restreinte et les personnes du pôle');
    await told(teacher, 'une aide', 'Quelles difficultés');
    await told(teacher, 'Il est sûrement dyslexique.', 'Restez factuel');
    await told(teacher, 'Il quitte sa place en lecture.', 'Il quitte sa place');
    await clicked(teacher, 'Continuer', 'Quels aménagements');
    await clicked(teacher, 'Passer', 'L’essentiel est rempli');
    await teacher.expectMessage('quand les aménagements et les réunions prévus');
    await clicked(teacher, 'Passer tout, voir le résumé', 'Relisez votre demande');

    const summary = await teacher.lastMessage.innerText();
    assert.doesNotMatch(summary, /Page 1/);
    assert.ok((await teacher.lastMessage.getByRole('button', { name: 'Modifier', exact: true }).count()) >= 14);
    await clicked(teacher, 'PPRE', 'Y a-t-il un PPRE');
    await clicked(teacher, 'En cours', 'Relisez votre demande');
    await told(teacher, 'corriger la classe', 'le niveau de classe');
    await told(teacher, 'CM2', 'Relisez votre demande');
    assert.match(await teacher.lastMessage.innerText(), /Niveau de classe\s: CM2[\s\S]*PPRE\s: En cours/);
    assert.match(await send(teacher), /^\d{4}-\d{4}$/);
    await sandbox.pane('analyse').expectLast('Initiales');
    assert.doesNotMatch(await sandbox.pane('analyse').log.innerText(), /Lefèvre/);
    assert.deepEqual(sandbox.errors, []);
  });

  it('fills it in one go with an error under each field, goes on by questions, and back to the card', async () => {
    await teacher.choosePersona('Karim Boisgelin');
    await told(teacher, 'nouvelle demande pour un élève', 'Quelle est votre école');
    await clicked(teacher, 'Remplir en une fois', 'Tout peut être rempli ici');
    await teacher.fill('École', 'bateliers');
    await teacher.fill('Nom et prénom de l’élève', 'Inès 4');
    await teacher.fill('Date de naissance', '31/02/2018');
    await teacher.click('Enregistrer et relire');
    await teacher.expectLast('Il n’y a pas de 31 février');
    assert.match(await teacher.lastMessage.innerText(), /caractère «\s4\s»[\s\S]*«\sNiveau de classe\s» est à remplir/);
    await teacher.fill('Nom et prénom de l’élève', 'Inès Ravaud');
    await teacher.fill('Date de naissance', '3 mai 2016');
    await teacher.choose('Niveau de classe', 'CM2');
    await clicked(teacher, 'Répondre question par question', 'Qui est l’enseignant');
    await teacher.expectMessage('Ce que vous avez écrit est gardé');
    await told(teacher, 'moi', 'situation de handicap');
    await told(teacher, 'remplir en une fois', 'Tout peut être rempli ici');
    await teacher.choose('Élève en situation de handicap', 'Non');
    await teacher.choose('Présence d’AVS (AESH)', 'Oui');
    await teacher.choose('Origine de la demande', 'Un enseignant, individuellement');
    await teacher.choose('Nature de la demande', 'Une aide');
    await teacher.fill('Difficultés rencontrées par l’équipe enseignante', 'Elle ne parle presque plus en classe.');
    await clicked(teacher, 'Enregistrer et relire', 'Relisez votre demande');
    await teacher.expectMessage('Vos réponses sont enregistrées.');
    assert.match(await teacher.lastMessage.innerText(), /Inès Ravaud[\s\S]*3 mai 2016[\s\S]*Karim Boisgelin/);
    await told(teacher, 'annuler', 'abandonné');
    await clicked(teacher, 'Rétablir ce brouillon', 'Inès Ravaud');
    await send(teacher);
  });

  it('keeps the draft whatever it is sent, two of them side by side, and across a killed server', async () => {
    await teacher.choosePersona('Maud Tessandier');
    await told(teacher, 'demande pour un élève', 'Quelle est votre école');
    await told(teacher, 'trois moulins', 'le nom et le prénom');
    await told(teacher, '🙂', 'Je ne sais pas lire une réponse sans mot');
    await teacher.attachPhoto();
    await teacher.expectMessage('Je ne lis que les messages écrits');
    await told(teacher, 'a'.repeat(5_000), 'le nom et le prénom');
    await teacher.expectMessage('je peux en garder 4 000 au plus');
    await told(teacher, 'mot '.repeat(25_000), 'le nom et le prénom');
    await teacher.expectMessage('99 999 caractères');
    await told(teacher, '12/03/2016', 'Cela ressemble à une date');
    await told(teacher, 'Louna Perrin', 'sa date de naissance');
    await told(teacher, 'où en suis-je ?', 'sa date de naissance');
    await teacher.expectMessage('Où vous en êtes');

    await told(teacher, 'nouvelle demande', 'Vous avez une demande en cours de rédaction');
    await clicked(teacher, 'Demande pour un enseignant ou une équipe', 'Quelle est votre école');
    await told(teacher, 'mes demandes', 'Brouillons, pas encore envoyés');
    assert.match(
      await teacher.lastMessage.innerText(),
      /pour un élève \(L\. P\.\)[\s\S]*enseignant ou une équipe|enseignant ou une équipe[\s\S]*pour un élève \(L\. P\.\)/,
    );

    await server.kill();
    await server.restart();
    await sandbox.connected();
    await sandbox.reload();
    await teacher.choosePersona('Maud Tessandier');
    await teacher.expectLast('Brouillons, pas encore envoyés');
    await teacher.lastMessage
      .getByRole('button', { name: /Reprendre/ })
      .last()
      .click();
    await teacher.expectLast('?');
    await told(teacher, 'recommencer', 'Quelle est votre école');
    await teacher.expectMessage('C’est reparti de zéro');
  });

  it('fills the cas 2 for an enseignant and for a team, and learns what is missing', async () => {
    await teacher.choosePersona('Karim Boisgelin');
    await told(teacher, 'demande pour un enseignant', 'Quelle est votre école');
    await teacher.expectMessage('École proposée');
    await clicked(teacher, 'Oui, cette école', 'pour un enseignant, ou pour une équipe');
    await clicked(teacher, 'Un enseignant', 'le nom et le prénom de l’enseignant');
    await told(teacher, 'Agathe Morvan', 'le niveau de classe');
    await told(teacher, 'annuler', 'abandonné');
    await fillCas2(teacher);
    assert.match(await teacher.lastMessage.innerText(), /Référence de l’école\s: École élémentaire des Bateliers/);
    await send(teacher);
  });

  async function receivesAnnexe(numero: string): Promise<void> {
    await clicked(teacher, 'Recevoir mon annexe 1', `Voici l’annexe 1 de votre demande ${numero}`);
    const asked = sandbox.page.context().waitForEvent('request', (request) => request.url().includes('/documents/'));
    await teacher.lastMessage.getByRole('link', { name: 'Ouvrir le document' }).click();
    // The window that opens is gone as soon as the browser sees a file: what it asked for is asked for again.
    const answer = await fetch((await asked).url());
    const { pages } = await readPdf(new Uint8Array(await answer.arrayBuffer()));
    assert.match(pages[0] ?? '', /ANNEXE 1[\s\S]*, modifiée le /);
  }

  it('follows what was sent, completes it and withdraws it before it is read', async () => {
    await fillCas1(teacher);
    const numero = await send(teacher);
    await told(teacher, 'mes demandes', 'Mes demandes');
    await teacher.lastMessage.getByRole('button', { name: 'Suivre' }).first().click();
    await teacher.expectLast(`Votre demande ${numero}`);
    assert.match(
      await teacher.lastMessage.innerText(),
      /Ce qui s’est passé[\s\S]*Vous avez envoyé votre demande\.[\s\S]*Annexe 1/,
    );
    const way = teacher.lastMessage.getByRole('img', { name: /^Le chemin de votre demande\. Étape 1 sur 8/ });
    await way.evaluate((image) => (image as unknown as { decode(): Promise<void> }).decode());
    await told(teacher, 'aide', 'Ce que vous pouvez m’écrire');
    await told(teacher, `où en est ma demande ${numero} ?`, `Votre demande ${numero}`);
    await clicked(teacher, 'Compléter ma demande', 'Relisez votre demande');
    await clicked(teacher, 'Moments où vous joindre', 'À quels moments');
    await told(teacher, 'le mardi midi', 'Relisez votre demande');
    await clicked(teacher, 'Envoyer la modification', `Votre demande ${numero} est modifiée`);
    await clicked(teacher, 'Suivre ma demande', 'Vous avez modifié votre demande.');
    await teacher.click('Retirer ma demande');
    await teacher.expectLast(`Voulez-vous retirer la demande ${numero}`);
    await clicked(teacher, 'Oui, retirer ma demande', `Votre demande ${numero} est retirée`);
    await sandbox.pane('analyse').card(numero).expect('Retirée par le demandeur');
    await clicked(teacher, 'Suivre ma demande', 'Vous avez retiré votre demande.');
    await receivesAnnexe(numero);
  });
});
