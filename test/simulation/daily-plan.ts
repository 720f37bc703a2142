import type { Membre } from '../../src/app/ports/directory-store.ts';
import type { ActionName } from '../../src/core/action.ts';
import { type Attente, attentesOf, isLate, type Regles } from '../../src/core/demande/attentes.ts';
import type { Demande } from '../../src/core/demande/demande.ts';
import { ENDED } from '../../src/core/demande/transitions.ts';
import { addDays } from '../../src/core/form/calendar-day.ts';
import type { AtWork } from './at-work.ts';
import type { Member, Person, Teacher } from './cast.ts';
import type { Known } from './demande-checks.ts';
import type { Chance } from './fill-form.ts';
import type { Hands } from './hands.ts';
import { offered } from './offers.ts';
import { isSchoolDayHere } from './paris-calendar.ts';
import { sendDemande } from './send-demande.ts';
import type { ServerPair } from './server-pair.ts';
import { LAST_DAY } from './timetable.ts';
import { privateRoom, TEAM_ROOM } from './year-channel.ts';

/** Something that somebody does on a day. */
export interface Doing {
  who: Person;
  /** The demande it is about, as far as it is known before. */
  demandeId?: string;
  act(): Promise<unknown>;
}

interface World {
  members: Member[];
  teachers: Teacher[];
  by: Chance;
  work: AtWork;
  hands: Hands;
  servers: ServerPair;
}

/** Of a day and a demande: somebody looks at it though nothing is awaited of them. */
const UNASKED = 0.02;
/** A button of an older message is pressed, in its place. */
const OLDER_BUTTON = 0.15;
/** How eager people are before what is awaited of them is late. */
const EARLY = {
  ...{ complement: 0.6, rendez_vous: 0.6, avis: 0, reponse: 0.6, prise_attache: 0.5, suite: 0.15, bilan: 0 },
};
/** Demandes that the équipe restreinte forgets until its pilote is told: one in so many. */
const FORGOTTEN_ONE_IN = 17;
/** Of a school day and a member: they tell that they will be away. */
const AWAY = 0.02;
const BACK_EARLY = 0.05;
const LONG_ABSENCE = 'je suis absente du 06/09/2027 au 15/10/2027';

/** Who does what on each day of the year: people of unequal zeal, in front of what is awaited of them. */
export class DailyPlan {
  readonly #world: World;
  readonly #memberById = new Map<string, Member>();
  readonly #people = new Map<string, Person>();
  readonly #awayUntil = new Map<Member, string>();

  constructor(world: World) {
    this.#world = world;
  }

  /** @param known of the directory, which gives each member their id */
  begin(known: readonly Membre[]): void {
    const { members, teachers } = this.#world;
    for (const { id, email } of known) {
      const member = members.find(({ externalId }) => email.startsWith(`${externalId}@`));
      if (member) this.#memberById.set(id, member);
    }
    for (const person of [...members, ...teachers]) this.#people.set(person.externalId, person);
  }

