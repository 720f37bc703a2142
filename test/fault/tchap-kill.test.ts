import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type { MatrixClient, MatrixEvent } from 'matrix-js-sdk';
import { fold } from '../../src/core/demande/evolve.ts';
import type { OpenedWithSql } from '../support/databases.ts';
import { requireHomeserver } from '../support/homeserver.ts';
import type { PoleFiles } from '../support/pole-files.ts';
import { hasPostgres, POSTGRES_COMMAND } from '../support/postgres.ts';
import { requirePart } from '../support/require-part.ts';
import { randomFrom } from '../support/seeded-random.ts';
import { type MatrixUser, type SeenMessage, until } from '../support/tchap/matrix-user.ts';
import { type Place, plain, TchapPlay, threadOf } from '../support/tchap/tchap-play.ts';
import { leadToMember, openTeamRoom, type Pair, tell } from '../support/tchap/team-way.ts';
import { casEleve, casEquipe } from '../support/teacher-dialogue.ts';

/**
 * Whole demandes in Tchap under a server that is killed at random moments. The default fits into a run of all tests;
 * the whole of it: `TCHAP_KILLS=50`, at other moments: `TCHAP_SEED=…`.
 */
const KILLS = Number(process.env.TCHAP_KILLS ?? 8);
const SEED = Number(process.env.TCHAP_SEED ?? 20_261_122);
/** How many talk at once; each has one demande, then another one comes. */
const TEACHERS = 3;
/** Kills fall this long after the server listens, or while it starts. */
const LONGEST_LIFE_MS = 2_500;
const LONGEST_START_MS = 1_000;
const START_SHARE = 0.2;
const MINUTES = 60_000;

const UAI = '9990008E';
const POLE: PoleFiles = {
  code: 'val-tue',
  nom: 'Val-Tué',
  ecoles: [`${UAI};École élémentaire Jules Vernois;Brumeval`],
  membres: [
    'Hélène;Castelnoir;helene@tue.example;IEN;;pilote;@tue-helene:hs.test',
    'Bruno;Maréchaux;bruno@tue.example;CPC;;equipe_restreinte;@tue-bruno:hs.test',
    'Sonia;Delambre;sonia@tue.example;CPC;;equipe_restreinte;@tue-sonia:hs.test',
    'Nadia;Belhassen;nadia@tue.example;ERUN;;membre;@tue-nadia:hs.test',
    'Karim;Ouhadi;karim@tue.example;ERUN;;membre;@tue-karim:hs.test',
  ],
};

describe('Tchap conversations with a server that is killed at any moment', function () {
  this.timeout(20 * MINUTES);
  let scene: Scene;
  before(async function () {
    requirePart(this, 'PostgreSQL', hasPostgres, POSTGRES_COMMAND);
    const hs = await requireHomeserver(this);
    scene = new Scene(await TchapPlay.open(hs, POLE));
    await scene.furnish();
  });
  after(() => scene?.play.close());
  afterEach(function () {
    if (this.currentTest?.state === 'failed') process.stderr.write(scene.play.logs.slice(-8_000));
  });

  it('go on as if nothing had happened, whoever talks', async () => {
    await scene.talkUndisturbed();
    await scene.talkWhileKilling();
  });
  it('lose no message of anybody and answer none twice', () => scene.checkTranscripts());
  it('leave each demande once, numbered without a hole, with its whole history', () => scene.checkDatabase());
  it('leave the bot its device and its identity, and nothing that somebody cannot read', () => scene.checkCrypto());
});

type Cas = 'eleve' | 'equipe';

interface Told {
  cas: Cas;
  /** The teacher's conversation. */
  place: Place;
  /** In the team's room. */
  thread?: Place;
  numero?: string;
}

class Scene {
  readonly play: TchapPlay;
  readonly #random = randomFrom(SEED);
  readonly #told: Told[] = [];
  /** What the first demande of each kind was told, undisturbed. */
  readonly #reference = new Map<Cas, { teacher: string[]; team: string[]; history: string[] }>();
  readonly #freePairs: Pair[] = [];
  readonly #waiting: ((pair: Pair) => void)[] = [];
  #people: MatrixUser[] = [];
  #identity: unknown;
  #teachers = 0;
  #kills = 0;

