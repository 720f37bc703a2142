import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { FormAction } from '../../src/app/demande/acts/acts.ts';
import { OPEN_FORM } from '../../src/core/action.ts';
import { actionTexts } from '../../src/core/texts.fr.ts';
import { temporaryFolder } from './databases.ts';
import { fillDirectory, type PoleFiles } from './pole-files.ts';
import { freshDatabase } from './postgres.ts';
import { printed, startScript } from './run-script.ts';
import { plainSpaces, pressed, type ShownCard, shownText } from './shown-card.ts';
import type { FakeActivity } from './teams/fake-activities.ts';
import { type FakeTeams, type Posted, startFakeTeams } from './teams/fake-teams.ts';
import type { FakeConversation, FakePerson } from './teams/fake-world.ts';
import { end } from './teams/teams-server.ts';

const DATA_KEYS = `essai:${Buffer.alloc(32, 7).toString('base64')}`;

export interface Clicked extends Posted {
  /** What the one who clicked reads now: the card that came in answer, or its sentence. */
  text: string;
  card?: ShownCard;
  /** What was posted, to be posted again. */
  activity: FakeActivity;
}

interface ClickOptions {
  /** As a client that knows Action.Submit only. */
  submit?: boolean;
  /** Where the click says it comes from: a card that somebody copied there. */
  in?: FakeConversation;
  /** Changes in what the button carries. */
  data?: { [key: string]: unknown };
  replyToId?: string;
}

/** The real server as a process, its database, Microsoft's cloud, and what people do in Teams. */
export class TeamsPlay {
  readonly cloud: FakeTeams;
  readonly env: { [name: string]: string };
  /** Everything the server printed. */
  logs = '';
  url = '';
  #server: ChildProcess | undefined;
  #sql: pg.Pool | undefined;
  #drop: () => Promise<void>;
  /** Cards that one person alone sees in place of a message, as their client keeps them. */
  readonly #own = new Map<string, ShownCard>();

  private constructor(cloud: FakeTeams, env: { [name: string]: string }, drop: () => Promise<void>) {
    this.cloud = cloud;
    this.env = env;
    this.#drop = drop;
    if (env.DATABASE_URL) {
      this.#sql = new pg.Pool({ connectionString: env.DATABASE_URL, max: 4 });
      // The database is dropped under its idle connections.
      this.#sql.on('error', () => {});
    }
  }

  /** @param settings beside those of the cloud and of the database */
  static async open(
    poles: (cloud: FakeTeams) => PoleFiles[],
    on: 'postgres' | 'embedded' = 'postgres',
    settings: { [name: string]: string } = {},
  ) {
    const cloud = await startFakeTeams();
    const database = on === 'postgres' ? await freshDatabase() : undefined;
    const play = new TeamsPlay(
      cloud,
      {
        ...cloud.settings,
        DATA_DIR: temporaryFolder(),
        DATA_KEYS,
        PORT: '0',
        ...(database ? { DATABASE_URL: database.url } : {}),
        ...settings,
      },
      async () => database?.drop(),
    );
    try {
      for (const pole of poles(cloud)) await fillDirectory(pole, play.env);
      await play.start();
    } catch (error) {
      await play.close();
      throw error;
    }
    return play;
  }

  /** What people do in Teams with a server that somebody else started, and ends. */
  static beside(cloud: FakeTeams, server: { url: string; env: { [name: string]: string } }): TeamsPlay {
    const play = new TeamsPlay(cloud, server.env, async () => {});
    play.url = server.url;
    return play;
  }

  async start(): Promise<void> {
    const server = startScript('src/main.ts', [], this.env);
    this.#server = server;
    server.stdout!.on('data', (chunk) => {
      this.logs += String(chunk);
    });
    server.stderr!.on('data', (chunk) => {
      this.logs += String(chunk);
    });
    const [, port] = await printed(server, /"port":(\d+)[^\n]*"listening"/);
    this.url = `http://127.0.0.1:${port}`;
  }

  /** As a power cut would. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    if (this.#server) await end(this.#server, signal);
  }

  async close(): Promise<void> {
    await this.#end('SIGTERM');
    await this.#sql?.end();
    await this.cloud.close();
    await this.#drop();
  }

  // biome-ignore lint/suspicious/noExplicitAny: rows are looked into freely
  async sql(text: string, params: unknown[] = []): Promise<any[]> {
    return (await this.#sql!.query(text, params)).rows;
  }

  post(activity: FakeActivity): Promise<Posted> {
    return this.cloud.post(this.url, activity);
  }

  async say(who: FakePerson, text: string, place = this.cloud.personal(who)): Promise<void> {
    assert.equal((await this.post(this.cloud.activities.text(who, place, text))).status, 200);
  }

  async mention(who: FakePerson, channel: FakeConversation, text: string): Promise<void> {
    assert.equal((await this.post(this.cloud.activities.mention(who, channel, text))).status, 200);
  }

  /** The newest message with this button, as `who` sees it or, after a reload of their client, as everybody does. */
  find(who: FakePerson, place: FakeConversation, title: string): { id: string; card: ShownCard } | undefined {
    const posted = this.cloud.messages(place.id).map(({ id, activity }) => ({
      id,
      card: activity.attachments?.[0]?.content as ShownCard | undefined,
    }));
    const shown = [...posted, ...this.seen(who, place)];
    return shown.filter(({ card }) => card !== undefined && pressed(card, title, {}) !== undefined).at(-1) as
      | { id: string; card: ShownCard }
      | undefined;
  }

