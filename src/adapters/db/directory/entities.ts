import { EntitySchema } from 'typeorm';
import type { CirconscriptionSetup, EcoleRecord, VacancesRecord } from '../../../app/ports/directory-admin.ts';
import type { Membre, Partenaire, Role } from '../../../app/ports/directory-store.ts';
import type { Address, ChannelId } from '../../../app/ports/inbound.ts';
import type { GroupeReponse, ReponseLocale } from '../../../core/pole/reponses.ts';

/** Rows of the directory, by the names of the code; NULL is null here, and absent in what the ports give. */
export interface CirconscriptionRow {
  code: string;
  nom: string;
  academie: string;
  zone: string;
  teamsTenant: string | null;
  delaiLecture: number;
  delaiSollicitation: number;
  delaiPriseAttache: number;
  delaiBilan: number;
  adresseCirconscription: string | null;
  adresseCpc: string | null;
  joursEcole: number[];
  heureDebut: string;
  heureFin: string;
  convergenceJours: number;
  convergenceEcoles: number;
}
export type EcoleRow = EcoleRecord;
export type MembreRow = Omit<Membre, 'matrixId'> & { matrixId: string | null; aadObjectId: string | null };
export interface IdentiteRow {
  id: string;
  channel: ChannelId;
  externalId: string;
  nom: string;
  emails: string[];
  aadObjectId: string | null;
  tenant: string | null;
  verifiedAt: Date | null;
  personal: Address | null;
  lastEcole: string | null;
}
export interface ReponseRow extends ReponseLocale {
  circonscription: string;
  rang: number;
}
/** `problematique` and `fonction`: the words that a circonscription chose, in its order. */
export interface LibelleRow {
  circonscription: string;
  libelle: string;
  rang: number;
}
export type ListName = keyof Pick<CirconscriptionSetup, 'problematiques' | 'fonctions'>;

const text = { type: 'text' } as const;
const texts = { type: 'text', array: true } as const;
const whole = { type: 'integer' } as const;
const yes = { type: 'boolean' } as const;
const key = { type: 'text', primary: true } as const;
const named = <T extends object>(column: T, name: string): T & { name: string } => ({ ...column, name });
const optional = <T extends object>(column: T): T & { nullable: true } => ({ ...column, nullable: true });

export const CirconscriptionEntity = new EntitySchema<CirconscriptionRow>({
  name: 'circonscription',
  columns: {
    code: named(key, 'circonscription'),
    nom: text,
    academie: text,
    zone: text,
    teamsTenant: optional(named(text, 'teams_tenant')),
    delaiLecture: named(whole, 'delai_lecture'),
    delaiSollicitation: named(whole, 'delai_sollicitation'),
    delaiPriseAttache: named(whole, 'delai_prise_attache'),
    delaiBilan: named(whole, 'delai_bilan'),
    adresseCirconscription: optional(named(text, 'adresse_circonscription')),
    adresseCpc: optional(named(text, 'adresse_cpc')),
    joursEcole: named({ ...whole, array: true }, 'jours_ecole'),
    heureDebut: named(text, 'heure_debut'),
    heureFin: named(text, 'heure_fin'),
    convergenceJours: named(whole, 'convergence_jours'),
    convergenceEcoles: named(whole, 'convergence_ecoles'),
  },
});

export const EcoleEntity = new EntitySchema<EcoleRow>({
  name: 'ecole',
  columns: {
    circonscription: key,
    uai: key,
    nom: text,
    type: text,
    statut: text,
    adresse: text,
    codePostal: named(text, 'code_postal'),
    commune: text,
    telephone: text,
    mail: text,
    maternelle: yes,
    elementaire: yes,
    ulis: yes,
    educationPrioritaire: named(text, 'education_prioritaire'),
    ouverte: yes,
  },
});

export const MembreEntity = new EntitySchema<MembreRow>({
  name: 'membre',
  columns: {
    circonscription: key,
    id: key,
    prenom: text,
    nom: text,
    email: text,
    fonctions: texts,
    secteurs: texts,
    roles: texts as { type: 'text'; array: true; default?: Role[] },
    actif: yes,
    matrixId: optional(named(text, 'matrix_id')),
    aadObjectId: optional(named(text, 'aad_object_id')),
  },
});

export const IdentiteEntity = new EntitySchema<IdentiteRow>({
  name: 'identite',
  columns: {
    id: key,
    channel: text,
    externalId: named(text, 'external_id'),
    nom: text,
    emails: texts,
    aadObjectId: optional(named(text, 'aad_object_id')),
    tenant: optional(text),
    verifiedAt: optional(named({ type: 'timestamptz' } as const, 'verified_at')),
    personal: optional({ type: 'jsonb' } as const),
    lastEcole: optional(named(text, 'last_ecole')),
  },
});

export const VacancesEntity = new EntitySchema<VacancesRecord>({
  name: 'vacances',
  columns: {
    circonscription: key,
    zone: key,
    annee: { ...whole, primary: true },
    nom: key,
    debut: key,
    reprise: text,
  },
});

const libelles = (name: string) =>
  new EntitySchema<LibelleRow>({ name, columns: { circonscription: key, libelle: key, rang: whole } });

export const ProblematiqueEntity = libelles('problematique');
export const FonctionEntity = libelles('fonction');

export const ReponseEntity = new EntitySchema<ReponseRow>({
  name: 'reponse',
  columns: {
    circonscription: key,
    value: named(key, 'valeur'),
    label: named(text, 'libelle'),
    groupe: text as { type: 'text'; default?: GroupeReponse },
    rang: whole,
  },
});

export const PartenaireEntity = new EntitySchema<Partenaire>({
  name: 'partenaire',
  columns: {
    circonscription: key,
    id: key,
    nom: text,
    genre: text,
    commune: text,
    telephone: text,
    courriel: text,
    adresse: text,
    actif: yes,
  },
});

export const ENTITIES = [
  CirconscriptionEntity,
  EcoleEntity,
  MembreEntity,
  IdentiteEntity,
  ProblematiqueEntity,
  FonctionEntity,
  VacancesEntity,
  ReponseEntity,
  PartenaireEntity,
];
