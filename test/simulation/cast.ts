import type { CirconscriptionSetup, EcoleRecord, MembreRecord } from '../../src/app/ports/directory-admin.ts';
import type { Role } from '../../src/app/ports/directory-store.ts';
import type { ChannelId } from '../../src/app/ports/inbound.ts';
import { ECOLES_BY_COMMUNE, ecolesOfCommune } from '../bench/many-ecoles.ts';
import { circonscription } from '../support/pole.ts';

/** Somebody of the simulated year. */
export interface Person {
  /** Their account, their name, and the local part of their e-mail. */
  externalId: string;
  channel: ChannelId;
  /** How likely they do within a day what is awaited of them, from 0 (never) to 1. */
  zeal: number;
}

export interface Teacher extends Person {
  uai: string;
}

export interface Member extends Person {
  fonctions: string[];
  roles: Role[];
  /** The bot cannot write to them. */
  unreachable: boolean;
  /** YYYY-MM-DD: they leave the pôle. */
  leaves?: string;
}

export const CODE = 'ANNEE';

const FONCTIONS = [
  ...['CPC', 'Maître-formateur', 'MAT', 'ERUN', 'Enseignant référent', 'Psychologue scolaire', 'RASED', 'UPE2A'],
  ...['PIAL', 'ULIS', 'Infirmière scolaire', 'REP+', 'Directeur', 'Assistante sociale', 'Équipe pHARe'],
];
const PROBLEMATIQUES = ['Lecture', 'Comportement', 'Langage', 'Inclusion', 'Climat de classe', 'Mathématiques'];

export function pole(): CirconscriptionSetup {
  const delais = { lecture: 2, sollicitation: 3, priseAttache: 4, bilan: 20 };
  return { ...circonscription(CODE), delais, problematiques: PROBLEMATIQUES, fonctions: FONCTIONS };
}

export function ecolesOfYear(count: number): EcoleRecord[] {
  const communes = Array.from({ length: Math.ceil(count / ECOLES_BY_COMMUNE) }, (_, rank) => ecolesOfCommune(rank));
  return communes
    .flat()
    .slice(0, count)
    .map((ecole) => ({ ...ecole, circonscription: CODE }));
}

/** Of ten: one never answers, two are forgetful. */
const ZEAL = [0.35, 0.5, 0.06, 0.3, 0.4, 0, 0.6, 0.25, 0.04, 0.45];
const UNREACHABLE = [7, 23];
const LEAVES: { [rank: number]: string } = { 11: '2026-11-20', 19: '2027-01-25', 31: '2027-03-22' };

export function team(): Member[] {
  const analysts = [1, 2, 3].map((rank) => member(`analyste-${rank}`, ['CPC'], ['equipe_restreinte'], 0.5));
  return [...analysts, member('pilote', ['IEN'], ['pilote'], 0.3)];
}

export function members(count: number): Member[] {
  return Array.from({ length: count }, (_, rank) => ({
    ...member(`membre-${rank}`, [FONCTIONS[rank % FONCTIONS.length]!], ['membre'], ZEAL[rank % ZEAL.length]!),
    unreachable: UNREACHABLE.includes(rank),
    ...(LEAVES[rank] === undefined ? {} : { leaves: LEAVES[rank] }),
  }));
}

function member(externalId: string, fonctions: string[], roles: Role[], zeal: number): Member {
  return { externalId, channel: 'teams', zeal, fonctions, roles, unreachable: false };
}

export function recordOf({ externalId, fonctions, roles }: Member): MembreRecord {
  const email = `${externalId}@annee.example`;
  return { circonscription: CODE, prenom: 'Paule', nom: externalId, email, fonctions, roles, secteurs: [] };
}

/** One of five writes in Tchap, where a form is asked question by question. */
export function teachers(count: number, ecoles: readonly EcoleRecord[]): Teacher[] {
  return Array.from({ length: count }, (_, rank) => ({
    externalId: `enseignante-${rank}`,
    channel: rank % 5 === 4 ? 'tchap' : 'teams',
    zeal: ZEAL[(rank * 7) % ZEAL.length]!,
    uai: ecoles[(rank * 37) % ecoles.length]!.uai,
  }));
}