  of(day: string, year: { known: ReadonlyMap<string, Known>; regles: Regles }, sendings: number): Doing[] {
    const { teachers, hands, by } = this.#world;
    const sent = Array.from({ length: sendings }, (): Doing => {
      const who = by.pick(teachers);
      return { who, act: () => sendDemande({ hands, by }, who) };
    });
    if (!isSchoolDayHere(day)) return sent;
    const onDemandes = [...year.known.values()].flatMap(({ demande }) => this.#onDemande(demande, year.regles, day));
    return shuffled([...sent, ...this.#absences(day), ...onDemandes], by);
  }

  #onDemande(demande: Demande, regles: Regles, day: string): Doing[] {
    const { by } = this.#world;
    const ended = ENDED.includes(demande.etat);
    const awaited = attentesOf(demande, regles, day).flatMap((wait) => this.#awaited(demande, wait, day));
    const unasked = by.next() < (ended ? UNASKED / 10 : UNASKED) ? [this.#anybody(demande)] : [];
    const looks = [...awaited, ...unasked].flatMap((who) => (who === undefined ? [] : this.#look(who, demande)));
    return [...looks, ...this.#exchanges(demande)];
  }

  /** A colleague who is asked to share their experience has a card for it, and nothing else of the demande. */
  #exchanges({ id, reponses }: Demande): Doing[] {
    const { by, servers, work } = this.#world;
    return reponses.flatMap(({ collegue }): Doing[] => {
      const who = collegue?.etat === 'en_attente' ? this.#memberById.get(collegue.membreId) : undefined;
      if (who === undefined || by.next() >= who.zeal) return [];
      const cards = servers.post.standing(privateRoom(who.externalId, who.channel).conversationId);
      const card = cards.find((one) => offered(one, 'accepter_echange')?.action.demandeId === id);
      return card === undefined ? [] : [{ who, demandeId: id, act: () => work.pressAnother(who, card) }];
    });
  }

  #awaited(demande: Demande, wait: Attente, day: string): Person[] {
    const { by } = this.#world;
    // A card of their own is for that.
    if (wait.etape === 'echange') return [];
    const who = wait.qui === 'equipe' ? this.#ofTeam(demande) : this.#concerned(demande, wait);
    // What is not late yet can wait; the team reads what comes.
    const eager = wait.qui === 'equipe' || isLate(wait, day) ? 1 : EARLY[wait.etape];
    if (who === undefined || by.next() >= who.zeal * eager) return [];
    return (this.#awayUntil.get(who as Member) ?? '') >= day ? [] : [who];
  }

  /** What the équipe restreinte has forgotten is done by the pilote, once told. */
  #ofTeam({ numero, rappels }: Demande): Person | undefined {
    const [pilote, analysts] = [this.#people.get('pilote'), [1, 2, 3].map((rank) => `analyste-${rank}`)];
    if (Object.values(rappels).some(({ nombre }) => nombre > 2)) return pilote;
    const forgotten = Number(numero.slice(-4)) % FORGOTTEN_ONE_IN === 0;
    return forgotten ? undefined : this.#people.get(this.#world.by.pick(analysts));
  }

  #concerned({ demandeur }: Demande, wait: Attente): Person | undefined {
    return wait.qui === 'membre' ? this.#memberById.get(wait.membreId) : this.#people.get(demandeur.nom);
  }

  #anybody(demande: Demande): Person | undefined {
    const { by } = this.#world;
    const asked = demande.sollicitations.flatMap(({ membreId }) => this.#memberById.get(membreId) ?? []);
    return by.pick([this.#people.get(demande.demandeur.nom), this.#people.get('analyste-1'), ...asked]);
  }

  #look(who: Person, demande: Demande): Doing {
    const { by, work, servers } = this.#world;
    const place = this.#isOfTeam(who) ? TEAM_ROOM : undefined;
    if (by.next() < OLDER_BUTTON) {
      const room = place ?? privateRoom(who.externalId, who.channel);
      const cards = servers.post.standing(room.conversationId);
      if (cards.length > 0) return { who, act: () => work.pressAnother(who, by.pick(cards), place) };
    }
    const entry = { v: 1, action: this.#entry(who, demande), demandeId: demande.id } as const;
    return { who, demandeId: demande.id, act: () => work.lookAndAct(who, entry, place) };
  }

  #isOfTeam(who: Person): boolean {
    return 'roles' in who && !(who as Member).roles.includes('membre');
  }

  #entry(who: Person, { sollicitations }: Demande): ActionName {
    if (this.#isOfTeam(who)) return 'voir_dossier';
    if (!('roles' in who)) return 'voir_suivi';
    const mine = sollicitations.find(({ membreId }) => this.#memberById.get(membreId) === who);
    return mine?.etat === 'acceptee' ? 'voir_intervention' : 'voir_base';
  }

  #absences(day: string): Doing[] {
    const { members, by, hands } = this.#world;
    return members.flatMap((who, rank): Doing[] => {
      // Nobody does anything after the year: who is away then must be spared all the same.
      if (day === LAST_DAY) return rank % 3 === 0 ? [{ who, act: () => hands.write(who, LONG_ABSENCE) }] : [];
      const away = (this.#awayUntil.get(who) ?? '') >= day;
      if (away && by.next() < BACK_EARLY) {
        this.#awayUntil.delete(who);
        return [{ who, act: () => hands.write(who, 'je suis de retour') }];
      }
      if (away || by.next() >= AWAY) return [];
      const du = addDays(day, by.between(0, 3));
      const au = addDays(du, by.between(0, 9));
      this.#awayUntil.set(who, au);
      return [{ who, act: () => hands.write(who, `je suis absente du ${french(du)} au ${french(au)}`) }];
    });
  }
}

function french(day: string): string {
  return day.split('-').reverse().join('/');
}

function shuffled<T>(list: T[], by: Chance): T[] {
  return list
    .map((one) => ({ one, rank: by.next() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ one }) => one);
}
