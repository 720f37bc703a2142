import type { OpenedWithSql } from '../databases.ts';
import type { Homeserver } from '../homeserver-server.ts';
import { type BotDatabase, botDatabase } from './bot-database.ts';
import { type MatrixUser, startUser, type UserOptions } from './matrix-user.ts';
import { type BotOptions, createBot, type TestBot } from './tchap-bot.ts';

/** Of one test: an account, its databases and those who talk with it, all ended after it. */
export class World {
  readonly hs: Homeserver;
  readonly ends: (() => Promise<void> | void)[] = [];
  constructor(hs: Homeserver) {
    this.hs = hs;
  }

  async database(): Promise<{ database: BotDatabase; opened: OpenedWithSql }> {
    const database = await botDatabase();
    this.ends.push(() => database.drop());
    const opened = await database.open();
    this.ends.push(() => opened.close());
    return { database, opened };
  }

  bot(options: Omit<BotOptions, 'url'>): TestBot {
    const bot = createBot({ url: this.hs.url, ...options });
    this.ends.push(() => bot.tchap.stop());
    return bot;
  }

  async user(name: string, options?: UserOptions): Promise<MatrixUser> {
    const user = await startUser(this.hs, name, options);
    this.ends.push(() => user.stop());
    return user;
  }

  async end(): Promise<void> {
    for (const end of this.ends.reverse()) await end();
  }
}
