import { type MatrixUser, until } from './matrix-user.ts';
import { type Place, plain, type TchapPlay } from './tchap-play.ts';

/** An analyst, and the member whom they solicit: the two lead one demande after the other through its way. */
export interface Pair {
  analyst: MatrixUser;
  member: MatrixUser;
  memberName: string;
  /** The team's room. */
  room: string;
}

const ENCRYPTION = {
  type: 'm.room.encryption',
  state_key: '',
  content: { algorithm: 'm.megolm.v1.aes-sha2' },
};

/** The team's private room, chosen by the pilot for the demandes to come. */
export async function openTeamRoom(play: TchapPlay, pilot: MatrixUser, others: MatrixUser[]): Promise<string> {
  const { room_id: room } = await pilot.client.createRoom({
    name: 'Équipe restreinte',
    preset: 'private_chat' as never,
    invite: [...others.map(({ userId }) => userId), play.botId],
    initial_state: [ENCRYPTION],
  });
  const place = { who: pilot, room };
  await play.reads(place, /canal d’analyse/);
  await play.say(place, '!pole canal d’analyse');
  await play.reads(place, /arriveront dans ce canal/);
  return room;
}

/** Message after message, each when the one before was answered. */
export async function tell(play: TchapPlay, place: Place, texts: string[]): Promise<void> {
  const replies = () => place.who.messages(place.room).filter(({ sender }) => sender === play.botId);
  const last = () => JSON.stringify(replies().slice(-3).map(plain));
  for (const text of texts) {
    const before = replies().length;
    await play.say(place, text);
    await until(() => replies().length > before, `an answer to « ${text} »`, play.waitMs, last);
  }
}

/**
 * What becomes of a demande that was sent: it is taken, its teacher answers a question, a member accepts.
 * @returns its thread in the team's room, as the analyst sees it
 */
export async function leadToMember(play: TchapPlay, pair: Pair, teacher: Place, numero: string): Promise<Place> {
  const { analyst, room } = pair;
  const card = await play.reads({ who: analyst, room }, new RegExp(`^Demande ${numero}[\\s\\S]*Envoyée`));
  const thread: Place = { who: analyst, room, thread: card.id };
  await play.choose(thread, 'Prendre en analyse');
  await play.reads(teacher, /a été lue par l’équipe restreinte/);
  await play.reads(thread, /En analyse/);
  await play.say(thread, 'Voir le dossier');
  await play.reads(await play.opened(analyst), new RegExp(`Dossier de la demande ${numero}`));
  await askTeacher(play, thread, teacher);
  await solicit(play, pair, thread, teacher, numero);
  return thread;
}

async function askTeacher(play: TchapPlay, thread: Place, teacher: Place): Promise<void> {
  await play.say(thread, 'Agir sur la demande');
  const desk = await play.opened(thread.who);
  await play.choose(desk, 'Demander un complément');
  await play.reads(desk, /précision/);
  await play.say(desk, 'Depuis quand est-ce ainsi ?');
  await play.choose(desk, 'Continuer');
  await play.reads(desk, /C’est fait/);
  await play.reads(teacher, /Depuis quand est-ce ainsi/);
  await play.choose(teacher, 'Répondre');
  await play.reads(teacher, /Que répondez-vous/);
  await play.say(teacher, 'Depuis la rentrée.');
  await play.choose(teacher, 'Continuer');
  await play.reads(teacher, /votre réponse est jointe à la demande/);
  await play.reads(thread, /Le complément est arrivé/);
}

async function solicit(play: TchapPlay, pair: Pair, thread: Place, teacher: Place, numero: string): Promise<void> {
  const { member, memberName } = pair;
  await play.say(thread, 'Agir sur la demande');
  const desk = await play.opened(thread.who);
  await play.choose(desk, 'Solliciter des membres');
  await play.choose(desk, memberName);
  await play.reads(desk, /quelques mots/);
  await play.say(desk, 'Peux-tu passer lundi ?');
  await play.choose(desk, 'Continuer');
  await play.reads(desk, /accord des parents|C’est fait/);
  if (!/C’est fait/.test(plain(await play.reads(desk, /accord des parents|C’est fait/)))) {
    await play.say(desk, 'passer');
    await play.reads(desk, /C’est fait/);
  }
  const mailbox = await play.opened(member);
  await play.reads(mailbox, new RegExp(`Le pôle ressources vous sollicite[\\s\\S]*${numero}[\\s\\S]*lundi`));
  await play.choose(mailbox, 'J’accepte');
  await play.reads(teacher, /va prendre contact avec vous/);
  await play.reads(mailbox, /Vous avez accepté/);
}
