import { type Command, type Decision, decide } from '../../src/core/demande/decide.ts';
import type { Demande, DemandeEvent, Person } from '../../src/core/demande/demande.ts';
import { evolve } from '../../src/core/demande/evolve.ts';
import { type Actor, SYSTEME } from '../../src/core/demande/rights.ts';

const person = (id: string, nom: string): Person => ({ id, nom });

/** Who is in these tests; members are known by their directory id. */
export const ACTORS = {
  claire: { person: person('claire', 'Claire Durand'), analyste: false },
  ana: { person: person('ana', 'Ana Lestrade'), analyste: true, membreId: 'm-ana' },
  bob: { person: person('bob', 'Bob Morvan'), analyste: true, membreId: 'm-bob' },
  luc: { person: person('luc', 'Luc Besnard'), analyste: false, membreId: 'm-luc' },
  zoe: { person: person('zoe', 'Zoé Roy'), analyste: false, membreId: 'm-zoe' },
  passant: { person: person('passant', 'Un Passant'), analyste: false },
  systeme: SYSTEME,
} as const satisfies { [name: string]: Actor };
export type ActorName = keyof typeof ACTORS;

/** What of the Annexe 1 must be in no notice and no base card. */
export const SECRETS = ['Lapierre', '2016-03-12', '12 mars 2016', 'Se lève sans cesse', 'Un plan de travail'];

export const LUC = { membreId: 'm-luc', nom: 'Luc Besnard', fonctions: ['CPC'], accordParentsRequis: false };
export const ZOE = { membreId: 'm-zoe', nom: 'Zoé Roy', fonctions: ['psyEN'], accordParentsRequis: true };

/** One command of each kind that its party may give in the right state. */
export const COMMANDS: { [type in Command['type']]: Extract<Command, { type: type }> } = {
  completer: {
    type: 'completer',
    ecole: { uai: '0760001A', nom: 'École Jules Ferry', commune: 'Bihorel' },
    annexe: { cas: 'eleve', eleve_nom: 'Camille Lapierre' },
    formVersion: 1,
  },
  retirer: { type: 'retirer', motif: '' },
  prendre_en_analyse: { type: 'prendre_en_analyse' },
  qualifier: { type: 'qualifier', problematiques: ['Lecture'], note: 'Vu en équipe.' },
  demander_complement: { type: 'demander_complement', question: 'Depuis quand ?' },
  repondre_complement: { type: 'repondre_complement', reponse: 'Depuis la rentrée.' },
  solliciter: { type: 'solliciter', membres: [LUC], message: 'Pouvez-vous y aller ?', accordParents: false },
  reorienter: { type: 'reorienter', texte: 'Bonjour, voyez le RASED.' },
  accepter: { type: 'accepter' },
  decliner: { type: 'decliner', motif: 'absence' },
  noter_prise_attache: { type: 'noter_prise_attache', date: '2026-10-05', note: 'Par téléphone.' },
  signaler_injoignable: { type: 'signaler_injoignable', membreId: 'm-luc' },
};

/** Given a demande just sent, when people act one after the other, then… */
export class DemandePlay {
  readonly events: DemandeEvent[] = [];
  demande: Demande;
  #minute = 0;

  constructor() {
    const sent: DemandeEvent = {
      type: 'demande_envoyee',
      at: this.now(),
      by: ACTORS.claire.person,
      id: 'd-1',
      circonscription: 'ROUEN-NORD',
      numero: '2026-0042',
      ecole: { uai: '0760001A', nom: 'École Jules Ferry', commune: 'Bihorel' },
      annexe: {
        cas: 'eleve',
        eleve_nom: 'Camille Lapierre',
        naissance: '2016-03-12',
        difficultes: 'Se lève sans cesse.',
        droit_commun: 'Un plan de travail.',
      },
      formVersion: 1,
    };
    this.events.push(sent);
    this.demande = evolve(undefined, sent);
  }

  now(): string {
    this.#minute += 1;
    return new Date(Date.UTC(2026, 9, 1, 8, this.#minute)).toISOString();
  }

  try(who: ActorName, command: Command): Decision {
    const decision = decide(this.demande, command, ACTORS[who], this.now());
    if (decision.ok) {
      this.events.push(...decision.events);
      this.demande = decision.events.reduce<Demande>(evolve, this.demande);
    }
    return decision;
  }

  /** The same, which must be allowed. */
  do(who: ActorName, command: Command): this {
    const decision = this.try(who, command);
    if (!decision.ok) throw new Error(`${who} may not ${command.type}: ${decision.refusal.code}`);
    return this;
  }

  taken(): this {
    return this.do('ana', COMMANDS.prendre_en_analyse);
  }

  asked(...membres: (typeof LUC)[]): this {
    return this.do('ana', { type: 'solliciter', membres, message: '', accordParents: true });
  }
}
