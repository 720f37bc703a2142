import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { RoomEvent } from 'matrix-js-sdk';
import { createSealer } from '../../../src/adapters/db/sealing.ts';
import { type OpenedWithSql, openWithSql, temporaryFolder } from '../databases.ts';
import type { Homeserver } from '../homeserver.ts';
import { passwordOf, SERVER_NAME, userIdOf } from '../homeserver-accounts.ts';
import { fillDirectory, type PoleFiles } from '../pole-files.ts';
import { freshDatabase } from '../postgres.ts';
import { printed, startScript } from '../run-script.ts';
import { end } from '../teams/teams-server.ts';
import { type MatrixUser, type SeenMessage, startUser, until } from './matrix-user.ts';

const DATA_KEY = { id: 'essai', key: new Uint8Array(32).fill(7) };
const DATA_KEYS = `${DATA_KEY.id}:${Buffer.from(DATA_KEY.key).toString('base64')}`;

/** A place as one person sees it: their conversation with the bot, or a thread of a room. */
export interface Place {
  who: MatrixUser;
  room: string;
  /** The root of the thread in which they write. */
  thread?: string;
}

/** The real server as a process, a real homeserver, and what people do in Tchap. */
export class TchapPlay {
  readonly botId: string;
  readonly hs: Homeserver;
  readonly env: { [name: string]: string };
  /** Everything the server printed. */
  logs = '';
  /** How long people wait for the bot. */
  waitMs = 30_000;
  url = '';
  #server: ChildProcess | undefined;
  readonly #ends: (() => Promise<void> | void)[] = [];
  /** What each person had already read in a room when they last wrote there. */
  readonly #read = new Map<string, Set<string>>();

  private constructor(hs: Homeserver, env: { [name: string]: string }) {
    this.hs = hs;
    this.env = env;
    this.botId = env.TCHAP_USER_ID!;
  }

  /** @param settings of the server beside Tchap's: those of another channel */
  static async open(hs: Homeserver, pole: PoleFiles, settings: { [name: string]: string } = {}): Promise<TchapPlay> {
    // The suites of one test process share a homeserver, and an account has one device.
    const bot = `pole-${randomBytes(4).toString('hex')}`;
    const database = await freshDatabase();
    const play = new TchapPlay(hs, {
      ...settings,
      TCHAP_HOMESERVER_URL: hs.url,
      TCHAP_USER_ID: userIdOf(bot),
      TCHAP_PASSWORD: passwordOf(bot),
      TCHAP_ALLOWED_HOMESERVERS: SERVER_NAME,
      TCHAP_RATE: '1000',
      DATA_DIR: temporaryFolder(),
      DATA_KEYS,
      DATABASE_URL: database.url,
      PORT: '0',
    });
    play.#ends.push(() => database.drop());
    try {
      await hs.register(bot, { displayName: 'Pôle ressources' });
      await fillDirectory(pole, play.env);
      await play.start();
    } catch (error) {
      await play.close();
      throw new Error(`${String(error)}\n${play.logs}`, { cause: error });
    }
    return play;
  }

  /** Resolves when it listens; rejects when it ends before. */
  async start(): Promise<void> {
    const server = startScript('src/main.ts', [], this.env);
    this.#server = server;
    for (const stream of [server.stdout!, server.stderr!]) {
      stream.on('data', (chunk) => {
        this.logs += String(chunk);
      });
    }
    const [, port] = await printed(server, /"port":(\d+)[^\n]*"listening"/);
    this.url = `http://127.0.0.1:${port}`;
  }

  /** As a service manager does: the next one starts on the same data. */
  async restart(): Promise<void> {
    await this.#end('SIGTERM');
    await this.start();
  }

  /** As a power cut does. */
  kill(): Promise<void> {
    return this.#end('SIGKILL');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    if (this.#server) await end(this.#server, signal);
  }

