import { MatrixEventEvent } from 'matrix-js-sdk';
import type { Homeserver } from '../support/homeserver-server.ts';
import { type MatrixUser, startUser, until } from '../support/tchap/matrix-user.ts';
import type { Round } from './crowd.ts';

/** However slow a bot is, a turn that lasts longer is lost. */
const LOST_MS = 30_000;

/** Someone in an encrypted direct conversation with each bot. */
export class Talker {
  readonly #user: MatrixUser;
  readonly #awaited = new Map<string, () => void>();
  /** Rooms in which a bot has said something. */
  readonly #greeted = new Set<string>();

  private constructor(user: MatrixUser) {
    this.#user = user;
    user.client.on(MatrixEventEvent.Decrypted, (event) => {
      const isEdit = event.getRelation()?.rel_type === 'm.replace';
      if (event.getSender() === user.userId || event.getType() !== 'm.room.message' || isEdit) return;
      this.#greeted.add(event.getRoomId()!);
      this.#awaited.get(event.getRoomId()!)?.();
    });
  }

  static async start(hs: Homeserver, name: string): Promise<Talker> {
    return new Talker(await startUser(hs, name));
  }

  /**
   * @param greets whether the bot speaks first, which is waited for
   * @returns the room
   */
  async open(botId: string, greets: boolean): Promise<string> {
    const room = await this.#user.openDirect(botId);
    if (greets) await until(() => this.#greeted.has(room), 'the bot greets', LOST_MS);
    return room;
  }

  /** Ends when the next message of the bot has been read. @returns how long it took, in ms, encryption included */
  async turn(room: string, text: string): Promise<number> {
    const said = performance.now();
    const replied = this.#reply(room, text);
    await this.#user.say(room, text);
    await replied;
    return performance.now() - said;
  }

  #reply(room: string, text: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const lost = setTimeout(() => reject(new Error(`no reply to « ${text} »`)), LOST_MS);
      this.#awaited.set(room, () => {
        clearTimeout(lost);
        this.#awaited.delete(room);
        resolve();
      });
    });
  }

  stop(): void {
    this.#user.stop();
  }
}

interface Talk {
  talker: Talker;
  room: string;
  texts: string[];
  /** Which of its texts comes next. */
  next: number;
}

/** One bot's conversations with the same people, each at another place of the same dialogue. */
export class TchapCrowd {
  readonly #talks: Talk[];

  private constructor(talks: { talker: Talker; room: string }[], dialogue: (talker: number) => string[]) {
    this.#talks = talks.map((talk, i) => ({ ...talk, texts: dialogue(i), next: 0 }));
  }

  static async open(
    talkers: Talker[],
    bot: { id: string; greets: boolean },
    dialogue: (talker: number) => string[],
  ): Promise<TchapCrowd> {
    const talks: { talker: Talker; room: string }[] = [];
    for (const talker of talkers) talks.push({ talker, room: await talker.open(bot.id, bot.greets) });
    const crowd = new TchapCrowd(talks, dialogue);
    await Promise.all(crowd.#talks.map((talk, i) => crowd.#spread(talk, 1 + i * 2)));
    return crowd;
  }

  /** A first message shares the keys; the others lead to another kind of question for each. */
  async #spread(talk: Talk, turns: number): Promise<void> {
    for (let left = turns; left > 0; left -= 1) await this.#turn(talk);
  }

  /** @param people how many wait for their reply at the same time */
  async round(people: number, forMs: number): Promise<Round> {
    const latencies: number[] = [];
    const started = performance.now();
    const talk = async (one: Talk): Promise<void> => {
      while (performance.now() - started < forMs) latencies.push(await this.#turn(one));
    };
    await Promise.all(this.#talks.slice(0, people).map(talk));
    return { turns: latencies.length, seconds: (performance.now() - started) / 1000, latencies };
  }

  #turn(talk: Talk): Promise<number> {
    const text = talk.texts[talk.next % talk.texts.length]!;
    talk.next += 1;
    return talk.talker.turn(talk.room, text);
  }
}
