import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import type { Browser } from 'playwright-core';
import { requirePart } from '../support/require-part.ts';
import {
  axeViolations,
  browserPart,
  launchBrowser,
  openSandbox,
  type SandboxCard,
  type SandboxPage,
  type SandboxPane,
} from '../support/sandbox-browser.ts';
import { clicked, fillCas1, fillCas2, send, solicit, told } from '../support/sandbox-play.ts';
import { type ServerProcess, startServerProcess } from '../support/server-process.ts';

const ACCORD = 'Je confirme que les parents ont donné leur accord';

describe('the whole way of a demande in the sandbox', function () {
  this.timeout(90_000);
  let browser: Browser;
  let server: ServerProcess;
  let sandbox: SandboxPage;
  let teacher: SandboxPane;
  let analyse: SandboxPane;
  let membre: SandboxPane;
  const open = async () => {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 }, locale: 'fr-FR' });
    return openSandbox(page, server.url);
  };

  before(async function () {
    requirePart(this, ...browserPart);
    [browser, server] = await Promise.all([launchBrowser(), startServerProcess()]);
  });
  after(async () => {
    await browser?.close();
    await server?.discard();
  });

  beforeEach(async () => {
    sandbox = await open();
    teacher = sandbox.pane('enseignant');
    analyse = sandbox.pane('analyse');
    membre = sandbox.pane('membre');
  });
  afterEach(async () => {
    await sandbox.page.close();
  });

  it('cas 1: from « bonjour » through a complément and two sollicitations to the prise d’attache', async () => {
    await told(teacher, 'bonjour', 'Je suis l’assistant du pôle ressources');
    await fillCas1(teacher);
    const numero = await send(teacher);
    const card = analyse.card(numero);
    await card.expect('Envoyée, à lire');
    await card.click('Prendre en analyse');
    await card.expect('En analyse');
    await teacher.expectLast('a été lue par l’équipe restreinte');

    await card.click('Voir le dossier');
    await card.expect('Malo Lefèvre');
    await card.expect('Pour vous uniquement');
    await card.click('Fermer le dossier');
    await card.expect('Initiales');
    assert.doesNotMatch(await card.root.innerText(), /Pour vous uniquement|Lefèvre/);
    await card.click('Agir sur la demande');
    await card.click('Nommer la problématique');
    await analyse.choose('Problématiques', 'Entrée dans la lecture');
    await analyse.fill('Note privée', 'À voir avec Sonia.');
    await card.click('Enregistrer');
    await card.expect('Entrée dans la lecture');
    await card.click('Agir sur la demande');
    await card.click('Demander un complément');
    await analyse.fill('Votre question au demandeur', 'Depuis quand ?');
    await card.click('Envoyer la question');
    await card.expect('Complément demandé');

    await teacher.expectLast('Depuis quand ?');
    await clicked(teacher, 'Répondre', 'Que répondez-vous');
    await told(teacher, 'Depuis la rentrée.', 'Déjà écrit');
    await told(teacher, 'terminé', 'votre réponse est jointe');
    await card.expect('En analyse');
    await analyse.expectMessage('Le complément est arrivé');

    await card.click('Agir sur la demande');
    await card.click('Solliciter des membres');
    const members = analyse.field('Membres sollicités');
    const best = await members.locator('.ac-input-container').innerText();
    assert.match(best, /^Nadia Belhassen[^\n]*la problématique «\sEntrée dans la lecture\s» est de son domaine/);
    await members.getByText('Sonia Delambre').click();
    await card.click('Envoyer la sollicitation');
    await card.expect('l’accord des parents doit d’abord être confirmé');
    await analyse.choose('Accord des parents', ACCORD);
    await members.getByText('Nadia Belhassen').click();
    await card.click('Envoyer la sollicitation');
    await card.expect('Nadia Belhassen : réponse attendue');
    await teacher.expectLast('Des membres du pôle sont sollicités');

    await membre.expectMessage('Vous êtes membre du pôle');
    await membre.choosePersona('Nadia Belhassen');
    const asked = membre.card(numero);
    await asked.click('Voir le dossier');
    await asked.expect('Depuis la rentrée.');
    await asked.click('Fermer le dossier');
    await asked.click('Je ne suis pas disponible');
    await membre.choose('Motif', 'Autre');
    assert.doesNotMatch(await membre.field('Collègue proposé').innerText(), /dossier en cours/);
    await asked.click('Envoyer ma réponse');
    await asked.expect('Vous avez décliné');
    await card.expect('Nadia Belhassen : non disponible');

    await analyse.choosePersona('Sonia Delambre', { prive: true });
    const accepted = analyse.card(numero);
    await accepted.click('J’accepte l’intervention');
    await accepted.expect('Vous avez accepté');
    await teacher.expectLast('Sonia Delambre (psyEN) va prendre contact avec vous');
    await accepted.click('Voir le dossier');
    await accepted.click('Noter la prise d’attache');
    await analyse.fill('Date de la prise d’attache', 'demain');
    await accepted.click('Enregistrer');
    await accepted.expect('est à venir');
    await analyse.fill('Date de la prise d’attache', 'hier');
    await analyse.fill('Note', 'Appel de dix minutes.');
    await accepted.click('Enregistrer');
    await accepted.expect(/Prises d’attache\s: le/);
    await teacher.expectLast('Premier contact noté');
    await accepted.click('Voir le dossier');
    await accepted.click('Agir sur la demande');
    await accepted.click('Proposer des dates');
    await analyse.choose('Objet du rendez-vous', 'Observation en classe');
    await analyse.fill('Dates proposées', 'lundi 14 h ou mardi 9h30');
    await accepted.click('Envoyer les dates');
    await teacher.expectLast('Sonia Delambre vous propose une observation en classe');
    await teacher.lastMessage.getByRole('button', { name: /^mardi/ }).click();
    await teacher.expectMessage(/Vous avez rendez-vous avec Sonia Delambre, mardi/);
    await teacher.expectLast(/Pour votre agenda\s: le rendez-vous du mardi/);
    await accepted.expect(/Prochain rendez-vous\s: mardi/);
    await teacher.click('Suivre ma demande');
    await teacher.expectMessage(/Rendez-vous fixé\s:/);
    await teacher.click('Écrire au pôle');
    await teacher.fill('Votre message au pôle', 'Faut-il prévenir la famille ?');
    await teacher.click('Envoyer au pôle');
    await analyse.expectMessage('Faut-il prévenir la famille ?');
    await accepted.click('Voir le dossier');
    await accepted.click('Agir sur la demande');
    await propose(accepted, 'CMPP', 'Accord des parents');
    await analyse.choose('Structure', 'CMPP des Saules, Brumeval');
    await analyse.choose('Accord des parents', ACCORD);
    await accepted.click('Proposer cette réponse');
    await teacher.expectLast('CMPP des Saules');
    await accepted.click('Organiser une réponse');
    await analyse.fill('Date prévue', 'demain');
    await accepted.click('Enregistrer ce qui est prévu');
    await teacher.expectLast('Une réponse est prévue');
    await accepted.click('Agir sur la demande');
    await accepted.expect('Abandonner une réponse');
    await accepted.click('Noter une réponse réalisée');
    await analyse.fill('Date', 'hier');
    await accepted.click('Noter comme réalisée');
    await teacher.expectLast('Une réponse a eu lieu');
    await propose(accepted, 'Mutualisation avec un collègue', 'Collègue à qui demander');
    await analyse.choose(
      'Collègue à qui demander',
      'Didier Lanvallay, Directeur d’école élémentaire, Directeur référent',
    );
    await accepted.click('Proposer cette réponse');
    await membre.choosePersona('Didier Lanvallay');
    await membre.expectMessage('Un échange d’expérience vous est demandé');
    await membre.click('J’accepte l’échange');
    await membre.expectMessage('Vous voici en relation');
    await teacher.expectLast('Didier Lanvallay accepte de partager son expérience avec vous');
    await accepted.click('Fermer le dossier');
    await bilan(accepted, analyse, teacher);
    await analyse.choosePersona('Bruno Maréchaux');
    await analyse.card(numero).expect('référente, prise d’attache le');
    await closeAndReopen(analyse, teacher, numero);

    await server.kill();
    await server.restart();
    await sandbox.connected();
    await sandbox.reload();
    await analyse.card(numero).expect('En analyse');
    await told(teacher, 'mes demandes', 'Lue : l’équipe restreinte l’analyse');
  });

  /** Chooses an answer in the form of a dossier, and waits for what it calls for. */
  async function propose(card: SandboxCard, reponse: string, calledFor: string): Promise<void> {
    await card.click('Proposer une réponse');
    await analyse.choose('Réponse', reponse);
    await card.click('Proposer cette réponse');
    await analyse.field(calledFor).waitFor();
  }

  it('cas 2: one of two analysts wins, and the team is told once of a member out of reach', async () => {
    await teacher.choosePersona('Karim Boisgelin');
    await fillCas2(teacher);
    const numero = await send(teacher);
    await analyse.card(numero).expect('pour un enseignant ou une équipe');
    const other = await open();
    const second = other.pane('analyse');
    await second.choosePersona('Sonia Delambre');
    await second.card(numero).expect('Envoyée, à lire');
    const both = await Promise.all(
      [analyse, second].map((pane) =>
        pane.card(numero).root.getByRole('button', { name: 'Prendre en analyse' }).elementHandle(),
      ),
    );
    await Promise.all(both.map((button) => button?.evaluate((element) => (element as { click(): void }).click())));
    await analyse.card(numero).expect(/Analyse\s: (Bruno Maréchaux|Sonia Delambre)/);
    const log = await analyse.card(numero).root.innerText();
    const loser = /Analyse\s: Bruno/.test(log) ? second : analyse;
    await second.card(numero).expectNone('Prendre en analyse');
    await loser.root.getByText(/Demande déjà prise en analyse par/).waitFor();
    await other.page.close();

    await membre.choosePersona('Ling Aubertin');
    await membre.setting(/injoignable|joindre/i);
    await analyse.card(numero).click('Agir sur la demande');
    await analyse.card(numero).click('Solliciter des membres');
    for (const nom of ['Ling Aubertin', 'Pascal Gervoise']) {
      await analyse.field('Membres sollicités').getByText(nom).click();
    }
    await analyse.card(numero).click('Envoyer la sollicitation');
    await analyse.expectMessage('Je n’arrive pas à joindre Ling Aubertin');
    await analyse.card(numero).expect('À prévenir autrement');
    await membre.choosePersona('Pascal Gervoise');
    await membre.card(numero).click('Je ne suis pas disponible');
    await membre.choose('Motif', 'Absence sur cette période');
    await membre.card(numero).click('Envoyer ma réponse');
    await membre.card(numero).expect('Vous avez décliné');
    assert.equal(await analyse.log.getByText('Je n’arrive pas à joindre Ling Aubertin').count(), 1);
  });

  it('tells the team at once when all have declined, and the demandeur what is answered instead', async () => {
    await fillCas1(teacher, 'Zoé Lamarque');
    const numero = await send(teacher);
    await solicit(sandbox, numero, ['Olivier Quentinois', 'Aïcha Montreuillet']);
    for (const nom of ['Olivier Quentinois', 'Aïcha Montreuillet']) {
      await membre.choosePersona(nom);
      const asked = membre.card(numero);
      await asked.click('Je ne suis pas disponible');
      await membre.choose('Motif', 'Emploi du temps complet');
      await asked.click('Envoyer ma réponse');
      await asked.expect('Vous avez décliné');
    }
    const card = analyse.card(numero);
    await card.expect('En analyse');
    await analyse.expectMessage('Toutes les personnes sollicitées ont décliné');

    await card.click('Agir sur la demande');
    await card.click('Demander un complément');
    await analyse.fill('Votre question au demandeur', 'En avez-vous parlé aux parents ?');
    await card.click('Envoyer la question');
    await teacher.expectLast('En avez-vous parlé aux parents ?');
    await clicked(teacher, 'Suivre ma demande', 'L’équipe restreinte vous demande une précision');
    await teacher.lastMessage.getByRole('button', { name: 'Répondre', exact: true }).click();
    await teacher.fill('Votre réponse', 'Oui, en octobre.');
    await clicked(teacher, 'Envoyer ma réponse', 'votre réponse est jointe');
    await card.expect('En analyse');

    await card.act('Réorienter');
    await analyse.fill('Votre réponse au demandeur', 'Merci de votre demande. Voyez d’abord l’équipe éducative.');
    await card.click('Envoyer la réponse');
    await card.expect('Réorientée');
    await teacher.expectLast('Voyez d’abord l’équipe éducative.');
    await clicked(teacher, 'Suivre ma demande', 'vous dit vers qui vous tourner');
  });

  it('refuses at once an analyst taken out of the channel, and nothing is changed', async () => {
    await fillCas1(teacher, 'Tom Girard');
    const numero = await send(teacher);
    const card = analyse.card(numero);
    await card.expect('Envoyée, à lire');
    await analyse.setting('Retirer Bruno Maréchaux du canal');
    await analyse.root.getByText(/Bruno Maréchaux n’est plus/).waitFor();
    await card.click('Prendre en analyse');
    await analyse.expectNotice('réservé à d’autres personnes');
    await card.expect('Envoyée, à lire');
    await analyse.setting('Remettre Bruno Maréchaux dans le canal');
    await card.click('Prendre en analyse');
    await card.expect('En analyse');
  });

  it('serves clients that only know Action.Submit, the dossier then in private', async () => {
    for (const pane of [teacher, analyse, membre]) await pane.setting('Simuler un client sans Action.Execute');
    await fillCas2(teacher);
    const numero = await send(teacher);
    const card = analyse.card(numero);
    await card.click('Prendre en analyse');
    await card.expect('Bruno Maréchaux');
    await card.click('Agir sur la demande');
    await analyse.root.getByRole('button', { name: /^Voir \(/ }).click();
    await analyse.expectLast('Que souhaitez-vous faire');
    assert.equal(await analyse.log.getByText('Beaucoup de conflits').count(), 0, 'only the last page was asked for');
    await analyse.click('Solliciter des membres');
    await analyse.field('Membres sollicités').getByText('Élodie Saint-Hiver').click();
    await analyse.click('Envoyer la sollicitation');
    await membre.choosePersona('Élodie Saint-Hiver');
    await membre.card(numero).click('J’accepte l’intervention');
    await membre.card(numero).expect('Vous avez accepté');
    await teacher.expectLast('va prendre contact avec vous');
    await membre.card(numero).click('Voir le dossier');
    await membre.expectLast('Beaucoup de conflits');
    await membre.click('Noter la prise d’attache');
    await membre.fill('Date de la prise d’attache', 'aujourd’hui');
    await membre.lastMessage.getByRole('button', { name: 'Enregistrer' }).click();
    await teacher.expectLast('Premier contact noté');
    await analyse.choosePersona('Bruno Maréchaux');
    assert.doesNotMatch(await analyse.log.innerText(), /Beaucoup de conflits/);
  });

  /** Fixed, taken back, fixed again; then both sides say what they think of it. */
  async function bilan(card: SandboxCard, pane: SandboxPane, demandeur: SandboxPane): Promise<void> {
    for (const round of ['first', 'again']) {
      await card.click('Voir le dossier');
      await card.click('Agir sur la demande');
      await card.click('Fixer la date du bilan');
      await pane.fill('Date du bilan', 'dans 6 semaines');
      await card.click('Enregistrer la date');
      await demandeur.expectLast('Il aura lieu le');
      if (round === 'again') break;
      await card.click('Annuler ce que je viens de faire');
      await demandeur.expectLast('ne tenez pas compte du message précédent');
    }
    await clicked(demandeur, 'Suivre ma demande', 'Le bilan est prévu');
    await demandeur.lastMessage.getByRole('button', { name: 'Donner mon avis pour le bilan' }).click();
    await demandeur.choose('La situation aujourd’hui', 'La situation va un peu mieux');
    await demandeur.choose('Suite souhaitée', 'S’arrêter là');
    await clicked(demandeur, 'Envoyer mon avis', 'votre avis est joint');
  }

  /** With a word to the demandeur, each time. */
  async function closeAndReopen(pane: SandboxPane, demandeur: SandboxPane, numero: string): Promise<void> {
    const card = pane.card(numero);
    await card.click('Agir sur la demande');
    await card.click('Clore la demande');
    await pane.choose('Motif', 'Objectif atteint');
    await pane.fill('Votre mot au demandeur', 'Merci de votre confiance.');
    await card.root.getByRole('button', { name: 'Clore la demande' }).last().click();
    await demandeur.expectLast('Merci de votre confiance.');
    await card.expect('Close');
    await card.click('Agir sur la demande');
    await card.click('Rouvrir la demande');
    await pane.fill('Motif', 'Un nouvel élément.');
    await card.click('Rouvrir');
    await demandeur.expectLast('est rouverte');
    await card.expect('En analyse');
  }

  for (const [how, options] of Object.entries({
    light: { viewport: { width: 1400, height: 900 } },
    dark: { viewport: { width: 1400, height: 900 }, colorScheme: 'dark' as const },
    'at 320 pixels': { viewport: { width: 320, height: 800 } },
  })) {
    it(`has no accessibility violation (WCAG 2.1 A, AA) with these cards, ${how}`, async () => {
      const page = await browser.newPage({ locale: 'fr-FR', ...options });
      const looked = await openSandbox(page, server.url);
      for (const [name, persona] of [
        ['enseignant', 'Claire Durandeau'],
        ['analyse', 'Bruno Maréchaux'],
        ['membre', 'Élodie Saint-Hiver'],
      ] as const) {
        await looked.pane(name).bringUp();
        await looked.pane(name).choosePersona(persona);
        await looked.pane(name).log.locator('.ac-adaptiveCard').first().waitFor();
        assert.deepEqual(await axeViolations(page), [], name);
        const shown = await page.locator('.pane').filter({ visible: true }).count();
        assert.equal(shown, options.viewport.width < 1000 ? 1 : 3, 'one conversation at a time on a narrow screen');
      }
      await page.close();
    });
  }
});
