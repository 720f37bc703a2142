import { join } from 'node:path';
import { readCsvFile } from '../../src/adapters/files/csv-file.ts';
import { importVacances } from '../../src/app/directory/import-vacances.ts';
import type { Regles } from '../../src/core/demande/attentes.ts';
import { parisInstant } from '../../src/core/form/format-date.ts';
import type { OpenedWithSql } from '../support/databases.ts';
import { randomFrom } from '../support/seeded-random.ts';
import { AtWork } from './at-work.ts';
import { CODE, ecolesOfYear, type Member, members, pole, recordOf, type Teacher, teachers, team } from './cast.ts';
import { DailyPlan, type Doing } from './daily-plan.ts';
import { type Known, readChecked } from './demande-checks.ts';
import { type Chance, chance } from './fill-form.ts';
import { Hands } from './hands.ts';
import { ServerPair } from './server-pair.ts';
import { Steps } from './steps.ts';
import { type Day, END, FIRST_DAY, timetable } from './timetable.ts';
import { TEAM_ROOM } from './year-channel.ts';

export interface YearSize {
  demandes: number;
  ecoles: number;
  membres: number;
  /** How often one of the two processes dies. */
  kills: number;
  seed: number;
}

/** How many people do something at the same time. */
const AT_ONCE = 6;
const VACANCES = join(import.meta.dirname, '../../docs/exemples/vacances.csv');

/** One school year of a circonscription, day after day, on two server processes. */
export class SchoolYear {
  readonly #size: YearSize;
  readonly #by: Chance;
  readonly #hands: Hands;
  readonly #plan: DailyPlan;
  readonly #members: Member[];
  readonly db: OpenedWithSql;
  readonly servers: ServerPair;
  readonly steps: Steps;
  readonly regles: Regles;
  /** Every demande that was sent, as it was last read. */
  readonly known = new Map<string, Known>();
  /** How often demandes were read and checked. */
  checks = 0;

  private constructor(
    size: YearSize,
    db: OpenedWithSql,
    given: { servers: ServerPair; steps: Steps; regles: Regles; by: Chance; people: (Member | Teacher)[] },
  ) {
    this.#size = size;
    this.db = db;
    this.#by = given.by;
    this.servers = given.servers;
    this.steps = given.steps;
    this.regles = given.regles;
    this.#hands = new Hands(given.servers, db);
    this.#members = given.people.filter((one) => 'fonctions' in one);
    const work = new AtWork(this.#hands, given.by);
    const cast = { members: this.#members, teachers: given.people.filter((one) => 'uai' in one) };
    this.#plan = new DailyPlan({ ...cast, by: given.by, work, hands: this.#hands, servers: given.servers });
  }

  /** @param where an empty database */
  static async open(size: YearSize, db: OpenedWithSql, where: { url: string; folder: string }): Promise<SchoolYear> {
    const by = chance(randomFrom(size.seed));
    const ecoles = ecolesOfYear(size.ecoles);
    const membres = [...team(), ...members(size.membres)];
    const admin = db.directoryAdmin;
    await admin.configure(pole(), false);
    await admin.importEcoles(ecoles, false);
    await admin.importMembres(CODE, membres.map(recordOf), true, false);
    await importVacances(admin, await readCsvFile(VACANCES, () => true), { dryRun: false });
    const calendar = await db.directory.calendar(pole());
    const unreachable = membres.filter((one) => one.unreachable).map(({ externalId }) => externalId);
    const inTeam = team().map(({ externalId }) => externalId);
    const settings = { databaseUrl: where.url, dataDir: where.folder, unreachable, team: inTeam };
    const steps = new Steps();
    const servers = new ServerPair(settings, by, steps);
    const people = [...membres, ...teachers(Math.ceil(size.demandes / 4) + 20, ecoles)];
    return new SchoolYear(size, db, { servers, steps, by, people, regles: { calendar, delais: pole().delais } });
  }

  /** Everything, from the first day to the end. */
  async live(): Promise<void> {
    await this.servers.start();
    this.servers.now = Date.parse(parisInstant(FIRST_DAY, '08:00'));
    await this.#hands.write(team()[0]!, 'canal d’analyse', TEAM_ROOM);
    this.#plan.begin(await this.db.directory.membres(CODE));
    for (const day of timetable(this.#size, this.#by)) {
      await this.#morning(day);
      const doings = day.lived ? this.#plan.of(day.day, this, day.sendings) : [];
      for (const [rank, time] of day.moments.entries()) {
        this.servers.skew(day.goesBack && rank > 0);
        const now = doings.filter((_, one) => one % day.moments.length === rank);
        await this.#moment(parisInstant(day.day, time), now, day.death && rank === 0);
      }
    }
  }

  async #morning({ day, planned }: Day): Promise<void> {
    this.servers.now = Date.parse(parisInstant(day, '05:00'));
    this.servers.skew(false);
    const leaving = this.#members.some(({ leaves }) => leaves === day);
    if (leaving) {
      const staying = this.#members.filter(({ leaves = END }) => leaves > day);
      await this.db.directoryAdmin.importMembres(CODE, staying.map(recordOf), true, false);
    }
    if (leaving || planned) await this.servers.plan();
  }

  async #moment(instant: string, doings: Doing[], dies: boolean): Promise<void> {
    this.servers.now = Date.parse(instant);
    const work = async () => {
      await Promise.all([this.servers.tick(), this.#together(doings)]);
    };
    await (dies ? this.servers.killingOne(work) : work());
    await this.#hands.settled();
    await this.#readChanged();
  }

  /** Several at once, but nobody two things at a time. */
  async #together(doings: Doing[]): Promise<void> {
    const left = [...doings];
    const busy = new Set<Doing['who']>();
    const next = (): Doing | undefined => {
      const rank = left.findIndex(({ who }) => !busy.has(who));
      return rank < 0 ? undefined : left.splice(rank, 1)[0];
    };
    const one = async () => {
      for (let doing = next(); doing; doing = next()) {
        busy.add(doing.who);
        await doing.act();
        busy.delete(doing.who);
        if (doing.demandeId !== undefined) await this.#read(doing.demandeId);
      }
    };
    try {
      await Promise.all(Array.from({ length: AT_ONCE }, one));
    } finally {
      // After a failure the others do nothing more either.
      left.length = 0;
    }
  }

  async #readChanged(): Promise<void> {
    const rows = await this.db.sql<{ id: string; version: number }>('SELECT id, version FROM demande');
    const changed = rows.filter(({ id, version }) => this.known.get(id)?.demande.version !== version);
    for (const { id } of changed) await this.#read(id);
  }

  async #read(id: string): Promise<void> {
    this.checks += 1;
    this.known.set(id, await readChecked(this.db, id, this.regles, this.#hands.today));
  }
}
