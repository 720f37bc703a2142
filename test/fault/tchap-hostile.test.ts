import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type { OpenedWithSql } from '../support/databases.ts';
import { requireHomeserver } from '../support/homeserver.ts';
import type { PoleFiles } from '../support/pole-files.ts';
import { hasPostgres, POSTGRES_COMMAND } from '../support/postgres.ts';
import { requirePart } from '../support/require-part.ts';
import { randomFrom } from '../support/seeded-random.ts';
import { HostileGenerator, type Targets } from '../support/tchap/hostile-events.ts';
import { HostileSender } from '../support/tchap/hostile-sender.ts';
import { type MatrixUser, until } from '../support/tchap/matrix-user.ts';
import { type Place, plain, TchapPlay } from '../support/tchap/tchap-play.ts';
import { openTeamRoom, tell } from '../support/tchap/team-way.ts';
import { casEleve, casEquipe } from '../support/teacher-dialogue.ts';

/**
 * Malformed and hostile events, at the real server, while a teacher talks with it. The default fits into a run of all
 * tests; the whole of it: `TCHAP_HOSTILE=10000`, other events: `TCHAP_SEED=…`.
 */
const EVENTS = Number(process.env.TCHAP_HOSTILE ?? 400);
const SEED = Number(process.env.TCHAP_SEED ?? 20_261_122);
const SENDERS = 4;
/** Of each sender. */
const AT_ONCE = 2;
const HEARTBEAT_MS = 500;
/** The homeserver may be busy with the attack; how long the slowest answer took is printed. */
const LONGEST_WAIT_MS = 5 * 60_000;
const MOST_MEMORY = 600e6;

const UAI = '9990008E';
const POLE: PoleFiles = {
  code: 'val-siege',
  nom: 'Val-Siège',
  ecoles: [`${UAI};École élémentaire Jules Vernois;Brumeval`],
  membres: [
    'Hélène;Castelnoir;helene@siege.example;IEN;;pilote;@siege-helene:hs.test',
    'Bruno;Maréchaux;bruno@siege.example;CPC;;equipe_restreinte;@siege-bruno:hs.test',
  ],
};

describe('Hostile and malformed Tchap events', function () {
  this.timeout(60 * 60_000);
  let siege: Siege;
  before(async function () {
    requirePart(this, 'PostgreSQL', hasPostgres, POSTGRES_COMMAND);
    const hs = await requireHomeserver(this);
    siege = new Siege(await TchapPlay.open(hs, POLE));
    await siege.furnish();
  });
  after(() => siege?.play.close());
  afterEach(function () {
    if (this.currentTest?.state === 'failed') process.stderr.write(siege.play.logs.slice(-8_000));
  });

  it('keep nobody else from being answered', () => siege.besiege());
  it('change nothing of anybody else’s', () => siege.checkUnchanged());
  it('meet no fault of ours, and are answered with a bounded number of sentences', () => siege.checkCalm());
  it('leave everybody else where they were', () => siege.goOn());
});

class Siege {
  readonly play: TchapPlay;
  readonly #random = randomFrom(SEED);
  readonly #senders: HostileSender[] = [];
  /** Of each sender: a conversation, one that they also break, and for the first the team's room. */
  readonly #rooms = new Map<HostileSender, [calm: string, broken: string, team?: string]>();
  #helene!: MatrixUser;
  #bruno!: MatrixUser;
  #team!: string;
  /** A teacher whose demande was sent and who is filling another one. */
  #claire!: Place;
  /** One who talks during it all. */
  #paul!: Place;
  #before!: object;
  #teamBefore: string[] = [];

  constructor(play: TchapPlay) {
    this.play = play;
  }

