import type { Ecole } from '../../core/form/types.ts';
import type { Seuil } from '../../core/pole/convergence.ts';
import type { ReponseLocale } from '../../core/pole/reponses.ts';
import type { SchoolCalendar } from '../../core/pole/school-calendar.ts';
import type { Address, ChannelId } from './inbound.ts';

export interface Circonscription {
  code: string;
  nom: string;
  academie: string;
  zone: string;
  teamsTenant?: string;
  /** School days. */
  delais: { lecture: number; sollicitation: number; priseAttache: number; bilan: number };
  adresses: { circonscription?: string; cpc?: string };
  /** Week days with school, 0 for Sunday to 6 for Saturday. */
  joursEcole: number[];
  /** Working hours in Paris, `HH:MM`. */
  heures: { debut: string; fin: string };
  /** When écoles are said to share a problématique. */
  convergence: Seuil;
}

export type Role = 'pilote' | 'equipe_restreinte' | 'membre';

export interface Membre {
  id: string;
  circonscription: string;
  prenom: string;
  nom: string;
  /** Lower case. */
  email: string;
  /** Their Tchap account (`@local:server`, lower case), when the directory names it. */
  matrixId?: string;
  fonctions: string[];
  secteurs: string[];
  roles: Role[];
  actif: boolean;
}

/** A structure to which an answer may lead, chosen by the kind of answer. */
export interface Partenaire {
  circonscription: string;
  id: string;
  nom: string;
  /** The value of an answer (core/pole/reponses.ts). */
  genre: string;
  commune: string;
  telephone: string;
  /** Lower case. */
  courriel: string;
  adresse: string;
  actif: boolean;
}

/** One account in one channel: the person as the product knows them. */
export interface Identite {
  id: string;
  channel: ChannelId;
  externalId: string;
  nom: string;
  /** Verified by the channel's roster, or by a code where it verifies none; lower case. */
  emails: string[];
  aadObjectId?: string;
  tenant?: string;
  /** When the roster was last asked, ISO 8601; absent when it never answered. */
  verifiedAt?: string;
  /** Their private conversation with the bot. */
  personal?: Address;
  /** UAI of the école of their last demande. */
  lastEcole?: string;
}

/** A place's roster as last known, for one account; shared by all processes. */
export interface RosterEntry {
  present: boolean;
  /** ISO 8601. */
  checkedAt: string;
}

/** Where a circonscription's équipe restreinte works. */
export interface AnalysisChannel {
  circonscription: string;
  address: Address;
  setAt: string;
}

export interface DirectoryStore {
  /** All, or those that a Teams tenant may see: theirs, and those bound to no tenant. */
  circonscriptions(tenant?: string): Promise<Circonscription[]>;
  circonscription(code: string): Promise<Circonscription | undefined>;
  /** When people of a circonscription are at school, with the holidays imported for its zone. */
  calendar(circonscription: Circonscription): Promise<SchoolCalendar>;
  /** The open écoles of these circonscriptions. */
  ecoles(circonscriptions: string[]): Promise<Ecole[]>;
  /** Changes whenever an import changed écoles or circonscriptions: tells a cache that it is stale. */
  revision(): Promise<string>;
  problematiques(circonscription: string): Promise<string[]>;
  /** What it adds to the list of answers or names otherwise, in its order. */
  reponses(circonscription: string): Promise<ReponseLocale[]>;
  /** Those in use, by name. */
  partenaires(circonscription: string): Promise<Partenaire[]>;
  /** Active members. */
  membres(circonscription: string): Promise<Membre[]>;
  membre(circonscription: string, id: string): Promise<Membre | undefined>;
  /** The active directory entries of a verified person, in every circonscription, by account or e-mail. */
  membresOf(identite: Identite): Promise<Membre[]>;
  /**
   * The active entries whose e-mail, written as the local part of a Tchap id, is this one. They tell to which mailbox
   * a code may be sent, and give no right: anybody's homeserver can name an account so.
   */
  membresNamed(tchapLocalpart: string): Promise<Membre[]>;
  /** Open interventions and recent refusals (30 days) of each member, by membre id. */
  charges(
    circonscription: string,
  ): Promise<Map<string, { ouvertes: number; refusRecents: number; injoignable: boolean }>>;

  identite(channel: ChannelId, externalId: string): Promise<Identite | undefined>;
  identiteById(id: string): Promise<Identite | undefined>;
  /** The accounts known to be this member's (by account or verified e-mail), most recently verified first. */
  identitesOfMembre(membre: Membre): Promise<Identite[]>;
  /**
   * Creates or refreshes an account by (channel, externalId); keeps what the argument does not give. Where the channel
   * verifies no e-mail, none are to be given: those that a code confirmed stay.
   */
  saveIdentite(identite: Omit<Identite, 'id' | 'emails'> & Partial<Pick<Identite, 'emails'>>): Promise<Identite>;
  /** Their private conversation is no more; nothing changes when they have another one. */
  forgetPersonal(channel: ChannelId, externalId: string, conversationId: string): Promise<void>;
  /** The account's only e-mail from now on, proven by a code at `at` (ISO 8601). */
  confirmEmail(identiteId: string, email: string, at: string): Promise<Identite>;

  analysisChannel(circonscription: string): Promise<AnalysisChannel | undefined>;
  analysisChannelsAt(channel: ChannelId, conversationId: string): Promise<AnalysisChannel[]>;
  setAnalysisChannel(circonscription: string, address: Address): Promise<void>;
  /** Forgets what is known of an account in every place of a channel. */
  forgetRosterEntries(channel: ChannelId, externalId: string): Promise<void>;
  rosterEntry(channel: ChannelId, conversationId: string, externalId: string): Promise<RosterEntry | undefined>;
  /**
   * Keeps what a roster or an event said. What was learnt at `seenAt` (ISO 8601) never overwrites what was learnt later:
   * an answer asked for before someone left must not bring them back.
   */
  saveRosterEntry(
    channel: ChannelId,
    conversationId: string,
    externalId: string,
    present: boolean,
    seenAt: string,
  ): Promise<void>;
}
