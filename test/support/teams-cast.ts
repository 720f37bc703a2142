import type { PoleFiles } from './pole-files.ts';
import type { FakeTeams } from './teams/fake-teams.ts';
import type { FakeConversation, FakePerson } from './teams/fake-world.ts';
import type { TeamsPlay } from './teams-play.ts';

export const BRUME: PoleFiles = {
  code: 'val-de-brume',
  nom: 'Val-de-Brume',
  ecoles: ['9990008E;École élémentaire Jules Vernois;Brumeval', '9990015M;École primaire du Vieux-Lavoir;Brumeval'],
  membres: [
    'Hélène;Castelnoir;helene@brume.example;IEN;;pilote',
    'Bruno;Maréchaux;bruno@brume.example;CPC;;equipe_restreinte,membre',
    'Sonia;Delambre;sonia@brume.example;psyEN;;equipe_restreinte,membre',
    'Nadia;Belhassen;nadia@brume.example;Enseignant spécialisé (RASED);;membre',
    'Olivier;Quentinois;olivier@brume.example;ERUN;;membre',
  ],
};

/** Who plays, in one Teams tenant; the directory knows them by their e-mail alone. */
export function castOf(cloud: FakeTeams) {
  const person = (name: string, email: string) => cloud.user(name, email);
  const cast = {
    claire: person('Claire Durand', 'claire.durand@ecole.example'),
    marc: person('Marc Petit', 'marc.petit@ecole.example'),
    helene: person('Hélène CASTELNOIR', 'Helene@Brume.example'),
    bruno: person('Bruno MARECHAUX', 'bruno@brume.example'),
    sonia: person('Sonia DELAMBRE', 'sonia@brume.example'),
    nadia: person('Nadia BELHASSEN', 'nadia@brume.example'),
    olivier: person('Olivier QUENTINOIS', 'olivier@brume.example'),
  };
  const { helene, bruno, sonia, nadia, olivier } = cast;
  return { ...cast, canal: cloud.channel('Équipe restreinte', [helene, bruno, sonia, nadia, olivier]) };
}

export type Cast = ReturnType<typeof castOf>;

/** The pilot makes this channel the analysis channel. */
export async function chooseChannel(
  play: TeamsPlay,
  by: FakePerson,
  canal: FakeConversation,
  code = '',
): Promise<void> {
  await play.mention(by, canal, `canal d'analyse ${code}`.trim());
  await play.reads(by, /arriveront dans ce canal/, canal);
}

export const PUPIL = { eleve_nom: 'Zéphyrin Trucmuche', naissance: '12/03/2018' };
export const WORDS = 'Il quitte sa chaise toutes les cinq minutes et ne recopie rien.';

const ANSWERS = {
  ecole: '9990008E',
  ...PUPIL,
  niveau: 'CE2',
  enseignant: 'Claire Durand',
  handicap: 'non',
  avs: 'non',
  origine: 'enseignant',
  nature: 'aide',
  difficultes: WORDS,
  droit_commun: 'Aide en petit groupe chaque lundi.',
};

/** A whole demande of cas 1 in one card. @returns its number and id */
export async function sendDemande(play: TeamsPlay, who: FakePerson, changes: { [id: string]: string } = {}) {
  const place = play.cloud.personal(who);
  const before = await demandesOf(play);
  await play.say(who, 'je voudrais de l’aide pour un élève');
  await play.quiet();
  await play.click(who, place, 'Remplir en une fois');
  await play.click(who, place, 'Enregistrer et relire', { ...ANSWERS, ...changes });
  await play.quiet();
  await play.click(who, place, 'Envoyer la demande');
  const fresh = (await demandesOf(play)).find(({ id }) => !before.some((known) => known.id === id));
  if (fresh === undefined) throw new Error('no demande was sent');
  return fresh;
}

/** Something in every form that a card holds. */
export const FORM_VALUES = {
  'complement-reponse.reponse': 'Oui.',
  'complement-question.question': 'Pourquoi ?',
  'reorientation.texte': 'Non.',
  'refus.motif': 'autre',
  'prise-attache.date': 'hier',
};

export async function demandesOf(play: TeamsPlay): Promise<{ id: string; numero: string; etat: string }[]> {
  return play.sql('SELECT id, numero, etat FROM demande ORDER BY envoyee_le');
}