  constructor(play: TchapPlay) {
    this.play = play;
  }

  async furnish(): Promise<void> {
    const { play } = this;
    const names = ['helene', 'bruno', 'sonia', 'nadia', 'karim'];
    this.#people = await Promise.all(names.map((name) => play.person(`tue-${name}`)));
    const [helene, bruno, sonia, nadia, karim] = this.#people as [MatrixUser, ...MatrixUser[]];
    const room = await openTeamRoom(play, helene, [bruno!, sonia!]);
    this.#freePairs.push(
      { analyst: bruno!, member: nadia!, memberName: 'Nadia Belhassen', room },
      { analyst: sonia!, member: karim!, memberName: 'Karim Ouhadi', room },
    );
    this.#identity = await identityOf(helene.client, play.botId);
  }

  /** The two kinds of demande, from which the others must not differ. */
  async talkUndisturbed(): Promise<void> {
    const told = await Promise.all((['eleve', 'equipe'] as const).map((cas) => this.#demande(cas)));
    await this.#quiet();
    // From now on nobody knows how long the bot is away.
    this.play.waitMs = 10 * MINUTES;
    const db = await this.play.database();
    for (const one of told) {
      const history = await historyOf(db, one.numero!);
      this.#reference.set(one.cas, { ...this.#transcripts(one), history: history.map(({ type }) => type) });
    }
    await db.close();
  }

  async talkWhileKilling(): Promise<void> {
    const failed = new AbortController();
    const began = Date.now();
    const killing = this.#killOften(failed.signal);
    const talking = Array.from({ length: TEACHERS }, async (_, rank) => {
      for (let turn = rank; turn < TEACHERS || this.#kills < KILLS; turn += TEACHERS) {
        await this.#demande(turn % 2 === 0 ? 'eleve' : 'equipe');
      }
    });
    try {
      await Promise.all(talking);
    } catch (error) {
      failed.abort();
      throw error;
    } finally {
      await killing;
    }
    await this.#quiet();
    const seconds = Math.round((Date.now() - began) / 1000);
    process.stdout.write(`      ${this.#kills} kills, ${this.#told.length} demandes, ${seconds} s (seed ${SEED})\n`);
  }

  async #killOften(stop: AbortSignal): Promise<void> {
    const { play } = this;
    while (this.#kills < KILLS && !stop.aborted) {
      await delay(this.#random() * LONGEST_LIFE_MS);
      await play.kill();
      this.#kills++;
      while (this.#kills < KILLS && this.#random() < START_SHARE) {
        const starting = play.start().catch(() => undefined);
        await delay(this.#random() * LONGEST_START_MS);
        await play.kill();
        await starting;
        this.#kills++;
      }
      await play.start();
    }
  }

  async #demande(cas: Cas): Promise<Told> {
    const { play } = this;
    const who = await play.person(`tue-claire-${++this.#teachers}`);
    const told: Told = { cas, place: await play.talk(who) };
    this.#told.push(told);
    await play.reads(told.place, /^Bonjour/);
    await tell(play, told.place, cas === 'eleve' ? casEleve(0, UAI) : casEquipe(UAI));
    told.numero = /2\d{3}-\d{4}/.exec(plain(await play.reads(told.place, /2\d{3}-\d{4}/)))![0];
    const pair = this.#freePairs.shift() ?? (await new Promise<Pair>((resolve) => this.#waiting.push(resolve)));
    try {
      told.thread = await leadToMember(play, pair, told.place, told.numero);
    } finally {
      const next = this.#waiting.shift();
      if (next) next(pair);
      else this.#freePairs.push(pair);
    }
    return told;
  }

  /** Everything that was to be sent was sent, and has been seen. */
  async #quiet(): Promise<void> {
    const db = await this.play.database();
    const done = async () => (await db.outboxQueue.depth()).waiting === 0;
    await until(done, 'all is sent', MINUTES);
    await db.close();
    for (const { place, thread } of this.#told) {
      await place.who.upToDate(place.room);
      if (thread) await thread.who.upToDate(thread.room);
    }
  }

  async checkTranscripts(): Promise<void> {
    assert.ok(this.#kills >= KILLS);
    for (const told of this.#told) {
      const { teacher, team } = this.#reference.get(told.cas)!;
      const transcripts = this.#transcripts(told);
      assert.deepEqual(transcripts.teacher, teacher);
      assert.deepEqual(transcripts.team, team);
    }
  }

  /** What the bot said, in its order, without what differs from one demande to the next. */
  #transcripts({ place, thread }: Told): { teacher: string[]; team: string[] } {
    const spoken = ({ who, room }: Place) => who.messages(room).filter(({ sender }) => sender === this.play.botId);
    const inThread = (message: SeenMessage) => message.id === thread!.thread || threadOf(message) === thread!.thread;
    return { teacher: spoken(place).map(said), team: spoken(thread!).filter(inThread).map(said) };
  }

  async checkDatabase(): Promise<void> {
    assert.ok(this.#kills >= KILLS);
    const db = await this.play.database();
    try {
      assert.deepEqual(await db.outboxQueue.depth(), { waiting: 0, dead: 0, oldestSeconds: 0 });
      assert.deepEqual(await db.outboxQueue.withoutCard(), []);
      await this.#checkDemandes(db);
    } finally {
      await db.close();
    }
    for (const event of ['incident', 'delivery_dead', 'tchap_event_not_taken', 'delivery_not_settled']) {
      assert.ok(!this.play.logs.includes(`"event":"${event}"`), event);
    }
  }

  async #checkDemandes(db: OpenedWithSql): Promise<void> {
    const rows = await db.sql<{ numero: string; external_id: string }>(
      'SELECT d.numero, i.external_id FROM demande d JOIN identite i ON i.id = d.demandeur_id ORDER BY d.numero',
    );
    assert.deepEqual(
      rows.map(({ numero }) => Number(numero.slice(5))),
      this.#told.map((_, rank) => rank + 1),
    );
    for (const { numero, external_id } of rows) {
      const { cas, place } = this.#told.find((told) => told.numero === numero)!;
      assert.equal(external_id, place.who.userId);
      const history = await historyOf(db, numero);
      assert.deepEqual(
        history.map(({ type }) => type),
        this.#reference.get(cas)!.history,
      );
    }
  }

  async checkCrypto(): Promise<void> {
    assert.ok(this.#kills >= KILLS);
    const [helene] = this.#people as [MatrixUser];
    assert.deepEqual(await identityOf(helene.client, this.play.botId), this.#identity);
    assert.ok(!this.play.logs.includes('"event":"tchap_unreadable"'));
    for (const { client } of [...this.#people, ...this.#told.map(({ place }) => place.who)]) {
      const events = client.getRooms().flatMap((room) => room.getLiveTimeline().getEvents());
      assert.deepEqual(events.filter((event: MatrixEvent) => event.isDecryptionFailure()).map(String), []);
    }
  }
}

/** Names, numbers and times are each demande's own. */
const said = (message: SeenMessage): string =>
  plain(message)
    .replaceAll(/tue-claire-\d+/g, 'tue-claire')
    .replaceAll(/Bruno Maréchaux|Sonia Delambre/g, 'l’analyste')
    .replaceAll(/Nadia Belhassen|Karim Ouhadi/g, 'le membre')
    .replaceAll(/2\d{3}-\d{4}/g, 'le numéro')
    .replaceAll(/\d{1,2} h \d{2}/g, 'l’heure');

/** Also that the row is what its history says. */
async function historyOf(db: OpenedWithSql, numero: string) {
  const [row] = await db.sql<{ id: string }>('SELECT id FROM demande WHERE numero = $1', [numero]);
  const [demande, history] = await db.unitOfWork.run(async ({ demandes }) => [
    await demandes.get(row!.id),
    await demandes.history(row!.id),
  ]);
  assert.deepEqual(demande, fold(history));
  return history;
}

/** The devices and the master key that the homeserver has of an account. */
async function identityOf(client: MatrixClient, userId: string) {
  const { device_keys: devices, master_keys: masters } = await client.downloadKeysForUsers([userId]);
  return { devices: devices[userId], master: masters?.[userId] };
}
