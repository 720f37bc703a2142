import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { fold } from '../../src/core/demande/evolve.ts';
import { type OpenedWithSql, onEachDatabase, openWithSql, type TestDatabase } from '../support/databases.ts';
import { freePort } from '../support/postgres-server.ts';
import { randomFrom } from '../support/seeded-random.ts';
import { casEleve } from '../support/teacher-dialogue.ts';
import type { FakeActivity } from '../support/teams/fake-activities.ts';
import { type FakeTeams, startFakeTeams } from '../support/teams/fake-teams.ts';
import type { FakePerson } from '../support/teams/fake-world.ts';
import { seedTeamsPole, type TeamsPole } from '../support/teams/teams-pole.ts';
import { serverSettings, startTeamsServer, type TeamsServer } from '../support/teams/teams-server.ts';

const SEED = 20_261_122;
/** How many talk, and how often the server dies under them; the embedded database takes longer to start again. */
const SIZES = { postgres: { teachers: 20, kills: 7 }, pglite: { teachers: 6, kills: 3 } };
const AGAIN_MS = 100;
const PACE_MS = 150;

onEachDatabase('a server that is killed at any moment', (database, kind) => {
  it('loses no answer and no demande, doubles none, and sends what waited', async function () {
    this.timeout(120_000);
    const { teachers, kills } = SIZES[kind];
    const scene = await Scene.open(database(), teachers);
    try {
      await scene.talkWhileKilling(kills);
      await scene.endLeases();
      await scene.check();
    } finally {
      await scene.close();
    }
  });
});

class Scene {
  readonly #cloud: FakeTeams;
  readonly #database: TestDatabase;
  readonly #pole: TeamsPole;
  readonly #people: FakePerson[];
  readonly #port: number;
  readonly #random = randomFrom(SEED);
  #server: TeamsServer | undefined;
  #redelivered = 0;

  private constructor(cloud: FakeTeams, database: TestDatabase, pole: TeamsPole, count: number, port: number) {
    this.#cloud = cloud;
    this.#database = database;
    this.#pole = pole;
    this.#port = port;
    this.#people = Array.from({ length: count }, (_, i) => cloud.user(`Claire Durand`, `claire.${i}@ecole.example`));
  }

  static async open(database: TestDatabase, count: number): Promise<Scene> {
    const cloud = await startFakeTeams();
    const db = await database.open();
    const pole = await seedTeamsPole(db, cloud, 'A');
    await db.close();
    return new Scene(cloud, database, pole, count, await freePort());
  }

  async #start(): Promise<void> {
    const settings = { ...serverSettings(this.#cloud, this.#database), LOG_LEVEL: 'fatal' };
    this.#server = await startTeamsServer(settings, { port: this.#port });
  }

  async talkWhileKilling(kills: number): Promise<void> {
    await this.#start();
    let talking = true;
    const talks = Promise.all(this.#people.map((person, i) => this.#talk(person, i))).finally(() => {
      talking = false;
    });
    for (let i = 0; i < kills && talking; i += 1) {
      await delay(200 + this.#random() * 1_000);
      await this.#server!.kill();
      await this.#start();
    }
    await talks;
    assert.ok(this.#redelivered > 0, 'the server died under somebody');
  }

  async #talk(person: FakePerson, index: number): Promise<void> {
    const chat = this.#cloud.personal(person);
    for (const text of casEleve(index, this.#pole.uai)) {
      await this.#deliver(this.#cloud.activities.text(person, chat, text));
      await delay(PACE_MS * this.#random());
    }
  }

  /** As Teams does: what was not acknowledged comes again, with its id. */
  async #deliver(activity: FakeActivity): Promise<void> {
    for (;;) {
      const reply = await this.#cloud.post(`http://127.0.0.1:${this.#port}`, activity).catch(() => undefined);
      if (reply?.status === 200) return;
      this.#redelivered += 1;
      await delay(AGAIN_MS);
    }
  }

  /** What a dead process had in hand comes back after a minute; here at once. */
  async endLeases(): Promise<void> {
    await this.#server!.kill();
    const db = await this.#open();
    await db.sql("UPDATE outbox SET not_before = now() - interval '1 s' WHERE etat = 'attente'");
    await db.close();
    await this.#start();
    await this.#untilSent();
    await this.#server!.stop();
  }

  /** The server says so itself: nobody else may look into the embedded database meanwhile. */
  async #untilSent(): Promise<void> {
    const until = Date.now() + 60_000;
    for (;;) {
      const metrics = await (await fetch(`${this.#server!.url}/metrics`)).text();
      const waiting = /^\S*outbox\S*waiting\S* (\d+)$/m.exec(metrics)?.[1];
      assert.notEqual(waiting, undefined, metrics);
      if (waiting === '0') return;
      assert.ok(Date.now() < until, `${waiting} messages still wait`);
      await delay(200);
    }
  }

  #open(): Promise<OpenedWithSql> {
    const { dataDir, databaseUrl } = this.#database;
    return openWithSql({ dataDir, databaseUrl });
  }

  async check(): Promise<void> {
    const db = await this.#open();
    try {
      assert.deepEqual(await db.outboxQueue.depth(), { waiting: 0, dead: 0, oldestSeconds: 0 });
      assert.deepEqual(await db.outboxQueue.withoutCard(), []);
      await this.#checkDemandes(db);
    } finally {
      await db.close();
    }
    this.#checkReplies();
  }

  async #checkDemandes(db: OpenedWithSql): Promise<void> {
    const rows = await db.sql<{ id: string; numero: string; external_id: string }>(
      'SELECT d.id, d.numero, i.external_id FROM demande d JOIN identite i ON i.id = d.demandeur_id ORDER BY d.numero',
    );
    assert.deepEqual(rows.map((row) => row.external_id).sort(), this.#people.map((person) => person.id).sort());
    assert.deepEqual(
      rows.map((row) => Number(row.numero.slice(5))),
      this.#people.map((_, i) => i + 1),
      'numbered without hole or double',
    );
    const texts = casEleve(0, '');
    for (const row of rows) {
      const [demande, history] = await db.unitOfWork.run(async ({ demandes }) => [
        await demandes.get(row.id),
        await demandes.history(row.id),
      ]);
      assert.deepEqual(demande, fold(history));
      assert.equal(history.length, 1);
      const index = this.#people.findIndex((person) => person.id === row.external_id);
      assert.equal(demande!.annexe.eleve_nom, casEleve(index, '')[2]);
      assert.deepEqual(demande!.annexe.niveau, ['CM1']);
      // Two messages of one description: each once, in order.
      assert.equal(demande!.annexe.difficultes, texts.slice(13, 15).join('\n'));
      assert.equal(demande!.annexe.droit_commun, texts[16]);
    }
  }

  /** Each message was replied to: at most doubled, when the process died between a send and its note of it. */
  #checkReplies(): void {
    for (const person of this.#people) {
      const replies = this.#cloud.messages(this.#cloud.personal(person).id).length;
      assert.ok(replies >= casEleve(0, '').length, `${replies} replies`);
    }
    assert.ok(this.#cloud.messages(this.#pole.channel.id).length >= this.#people.length);
  }

  async close(): Promise<void> {
    await this.#server?.kill();
    await this.#cloud.close();
  }
}