  async furnish(): Promise<void> {
    const { play } = this;
    const names = ['helene', 'bruno', 'claire', 'paul', ...Array.from({ length: SENDERS }, (_, n) => `malin-${n}`)];
    const people = await Promise.all(names.map((name) => play.person(`siege-${name}`)));
    const [helene, bruno, claire, paul, ...hostile] = people as [MatrixUser, MatrixUser, MatrixUser, MatrixUser];
    this.#helene = helene;
    this.#bruno = bruno;
    this.#team = await openTeamRoom(play, helene, [bruno]);
    this.#claire = await this.#teacher(claire);
    this.#paul = await this.#teacher(paul);
    await tell(play, this.#claire, casEquipe(UAI));
    await play.reads({ who: bruno, room: this.#team }, /^Demande 2\d{3}-0001/);
    await tell(play, this.#claire, casEleve(0, UAI).slice(0, 4));
    for (const who of hostile as MatrixUser[]) await this.#enter(who);
    await this.#quiet();
    this.#before = await this.#state();
    play.waitMs = LONGEST_WAIT_MS;
    this.#teamBefore = this.#teamView();
  }

  async #teacher(who: MatrixUser): Promise<Place> {
    const place = await this.play.talk(who);
    await this.play.reads(place, /^Bonjour/);
    return place;
  }

  async #enter(who: MatrixUser): Promise<void> {
    const { play } = this;
    const rooms: [string, string, string?] = [(await play.talk(who)).room, (await play.talk(who)).room];
    const sender = new HostileSender(who, play.botId);
    if (this.#senders.length === 0) {
      await this.#helene.client.invite(this.#team, who.userId);
      await until(() => who.client.getRoom(this.#team)?.getMyMembership() === 'join', 'the outsider is in the room');
      rooms.push(this.#team);
    }
    this.#senders.push(sender);
    this.#rooms.set(sender, rooms);
  }

  /** All at once: those who attack, and a teacher who must not notice. */
  async besiege(): Promise<void> {
    const began = Date.now();
    let attacking = true;
    const attacks = Promise.all(this.#senders.map((sender) => this.#attack(sender))).finally(() => {
      attacking = false;
    });
    const waits: number[] = [];
    while (attacking) {
      const asked = Date.now();
      await tell(this.play, this.#paul, ['aide']);
      waits.push(Date.now() - asked);
      await delay(HEARTBEAT_MS);
    }
    await attacks;
    const seconds = Math.round((Date.now() - began) / 1000);
    await this.#quiet();
    const { sent, refused } = this.#total();
    const after = Math.round((Date.now() - began) / 1000) - seconds;
    process.stdout.write(
      `      ${sent} events in ${seconds} s, taken ${after} s later, ${refused} more refused by the homeserver; ` +
        `${waits.length} answers to the teacher, the slowest in ${Math.max(...waits)} ms; ` +
        `${Math.round((await this.#memory()) / 1e6)} MB (seed ${SEED})\n`,
    );
    assert.ok(waits.length > 0);
  }

  #total(): { sent: number; refused: number } {
    const sum = (of: (sender: HostileSender) => number) => this.#senders.reduce((all, one) => all + of(one), 0);
    return { sent: sum(({ sent }) => sent), refused: sum(({ refused }) => refused) };
  }

  async #attack(sender: HostileSender): Promise<void> {
    const generator = new HostileGenerator(randomFrom(this.#random() * 2 ** 32));
    const random = randomFrom(this.#random() * 2 ** 32);
    const own = this.#rooms.get(sender)!;
    const lane = async () => {
      while (sender.sent < EVENTS / SENDERS) {
        const targets = this.#targets(sender);
        const event = generator.next(targets);
        const [calm, broken, team] = own;
        const breaks = event.how === 'state' || event.how === 'redact';
        const room = breaks || random() < 0.2 ? broken : team !== undefined && random() < 0.4 ? team : calm;
        await sender.send(room, event);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
  }

  #targets({ who, sealed }: HostileSender): Targets {
    const events = who.client.getRooms().flatMap((room) => room.getLiveTimeline().getEvents().slice(-20));
    const eventIds = [...events.map((event) => event.getId()!), ...this.#teamIds(), '$inconnu', '', 'x'.repeat(300)];
    const others = [this.#helene, this.#bruno, this.#claire.who].map(({ userId }) => userId);
    const seen = events.filter((event) => event.isEncrypted()).map((event) => event.getWireContent());
    return { eventIds, userIds: [this.play.botId, ...others], sealed: [...seen, ...sealed.slice(-20), {}] };
  }

  #teamIds(): string[] {
    return this.#bruno.messages(this.#team).map(({ id }) => id);
  }

  /** What the bot shows the team, as the analyst sees it. */
  #teamView(): string[] {
    return this.#bruno
      .messages(this.#team)
      .filter(({ sender }) => sender === this.play.botId)
      .map(plain)
      .filter((text) => text.startsWith('Demande') || text.startsWith('C’est noté'));
  }

  /** The bot has nothing left to take or to send: no answer comes any more. */
  async #quiet(): Promise<void> {
    const db = await this.play.database();
    try {
      let last = '';
      await until(
        async () => {
          const [now] = await db.sql<object>(
            "SELECT (SELECT count(*) FROM evenement_recu) AS taken, count(*) FILTER (WHERE etat = 'attente') AS waiting FROM outbox",
          );
          const same = JSON.stringify(now) === last && (now as { waiting: string }).waiting === '0';
          last = JSON.stringify(now);
          if (!same) await delay(2_000);
          return same;
        },
        'the bot is done',
        40 * 60_000,
      );
    } finally {
      await db.close();
    }
    await this.#bruno.upToDate(this.#team);
  }

  /** All that hostile people may not change. */
  async #state(): Promise<object> {
    const db = await this.play.database();
    const rows = (sql: string) => db.sql<object>(sql);
    const notHostile = "NOT LIKE '@siege-malin%'";
    try {
      return {
        demandes: await rows('SELECT * FROM demande ORDER BY id'),
        history: await rows('SELECT * FROM historique ORDER BY 1, 2'),
        drafts: await rows(
          `SELECT s.* FROM saisie s JOIN identite i ON i.id = s.owner_id WHERE i.external_id ${notHostile} ORDER BY s.id`,
        ),
        people: await rows(
          `SELECT id, nom, emails, personal, last_ecole FROM identite WHERE external_id ${notHostile} ORDER BY id`,
        ),
        members: await rows('SELECT * FROM membre ORDER BY id'),
        channel: await rows('SELECT * FROM canal_analyse'),
        cards: await rows('SELECT * FROM carte ORDER BY remote_id'),
      };
    } finally {
      await db.close();
    }
  }

  async checkUnchanged(): Promise<void> {
    assert.deepEqual(await this.#state(), this.#before);
    assert.deepEqual(this.#teamView(), this.#teamBefore);
  }

  async checkCalm(): Promise<void> {
    const { logs } = this.play;
    assert.equal(logs.match(/"event":"starting"/g)?.length, 1);
    assert.deepEqual(logs.match(/^.*"level":"(error|fatal)".*$/gm), null);
    const db = await this.play.database();
    try {
      await this.#checkAnswers(db);
    } finally {
      await db.close();
    }
    assert.ok((await this.#memory()) < MOST_MEMORY, `${await this.#memory()} bytes`);
  }

  async #checkAnswers(db: OpenedWithSql): Promise<void> {
    const hostile = this.#senders.flatMap((sender) => [...this.#rooms.get(sender)!, ...sender.rooms]);
    const answers = await db.sql<{ room: string; etat: string; count: number }>(
      `SELECT destination->'address'->>'conversationId' AS room, etat, count(*)::integer AS count FROM outbox
       GROUP BY 1, 2`,
    );
    const dead = answers.filter(({ etat }) => etat === 'mort');
    assert.deepEqual(
      dead.filter(({ room }) => !hostile.includes(room)),
      [],
    );
    const said = answers.filter(({ room }) => hostile.includes(room)).reduce((all, { count }) => all + count, 0);
    const { sent } = this.#total();
    process.stdout.write(`      ${said} answers to ${sent} hostile events\n`);
    assert.ok(said <= sent, `${said} answers to ${sent} events`);
  }

  async #memory(): Promise<number> {
    const port = /"port":([1-9]\d*),"mode"/.exec(this.play.logs)![1];
    const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    return Number(/^process_resident_memory_bytes (\S+)/m.exec(metrics)![1]);
  }

  /** The teacher finishes the demande that was begun before; the team takes the other one. */
  async goOn(): Promise<void> {
    const { play } = this;
    await tell(play, this.#claire, casEleve(0, UAI).slice(4));
    await play.reads({ who: this.#bruno, room: this.#team }, /^Demande 2\d{3}-0002/);
    const card = await play.reads({ who: this.#bruno, room: this.#team }, /^Demande 2\d{3}-0001/);
    const thread: Place = { who: this.#bruno, room: this.#team, thread: card.id };
    await play.choose(thread, 'Prendre en analyse');
    await play.reads(this.#claire, /0001 a été lue|a été lue par l’équipe restreinte/);
    assert.equal((await play.reads(thread, /En analyse[\s\S]*Bruno Maréchaux/)).id, card.id);
  }
}