  /** What stands in a place, as `who` sees it, oldest first. */
  seen(who: FakePerson, place: FakeConversation): { id: string; text: string; card?: ShownCard }[] {
    return this.cloud.messages(place.id).map(({ id, activity }) => {
      const card = this.#own.get(`${who.id} ${id}`) ?? activity.attachments?.[0]?.content;
      const text = card === undefined ? plainSpaces(String(activity.text ?? '')) : shownText(card);
      return { id, text, ...(card === undefined ? {} : { card }) };
    });
  }

  /** What a click would post, once the button is there. */
  async clickOn(
    who: FakePerson,
    place: FakeConversation,
    title: string,
    typed: { [id: string]: string } = {},
    options: ClickOptions = {},
  ): Promise<FakeActivity> {
    const found = await this.until(() => this.find(who, place, title), '').catch(() => undefined);
    if (!found) throw new Error(`no « ${title} » for ${who.name}${this.#lastSeen(who, place)}`);
    const data = { ...pressed(found.card, title, typed), ...options.data };
    const style = options.submit ? 'submit' : 'execute';
    return this.cloud.activities[style](who, options.in ?? place, data, options.replyToId ?? found.id);
  }

  /** Clicks the button of the newest card that has it, and keeps the card that comes in answer. */
  async click(...given: Parameters<TeamsPlay['clickOn']>): Promise<Clicked> {
    return this.send(await this.clickOn(...given));
  }

  /** Fills the form of an act and sends it, from a dossier that is open: the form is opened first where there is a menu. */
  async act(
    who: FakePerson,
    place: FakeConversation,
    name: FormAction,
    typed: { [id: string]: string },
  ): Promise<Clicked> {
    const { ouvrir, valider } = actionTexts[name];
    const { card } = await this.click(who, place, 'Agir sur la demande');
    if (pressed(card!, ouvrir, {})?.field === OPEN_FORM) await this.click(who, place, ouvrir);
    return this.click(who, place, valider, typed);
  }

  async send(activity: FakeActivity): Promise<Clicked> {
    const posted = await this.post(activity);
    assert.equal(posted.status, 200, posted.body);
    const value = posted.json?.value;
    if (typeof value !== 'object') return { ...posted, activity, text: plainSpaces(String(value ?? '')) };
    this.#own.set(`${activity.from.id} ${activity.replyToId}`, value);
    return { ...posted, activity, text: shownText(value), card: value };
  }

  /** Waits for a message in a place. */
  async reads(who: FakePerson, what: RegExp, place = this.cloud.personal(who), timeoutMs = 8000) {
    const look = () => this.seen(who, place).find(({ text }) => what.test(text));
    const found = await this.until(look, '', timeoutMs).catch(() => undefined);
    if (found !== undefined) return found;
    throw new Error(`${who.name} did not read ${what} within ${timeoutMs} ms${this.#lastSeen(who, place)}`);
  }

  #lastSeen(who: FakePerson, place: FakeConversation): string {
    const last = this.seen(who, place)
      .slice(-3)
      .map(({ text }) => text.slice(0, 600));
    return `, but last:\n${last.join('\n--\n')}\n${this.#tail()}`;
  }

  async until<T>(
    look: () => T | undefined | false | Promise<T | undefined | false>,
    what: string,
    timeoutMs = 8000,
  ): Promise<T> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const found = await look();
      if (found !== undefined && found !== false) return found;
      if (Date.now() > deadline) throw new Error(`not within ${timeoutMs} ms: ${what}\n${this.#tail()}`);
      await delay(25);
    }
  }

  #tail(): string {
    return this.logs.split('\n').slice(-8).join('\n');
  }

  /** Until nothing waits in the outbox any more. */
  async quiet(timeoutMs = 10_000): Promise<void> {
    await this.until(
      async () => (await this.sql("SELECT count(*)::integer AS n FROM outbox WHERE etat = 'attente'"))[0].n === 0,
      'the outbox is empty',
      timeoutMs,
    );
  }
}
