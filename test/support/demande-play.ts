import { type Command, type Decision, decide } from '../../src/core/demande/decide.ts';
import type { Demande, Person } from '../../src/core/demande/demande.ts';
import type { DemandeEvent } from '../../src/core/demande/events.ts';
import { evolve } from '../../src/core/demande/evolve.ts';
import { withoutLastAct } from '../../src/core/demande/last-act.ts';
import { type Actor, SYSTEME } from '../../src/core/demande/rights.ts';

const person = (id: string, nom: string): Person => ({ id, nom });

/** Who is in these tests; members are known by their directory id. */
export const ACTORS = {
  claire: { person: person('claire', 'Claire Durand'), analyste: false },
  ana: { person: person('ana', 'Ana Lestrade'), analyste: true, membreId: 'm-ana' },
  bob: { person: person('bob', 'Bob Morvan'), analyste: true, membreId: 'm-bob' },
  luc: { person: person('luc', 'Luc Besnard'), analyste: false, membreId: 'm-luc' },
  zoe: { person: person('zoe', 'Zoé Roy'), analyste: false, membreId: 'm-zoe' },
  ines: { person: person('ines', 'Inès Colas'), analyste: false, membreId: 'm-ines' },
  max: { person: person('max', 'Max Henry'), analyste: false, membreId: 'm-max' },
  auteur: { person: person('auteur', 'Une Autrice'), analyste: false },
  passant: { person: person('passant', 'Un Passant'), analyste: false },
  systeme: SYSTEME,
} as const satisfies { [name: string]: Actor };
export type ActorName = keyof typeof ACTORS;

/** What of the Annexe 1 must be in no notice and no base card. */
export const SECRETS = ['Lapierre', '2016-03-12', '12 mars 2016', 'Se lève sans cesse', 'Un plan de travail'];

export const LUC = { membreId: 'm-luc', nom: 'Luc Besnard', fonctions: ['CPC'], accordParentsRequis: false };
export const INES = { membreId: 'm-ines', nom: 'Inès Colas', fonctions: ['ERUN'], accordParentsRequis: false };
export const ZOE = { membreId: 'm-zoe', nom: 'Zoé Roy', fonctions: ['psyEN'], accordParentsRequis: true };

type CommandOf<T extends Command['type']> = Extract<Command, { type: T }>;

/** One command of each kind that its party may give in the right state; what takes back an act needs the state before. */
export const COMMANDS: { [type in Exclude<Command['type'], 'annuler_acte'>]: CommandOf<type> } = {
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
  noter_intervention: {
    type: 'noter_intervention',
    acte: 'prise_attache',
    date: '2026-10-05',
    avec: '',
    note: 'Par téléphone.',
    partagee: false,
  },
  proposer_dates: {
    type: 'proposer_dates',
    objet: 'observation',
    creneaux: ['2026-10-12T09:00', '2026-10-13T14:00'],
    lieu: 'Salle des maîtres',
    duree: 60,
  },
  choisir_date: { type: 'choisir_date', rang: 1, creneau: '2026-10-12T09:00' },
  refuser_dates: { type: 'refuser_dates', rang: 1, motif: 'Je suis en sortie.' },
  annuler_rendez_vous: { type: 'annuler_rendez_vous', rang: 1, motif: 'Empêchement.' },
  ecrire_demandeur: { type: 'ecrire_demandeur', texte: 'Pouvons-nous nous voir ?' },
  ecrire_pole: { type: 'ecrire_pole', texte: 'Avec plaisir.' },
  proposer_reponse: {
    type: 'proposer_reponse',
    genre: 'formation',
    libelle: 'Action de formation',
    detail: '',
    qui: '',
    partenaire: '',
    formation: { id: 'f-1', titre: 'Lecture' },
    accordParents: false,
    accordParentsRequis: false,
  },
  organiser_reponse: { type: 'organiser_reponse', rang: 1, debut: '2026-11-03', fin: '', avec: 'Inès Colas' },
  realiser_reponse: { type: 'realiser_reponse', rang: 1, date: '2026-11-10', note: 'Fait.', partagee: true },
  abandonner_reponse: { type: 'abandonner_reponse', rang: 1, motif: 'plus nécessaire' },
  accepter_echange: { type: 'accepter_echange', rang: 2 },
  decliner_echange: { type: 'decliner_echange', rang: 2, motif: '' },
  fixer_bilan: { type: 'fixer_bilan', date: '2026-12-01' },
  donner_avis: { type: 'donner_avis', effet: 'mieux', suite: 'clore', texte: 'Merci.' },
  noter_bilan: { type: 'noter_bilan', effet: 'mieux', suite: 'clore', texte: 'Bon bilan.', partagee: true },
  poursuivre: { type: 'poursuivre', note: '' },
  renouveler: { type: 'renouveler', note: '' },
  clore: { type: 'clore', motif: 'objectif atteint', texte: 'Merci à toutes et à tous.' },
  rouvrir: { type: 'rouvrir', motif: 'Nouvel élément.' },
  passer_la_main: { type: 'passer_la_main', motif: 'changement de poste' },
  changer_referent: { type: 'changer_referent', membreId: 'm-ines' },
  signaler_depart: { type: 'signaler_depart', membreId: 'm-zoe' },
  corriger_ecole: {
    type: 'corriger_ecole',
    ecole: { uai: '0760002B', nom: 'École Jean Macé', commune: 'Bihorel', circonscription: 'ROUEN-NORD' },
  },
  fusionner: {
    type: 'fusionner',
    dans: { id: 'd-2', numero: '2026-0007', circonscription: 'ROUEN-NORD', etat: 'premiere_intention' },
  },
  absorber: {
    type: 'absorber',
    demande: {
      id: 'd-2',
      numero: '2026-0007',
      demandeur: person('hugo', 'Hugo Petit'),
      absorbees: [],
    },
  },
  detacher: { type: 'detacher', demande: { id: 'd-2', numero: '2026-0007', absorbees: [] } },
  rappeler: { type: 'rappeler', cle: 'lecture', etape: 'lecture', a: 'equipe', rang: 1 },
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
    const given =
      command.type === 'annuler_acte' ? { ...command, ...withoutLastAct(this.events, this.demande) } : command;
    const decision = decide(this.demande, given, ACTORS[who], this.now());
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
