import type { ActionName } from '../../core/action.ts';
import type { Demande } from '../../core/demande/demande.ts';
import type { DemandeEvent } from '../../core/demande/events.ts';
import type { ChannelId } from './inbound.ts';

/** From where and by which click a change came; kept beside each event. */
export interface Cause {
  action: ActionName | 'systeme';
  /** identité id, or `systeme`. */
  actorId: string;
  channel: ChannelId | 'systeme';
  /** Digest of what the click carried, the version it saw included; with action and actor it tells a repeated click. */
  digest: string;
}

export interface DemandeStore {
  /** Next number of the counter of a circonscription and school year, from 1, without holes on commit. */
  nextCounter(circonscription: string, schoolYear: number): Promise<number>;
  /** Writes a new demande with its first events. @throws when the id exists already */
  insert(demande: Demande, events: DemandeEvent[], cause: Cause): Promise<void>;
  /**
   * Writes the state after `events`, and appends them. The version before is `demande.version - events.length`.
   * @throws VersionConflict when another transaction moved the demande on (cannot happen under `lock`)
   */
  append(demande: Demande, events: DemandeEvent[], cause: Cause): Promise<void>;
  get(id: string): Promise<Demande | undefined>;
  /** As `get`, and holds the row until the end of the transaction. */
  lock(id: string): Promise<Demande | undefined>;
  /** Whether this very click was already carried out: same action, actor and digest. */
  isRepeat(id: string, cause: Cause): Promise<boolean>;
  history(id: string): Promise<DemandeEvent[]>;
  /** As demandeur, or since theirs was joined to it; newest first. */
  ofDemandeur(identiteId: string): Promise<Demande[]>;
  /** Sent and not ended, oldest first. */
  openIn(circonscription: string): Promise<Demande[]>;
  /** The others of its circonscription, those of its école first, then the newest; at most `limit`. */
  openBeside(demande: Demande, limit: number): Promise<Demande[]>;
  /** Demandes on which someone acted since (ISO 8601), the last act first. */
  actedOnBy(identiteId: string, since: string): Promise<string[]>;
  /** Open demandes in which members who are no longer in the directory are still awaited or at work. */
  withDeparted(): Promise<{ demandeId: string; membreIds: string[] }[]>;
  byNumero(circonscription: string, numero: string): Promise<Demande | undefined>;
  /** Those that a member is asked for or has accepted; open, or sent since (ISO 8601); newest first. */
  ofMembre(circonscription: string, membreId: string, since: string): Promise<Demande[]>;
  /**
   * Reads every demande of a circonscription that is open or was sent since (ISO 8601), newest first. A hundred
   * are held at a time, and other work goes on between them.
   */
  visitRecent(circonscription: string, since: string, visit: (demande: Demande) => void): Promise<void>;
}

export class VersionConflict extends Error {}
