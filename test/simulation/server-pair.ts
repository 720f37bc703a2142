import { setTimeout as delay } from 'node:timers/promises';
import type { Inbound } from '../../src/app/ports/inbound.ts';
import type { Answer } from '../../src/core/view/message.ts';
import type { Chance } from './fill-form.ts';
import { PostBox } from './post-box.ts';
import type { Done, ServerSettings, Told, Work } from './protocol.ts';
import { ServerGone, ServerLink } from './server-link.ts';
import type { Steps } from './steps.ts';

const HOUR_MS = 3_600_000;
/** Kills fall so long after a moment has begun. */
const LONGEST_LIFE_MS = 40;

/** Two processes that believe to be on other sides of the earth, on one database. */
export class ServerPair {
  readonly #links: ServerLink[];
  readonly #chance: Chance;
  readonly #steps: Steps;
  #stopped = false;
  readonly post = new PostBox();
  readonly logged: string[] = [];
  /** ms since the epoch: the right time. */
  now = 0;

  constructor(settings: ServerSettings, by: Chance, steps: Steps) {
    this.#chance = by;
    this.#steps = steps;
    const heard = (told: Told) => this.#hear(told);
    this.#links = ['America/Cayenne', 'Pacific/Noumea'].map((zone) => new ServerLink(settings, zone, heard));
  }

  async start(): Promise<void> {
    await Promise.all(this.#links.map((link) => link.start()));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#links.map((link) => link.kill()));
  }

  #hear(told: Told): void {
    if ('sent' in told) this.post.take(told.sent, new Date(this.now).toISOString());
    if ('logged' in told) this.logged.push(told.logged);
    if ('delivery' in told) this.#steps.delivered(told.delivery);
  }

  /** The second process's clock is an hour behind, or right again. */
  skew(behind: boolean): void {
    this.#links[1]!.skew = behind ? -HOUR_MS : 0;
  }

  /** Given to one of them; to the other one when it dies under it, as messengers deliver again. */
  async deliver(inbound: Inbound): Promise<Answer> {
    while (!this.#stopped) {
      const done = await this.#tried({ do: 'inbound', inbound });
      if (done?.answer !== undefined) return done.answer;
    }
    throw new Error('the servers are stopped');
  }

  async #tried(work: Work, link = this.#any()): Promise<Done | undefined> {
    try {
      const done = await link.ask(work, this.now);
      this.#steps.add(work, done);
      return done;
    } catch (error) {
      if (!(error instanceof ServerGone)) throw error;
      return undefined;
    }
  }

  #any(): ServerLink {
    const alive = this.#links.filter((link) => link.alive);
    return this.#chance.pick(alive.length > 0 ? alive : this.#links);
  }

  /** Both do what is due, at the same time. */
  async tick(): Promise<void> {
    await Promise.all(this.#links.map((link) => this.#tried({ do: 'echeances' }, link)));
  }

  async plan(): Promise<void> {
    await this.#tried({ do: 'planning' });
  }

  /** One of them dies while `work` goes on, and is started again. */
  async killingOne(work: () => Promise<void>): Promise<void> {
    const link = this.#chance.pick(this.#links);
    const working = work();
    await delay(this.#chance.next() * LONGEST_LIFE_MS);
    await link.kill();
    this.post.kills += 1;
    await Promise.all([working, link.start()]);
  }
}
