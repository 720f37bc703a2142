import type { FakeTeams } from '../support/teams/fake-teams.ts';
import type { FakeConversation, FakePerson } from '../support/teams/fake-world.ts';

interface Teacher {
  person: FakePerson;
  conversation: FakeConversation;
  texts: string[];
  /** Which of its texts it writes next. */
  next: number;
}

/** What one bot did for some time. */
export interface Round {
  turns: number;
  seconds: number;
  /** From the activity posted to the reply received by the connector, in ms. */
  latencies: number[];
}

/** However slow a bot is, a turn that lasts longer is lost. */
const LOST_MS = 15_000;

/** Several hundred people who talk with a bot, each one message at a time, in rotation. */
export class Crowd {
  readonly #cloud: FakeTeams;
  readonly #botUrl: string;
  readonly #queue: Teacher[];
  readonly #awaited = new Map<string, (at: number) => void>();

  /** @param dialogues what each person writes, over and over */
  constructor(cloud: FakeTeams, botUrl: string, dialogues: string[][]) {
    this.#cloud = cloud;
    this.#botUrl = botUrl;
    this.#queue = dialogues.map((texts, i) => {
      const person = cloud.user(`Claire Durand ${i}`, `claire.durand.${i}@exemple.fr`);
      return { person, conversation: cloud.personal(person), texts, next: 0 };
    });
    cloud.watch(({ route, status, conversationId, at }) => {
      if (route === 'send' && status === 201) this.#awaited.get(conversationId)?.(at);
    });
  }

  /** Each person is led to another place of the dialogue, so that every turn of a round is of another kind. */
  async spread(connections: number): Promise<void> {
    const walks = this.#queue.map((teacher, i) => async () => {
      for (let left = i % teacher.texts.length; left > 0; left -= 1) await this.#turn(teacher);
    });
    await Promise.all(
      Array.from({ length: connections }, async () => {
        for (let walk = walks.pop(); walk; walk = walks.pop()) await walk();
      }),
    );
  }

  /** @param connections how many people wait for their reply at the same time */
  async round(connections: number, forMs: number): Promise<Round> {
    const latencies: number[] = [];
    const started = performance.now();
    const talk = async (): Promise<void> => {
      while (performance.now() - started < forMs) {
        const teacher = this.#queue.shift()!;
        latencies.push(await this.#turn(teacher));
        this.#queue.push(teacher);
      }
    };
    await Promise.all(Array.from({ length: connections }, talk));
    return { turns: latencies.length, seconds: (performance.now() - started) / 1000, latencies };
  }

  /** Ends when the activity is acknowledged and its reply has arrived. */
  async #turn(teacher: Teacher): Promise<number> {
    const { person, conversation, texts } = teacher;
    const text = texts[teacher.next % texts.length]!;
    teacher.next += 1;
    const activity = this.#cloud.activities.text(person, conversation, text);
    const replied = this.#reply(conversation.id, text);
    const posted = performance.now();
    const { status } = await this.#cloud.post(this.#botUrl, activity);
    if (status > 299) throw new Error(`« ${text} » was answered with ${status}`);
    return (await replied) - posted;
  }

  #reply(conversationId: string, text: string): Promise<number> {
    return new Promise((resolve, reject) => {
      const lost = setTimeout(() => reject(new Error(`no reply to « ${text} »`)), LOST_MS);
      this.#awaited.set(conversationId, (at) => {
        clearTimeout(lost);
        this.#awaited.delete(conversationId);
        resolve(at);
      });
    });
  }
}
