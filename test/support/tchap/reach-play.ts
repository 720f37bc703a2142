import type { DeliveryWorker } from '../../../src/app/delivery/worker.ts';
import type { Channel } from '../../../src/app/ports/channel.ts';
import type { Identite, Membre } from '../../../src/app/ports/directory-store.ts';
import type { Mail } from '../../../src/app/ports/mailer.ts';
import { createTchapPeople } from '../../../src/app/tchap-people.ts';
import type { OpenedWithSql } from '../databases.ts';
import { deliveryOn } from '../delivery.ts';
import { handleOn } from '../inbound-world.ts';
import { after as afterEvents, CAUSE, membre, seedPole } from '../pole.ts';
import { type RecordingChannel, recordingChannel } from '../recording-channel.ts';
import { solicit } from '../solicit.ts';
import { silentLog } from '../test-keys.ts';
import { type MatrixUser, type SeenMessage, until } from './matrix-user.ts';
import type { TestBot } from './tchap-bot.ts';
import type { World } from './world.ts';

const EQUIPE = '19:equipe';

/** The use cases and the outbox on a real account, with a team on another messenger, mailboxes and a clock of the test. */
export class ReachPlay {
  readonly mails: Mail[] = [];
  readonly db: OpenedWithSql;
  readonly #world: World;
  readonly #name: string;
  readonly #mail: boolean;
  readonly #claire: Identite;
  readonly #team: RecordingChannel;
  #late = 0;
  #demandes = 0;
  #bot: TestBot | undefined;
  #worker: DeliveryWorker | undefined;

  private constructor(world: World, name: string, mail: boolean, db: OpenedWithSql, claire: Identite) {
    this.#world = world;
    this.#name = name;
    this.#mail = mail;
    this.db = db;
    this.#claire = claire;
    this.#team = recordingChannel('teams', {
      privateAnswer: true,
      cardInputs: true,
      verifiedEmails: true,
      files: false,
    });
  }

  static async open(world: World, name: string, { mail }: { mail: boolean }): Promise<ReachPlay> {
    await world.hs.register(name);
    const { opened } = await world.database();
    const claire = await seedPole(opened);
    const place = { channel: 'teams', conversationId: EQUIPE, kind: 'channel', opaque: null } as const;
    await opened.unitOfWork.run((tx) => tx.directory.setAnalysisChannel('A', place));
    const play = new ReachPlay(world, name, mail, opened, claire);
    await play.start();
    return play;
  }

  async start(): Promise<void> {
    const { unitOfWork, matrixStore: store } = this.db;
    const bot = this.#world.bot({ name: this.#name, store, deps: { people: createTchapPeople(unitOfWork) } });
    this.#bot = bot;
    const channels: ReadonlyMap<string, Channel> = new Map<string, Channel>([
      ['teams', this.#team],
      ['tchap', bot.tchap.channel],
    ]);
    const clock = { now: () => new Date(Date.now() + this.#late) };
    const mailer = { send: async (mail: Mail) => void this.mails.push(mail) };
    const given = { channels, clock, log: silentLog };
    this.#worker = deliveryOn(this.db, { ...given, ...(this.#mail ? { mailer } : {}) });
    await bot.tchap.start(handleOn(this.db, { ...given, mail: this.#mail }));
    this.#worker.start();
  }

  async stop(): Promise<void> {
    await this.#worker?.stop();
    await this.#bot?.tchap.stop();
  }

  /** A member whose account the directory names. */
  async member(nom: string, account: string): Promise<Membre> {
    await this.db.directoryAdmin.importMembres('A', [{ ...membre('A', nom), matrixId: account }], false, false);
    return (await this.db.directory.membres('A')).find((known) => known.nom === nom)!;
  }

  async sollicit(asked: Membre): Promise<string> {
    const id = `d${++this.#demandes}`;
    await solicit(this.db, this.#claire, id, asked);
    return id;
  }

  async withdraw(id: string): Promise<void> {
    const { id: by, nom } = this.#claire;
    await this.db.unitOfWork.run(async (tx) => {
      const demande = await tx.demandes.lock(id);
      const at = '2026-10-02T09:00:00.000Z';
      const next = afterEvents(demande!, { type: 'demande_retiree', at, by: { id: by, nom }, motif: 'résolu' });
      await tx.demandes.append(next.demande, next.events, CAUSE);
    });
  }

  /** The clock goes on, and what waits in the outbox is looked at again. */
  async pass(hours: number): Promise<void> {
    this.#late += hours * 3_600_000;
    await this.look();
  }

  look = () => this.db.sql("UPDATE outbox SET not_before = now() WHERE etat = 'attente' AND NOT leased");

  /** Of the solicitations, oldest first: whether they wait, left or were given up, and why. */
  async rows(): Promise<string[]> {
    const rows = await this.db.sql<{ line: string }>(
      "SELECT concat_ws(' ', etat, CASE etat WHEN 'envoye' THEN NULL ELSE code END) AS line FROM outbox WHERE genre = 'sollicitation' ORDER BY id",
    );
    return rows.map(({ line }) => line);
  }

  notices(about: string): string[] {
    return this.#team.textsTo(EQUIPE).filter((text) => text.includes(about));
  }
}

/** The conversations that somebody is invited into, or is in. */
export const roomsOf = ({ client }: MatrixUser, membership: 'invite' | 'join'): string[] =>
  client
    .getRooms()
    .filter((room) => room.getMyMembership() === membership)
    .map(({ roomId }) => roomId);

export async function invited(user: MatrixUser): Promise<string> {
  await until(() => roomsOf(user, 'invite').length > 0, 'the invitation comes');
  return roomsOf(user, 'invite')[0]!;
}

export function asks(user: MatrixUser, room: string): Promise<SeenMessage> {
  return user.waitFor(room, ({ html }) => html.includes('sollicite'));
}
