import type { ReponseLocale } from '../../core/pole/reponses.ts';
import type { Circonscription, Partenaire, Role } from './directory-store.ts';

/** What `configurer` writes; `problematiques` and `fonctions` in their order. */
export interface CirconscriptionSetup extends Circonscription {
  problematiques: string[];
  /** Absent: left as they are. */
  fonctions?: string[];
  /** Absent: left as they are. */
  reponses?: ReponseLocale[];
}

export interface EcoleRecord {
  uai: string;
  circonscription: string;
  nom: string;
  type: string;
  statut: string;
  adresse: string;
  codePostal: string;
  commune: string;
  telephone: string;
  mail: string;
  maternelle: boolean;
  elementaire: boolean;
  ulis: boolean;
  educationPrioritaire: string;
  ouverte: boolean;
}

export interface MembreRecord {
  circonscription: string;
  prenom: string;
  nom: string;
  email: string;
  /** Absent: left as it is. Empty: none. */
  matrixId?: string;
  fonctions: string[];
  secteurs: string[];
  roles: Role[];
}

/** Days without school of one zone, in one school year. */
export interface VacancesRecord {
  circonscription: string;
  zone: string;
  /** The year in which the school year began. */
  annee: number;
  nom: string;
  /** YYYY-MM-DD: the first day without school, and the day on which classes begin again. */
  debut: string;
  reprise: string;
}
/** A structure is known by its name, its genre and its commune. */
export type PartenaireRecord = Omit<Partenaire, 'id' | 'actif'>;

export interface Changes {
  added: number;
  changed: number;
  unchanged: number;
  deactivated: number;
  /** The keys (UAI, e-mail, code) that were added or changed or deactivated, for the report. */
  details: { key: string; what: 'added' | 'changed' | 'deactivated' }[];
}

/** What a circonscription holds, for `etat` and for the warning that no pilot remains. */
export interface CirconscriptionOverview {
  code: string;
  nom: string;
  problematiques: number;
  ecolesOuvertes: number;
  ecolesFermees: number;
  membresActifs: number;
  membresInactifs: number;
  /** Active members who may act in the analysis channel: équipe restreinte or pilote. */
  equipeRestreinte: number;
  /** School years whose holidays are imported for its zone, in order, each by the year in which it began. */
  annees: number[];
  /** E-mails of the active pilots. */
  pilotes: string[];
}

/** All or nothing each; `dryRun` reports and writes nothing. Each real change bumps the directory's revision and is journaled. */
export interface DirectoryAdmin {
  circonscriptions(): Promise<Circonscription[]>;
  /** By code. */
  overview(): Promise<CirconscriptionOverview[]>;
  configure(setup: CirconscriptionSetup, dryRun: boolean): Promise<Changes>;
  importEcoles(records: EcoleRecord[], dryRun: boolean): Promise<Changes>;
  /** `complete`: members of that circonscription absent from `records` are deactivated. */
  importMembres(circonscription: string, records: MembreRecord[], complete: boolean, dryRun: boolean): Promise<Changes>;
  /** Of each school year that `records` name for a circonscription, they become all the holidays. */
  importVacances(records: VacancesRecord[], dryRun: boolean): Promise<Changes>;
  /** What each circonscription adds to the list of answers or names otherwise. */
  reponses(circonscription: string): Promise<ReponseLocale[]>;
  /** `complete`: structures of that circonscription absent from `records` are put aside. */
  importPartenaires(
    circonscription: string,
    records: PartenaireRecord[],
    complete: boolean,
    dryRun: boolean,
  ): Promise<Changes>;
}

/** An import names a circonscription that `configurer` never wrote. */
export class UnknownCirconscription extends Error {
  readonly code: string;
  constructor(code: string) {
    super(`circonscription ${code} is not configured`);
    this.name = 'UnknownCirconscription';
    this.code = code;
  }
}
