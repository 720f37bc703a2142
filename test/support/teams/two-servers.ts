import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { fold } from '../../../src/core/demande/evolve.ts';
import { type OpenedWithSql, openWithSql, temporaryFolder } from '../databases.ts';
import { freshDatabase } from '../postgres.ts';
import { shownText } from '../shown-card.ts';
import type { FakeActivity } from './fake-activities.ts';
import { type FakeTeams, startFakeTeams } from './fake-teams.ts';
import type { FakeConversation, FakePerson } from './fake-world.ts';
import { seedTeamsPole, type TeamsPole } from './teams-pole.ts';
import { serverSettings, startTeamsServer, type TeamsServer } from './teams-server.ts';

/** Two servers on one PostgreSQL and one Teams, and a third connection that looks at what they wrote. */
export class TwoServers {
  readonly cloud: FakeTeams;
  readonly db: OpenedWithSql;
  readonly servers: readonly [TeamsServer, TeamsServer];
  readonly poles: TeamsPole[];
  readonly #drop: () => Promise<void>;

  private constructor(parts: Pick<TwoServers, 'cloud' | 'db' | 'servers' | 'poles'>, drop: () => Promise<void>) {
    this.cloud = parts.cloud;
    this.db = parts.db;
    this.servers = parts.servers;
    this.poles = parts.poles;
    this.#drop = drop;
  }

  static async start(codes: string[], env: { [name: string]: string } = {}): Promise<TwoServers> {
    const cloud = await startFakeTeams();
    const { url: databaseUrl, drop } = await freshDatabase();
    const dataDir = temporaryFolder();
    const db = await openWithSql({ databaseUrl, dataDir });
    const poles: TeamsPole[] = [];
    for (const code of codes) poles.push(await seedTeamsPole(db, cloud, code));
    const settings = { ...serverSettings(cloud, { databaseUrl, dataDir }), LOG_LEVEL: 'error', ...env };
    const servers = await Promise.all([startTeamsServer(settings), startTeamsServer(settings)]);
    return new TwoServers({ cloud, db, servers, poles }, drop);
  }

  /** A click on a card's button, at the first or the second server. @returns what the one who clicked reads */
  async click(at: 0 | 1, from: FakePerson, where: FakeConversation, data: { [key: string]: unknown }): Promise<string> {
    const reply = await this.cloud.post(this.servers[at].url, this.cloud.activities.execute(from, where, data));
    assert.equal(reply.status, 200, reply.body);
    const { value } = reply.json;
    return typeof value === 'string' ? value : shownText(value);
  }

  async post(at: 0 | 1, activity: FakeActivity): Promise<string> {
    const reply = await this.cloud.post(this.servers[at].url, activity);
    assert.equal(reply.status, 200, reply.body);
    return reply.body;
  }

  /** Every demande's row is what its history folds to. @returns how many there are */
  async rowsAreTheirHistories(): Promise<number> {
    const ids = await this.db.sql<{ id: string }>('SELECT id FROM demande');
    await this.db.unitOfWork.run(async ({ demandes }) => {
      for (const { id } of ids) {
        const [row, history] = [await demandes.get(id), await demandes.history(id)];
        assert.deepEqual(row, fold(history));
        assert.equal(row?.version, history.length);
      }
    });
    return ids.length;
  }

  /** Until nothing waits to be sent. */
  async quiet(timeoutMs = 30_000): Promise<void> {
    const until = Date.now() + timeoutMs;
    for (;;) {
      const { waiting } = await this.db.outboxQueue.depth();
      if (waiting === 0) return;
      assert.ok(Date.now() < until, `${waiting} messages still wait`);
      await delay(50);
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.stop()));
    await this.db.close();
    await this.cloud.close();
    await this.#drop();
  }
}