  async close(): Promise<void> {
    await this.#end('SIGTERM');
    for (const undo of this.#ends.reverse()) await undo();
  }

  /** What the server writes, for the test to look at beside it. */
  database(): Promise<OpenedWithSql> {
    const { DATA_DIR: dataDir, DATABASE_URL: databaseUrl } = this.env;
    return openWithSql({ dataDir: dataDir!, databaseUrl: databaseUrl!, sealer: createSealer([DATA_KEY]) });
  }

  /** Somebody who accepts every invitation. */
  async person(name: string): Promise<MatrixUser> {
    const user = await startUser(this.hs, name);
    this.#ends.push(() => user.stop());
    user.client.on(RoomEvent.MyMembership, (room, membership) => {
      if (membership === 'invite') user.client.joinRoom(room.roomId).catch(() => undefined);
    });
    return user;
  }

  async talk(who: MatrixUser): Promise<Place> {
    return { who, room: await who.openDirect(this.botId, this.waitMs) };
  }

  /** The team's private encrypted room with the bot, which the pilot makes the analysis channel; as the pilot sees it. */
  async team(pilot: MatrixUser, others: MatrixUser[]): Promise<Place> {
    const { room_id: room } = await pilot.client.createRoom({
      name: 'Équipe restreinte',
      preset: 'private_chat' as never,
      invite: [...others.map(({ userId }) => userId), this.botId],
      initial_state: [{ type: 'm.room.encryption', state_key: '', content: { algorithm: 'm.megolm.v1.aes-sha2' } }],
    });
    await Promise.all(others.map(({ client }) => client.joinRoom(room)));
    const place: Place = { who: pilot, room };
    await this.reads(place, /canal d’analyse/);
    await this.say(place, '!pole canal d’analyse');
    await this.reads(place, /arriveront dans ce canal/);
    return place;
  }

  /** The conversation that the bot opened with them. */
  async opened(who: MatrixUser): Promise<Place> {
    const found = () =>
      who.client
        .getRooms()
        .filter((room) => room.getMyMembership() === 'join')
        .filter((room) => room.getMember(who.userId)?.events.member?.getPrevContent().is_direct === true);
    await until(() => found().length > 0, 'a conversation is opened', this.waitMs);
    return { who, room: found()[0]!.roomId };
  }

  /** @returns the message's id */
  async say(place: Place, text: string): Promise<string> {
    const { who, room, thread } = place;
    this.#readAll(place);
    if (thread === undefined) return who.say(room, text);
    return (await who.client.sendTextMessage(room, thread, text)).event_id;
  }

  /** Anything else that a client sends. @returns the event's id */
  async send(place: Place, type: string, content: object): Promise<string> {
    this.#readAll(place);
    return (await place.who.client.sendEvent(place.room, type as never, content as never)).event_id;
  }

  /** Changes one of their messages in place. */
  async edit(place: Place, id: string, text: string): Promise<void> {
    await this.send(place, 'm.room.message', {
      msgtype: 'm.text',
      body: `* ${text}`,
      'm.new_content': { msgtype: 'm.text', body: text },
      'm.relates_to': { rel_type: 'm.replace', event_id: id },
    });
  }

  async remove(place: Place, id: string): Promise<void> {
    this.#readAll(place);
    await place.who.client.redactEvent(place.room, id);
  }

  #readAll(place: Place): void {
    this.#read.set(keyOf(place), new Set(place.who.messages(place.room).map(versionOf)));
  }

  /** What the bot says or changes there, since they last wrote. */
  reads(place: Place, pattern: RegExp): Promise<SeenMessage> {
    const { who, room, thread } = place;
    const known = this.#read.get(keyOf(place)) ?? new Set();
    const fits = (message: SeenMessage) =>
      (thread === undefined || message.id === thread || threadOf(message) === thread) &&
      !known.has(versionOf(message)) &&
      pattern.test(plain(message));
    return who.waitFor(room, fits, this.waitMs);
  }

  /** Answers with the number that stands before these words in the bot's newest message there. */
  async choose(place: Place, label: string, how = (number: string) => number): Promise<void> {
    const message = await this.reads(place, new RegExp(`^\\d+\\. ${label}`, 'm'));
    const [, number] = new RegExp(`^(\\d+)\\. ${label}`, 'm').exec(plain(message))!;
    await this.say(place, how(number!));
  }
}

const keyOf = ({ who, room, thread = '' }: Place) => `${who.userId} ${room} ${thread}`;
const versionOf = (message: SeenMessage) => `${message.id} ${plain(message)}`;

/** The words of a message, without the spaces that keep a line together. */
export const plain = ({ body }: SeenMessage): string => body.replaceAll(/[\u00a0\u202f]/g, ' ');

export function threadOf({ content }: SeenMessage): string | undefined {
  const relates = content['m.relates_to'] as { rel_type?: string; event_id?: string } | undefined;
  return relates?.rel_type === 'm.thread' ? relates.event_id : undefined;
}
