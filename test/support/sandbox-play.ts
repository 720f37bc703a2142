import type { SandboxPage, SandboxPane } from './sandbox-browser.ts';

/** Says something, and waits for what the bot says next. */
export async function told(pane: SandboxPane, text: string, next: string): Promise<void> {
  await pane.say(text);
  await pane.expectLast(next);
}

/** Clicks a button, and waits for what the bot says next. */
export async function clicked(pane: SandboxPane, title: string, next: string): Promise<void> {
  await pane.click(title);
  await pane.expectLast(next);
}

/** The cas 1 by questions and in words, to its summary, from a conversation where nothing is under way. */
export async function fillCas1(pane: SandboxPane, eleve = 'Malo Lefèvre'): Promise<void> {
  await told(pane, 'je voudrais de l’aide pour un élève', 'Quelle est votre école');
  await told(pane, 'jules vernois', 'le nom et le prénom de l’élève');
  await told(pane, eleve, 'sa date de naissance');
  await told(pane, 'le 1er mars 2019', 'le niveau de classe');
  await told(pane, 'CE1', 'Qui est l’enseignant');
  await told(pane, 'moi', 'situation de handicap');
  await told(pane, 'non', 'Une AVS');
  await told(pane, 'non', 'Qui fait cette demande');
  await told(pane, 'moi', 'une aide ou un accompagnement');
  await told(pane, 'une aide', 'Quelles difficultés');
  await told(pane, 'Malo quitte sa place plusieurs fois par heure pendant la lecture.', 'Déjà écrit');
  await told(pane, 'terminé', 'Quels aménagements');
  await told(pane, 'Aide en petit groupe, rencontre avec la famille en octobre.', 'Déjà écrit');
  await told(pane, 'terminé', 'L’essentiel est rempli');
  await told(pane, 'non', 'Relisez votre demande');
}

/** The cas 2 for a team in one card, to its summary. */
export async function fillCas2(pane: SandboxPane): Promise<void> {
  await told(pane, 'nouvelle demande pour une équipe', 'Quelle est votre école');
  await clicked(pane, 'Remplir en une fois', 'Tout peut être rempli ici');
  await pane.fill('École', 'Bateliers, Port-Clairval');
  await pane.choose('Demande faite pour', 'Une équipe d’école');
  await pane.choose('Origine de la demande', 'L’école (conseil d’école)');
  await pane.choose('Nature de la demande', 'Un accompagnement');
  await pane.fill(
    'Difficultés rencontrées par l’équipe enseignante',
    'Beaucoup de conflits aux récréations depuis mars.',
  );
  await clicked(pane, 'Enregistrer et relire', 'à revoir');
  await pane.fill('Date du conseil', '12 octobre');
  await pane.choose('Objet de la demande', 'L’ensemble de l’équipe');
  await clicked(pane, 'Enregistrer et relire', 'Relisez votre demande');
}

/** Sends what is at its summary. @returns the number of the demande */
export async function send(pane: SandboxPane): Promise<string> {
  await clicked(pane, 'Envoyer la demande', 'L’équipe restreinte du pôle ressources va la lire');
  const text = await pane.lastMessage.innerText();
  return /\d{4}-\d{4}/.exec(text)?.[0] ?? '';
}

/** Takes a demande into analysis, and solicits members by name from its card in the channel. */
export async function solicit(sandbox: SandboxPage, numero: string, noms: string[]): Promise<void> {
  const analyse = sandbox.pane('analyse');
  const card = analyse.card(numero);
  await card.click('Prendre en analyse');
  await card.expect('Bruno Maréchaux');
  await card.click('Agir sur la demande');
  await card.click('Solliciter des membres');
  for (const nom of noms) await analyse.field('Membres sollicités').getByText(nom).click();
  await card.click('Envoyer la sollicitation');
  await card.expect('réponse attendue');
}
