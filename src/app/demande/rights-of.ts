import type { Actor } from '../../core/demande/rights.ts';
import { ROSTER_TRUST_MS } from '../identify.ts';
import type { AnalysisChannel, DirectoryStore, Identite, Membre } from '../ports/directory-store.ts';
import type { Turn } from '../turn.ts';

/** What is known of someone's place in an analysis channel is too old to decide on: the channel is to be asked first. */
export class RosterStale extends Error {
  readonly circonscriptions: readonly string[];
  constructor(circonscriptions: readonly string[]) {
    super('roster entry missing or too old');
    this.name = 'RosterStale';
    this.circonscriptions = circonscriptions;
  }
}

/**
 * What the person of this turn may be for the demandes of one circonscription, from the directory and the rosters.
 * @throws RosterStale once in an event, when the roster must be asked before the turn can be decided
 */
export async function actorIn(turn: Turn, circonscription: string): Promise<Actor> {
  const { tx, identite } = turn;
  const membre = (await tx.directory.membresOf(identite)).find((m) => m.circonscription === circonscription);
  const person = { id: identite.id, nom: membre ? fullName(membre) : identite.nom };
  if (membre === undefined) return { person, analyste: false };
  const analyste = isAnalyste(membre) && (await presentInAnalysis(turn, circonscription));
  return { person, analyste, membreId: membre.id };
}

/**
 * The same for several circonscriptions, whose rosters are then asked together.
 * @throws RosterStale
 */
export async function actorsIn(turn: Turn, circonscriptions: readonly string[]): Promise<Map<string, Actor>> {
  const actors = new Map<string, Actor>();
  const stale: string[] = [];
  for (const circonscription of circonscriptions) {
    try {
      actors.set(circonscription, await actorIn(turn, circonscription));
    } catch (error) {
      if (!(error instanceof RosterStale)) throw error;
      stale.push(...error.circonscriptions);
    }
  }
  if (stale.length > 0) throw new RosterStale(stale);
  return actors;
}

export function isAnalyste(membre: Membre): boolean {
  return membre.roles.includes('equipe_restreinte') || membre.roles.includes('pilote');
}

export function fullName(membre: Pick<Membre, 'prenom' | 'nom'>): string {
  return `${membre.prenom} ${membre.nom}`;
}

async function presentInAnalysis({ tx, identite, now, roster }: Turn, circonscription: string): Promise<boolean> {
  const place = await tx.directory.analysisChannel(circonscription);
  if (place === undefined || place.address.channel !== identite.channel) return false;
  const entry = await rosterEntryAt(tx.directory, identite, place);
  const fresh = entry !== undefined && Date.parse(now) - Date.parse(entry.checkedAt) <= ROSTER_TRUST_MS;
  if (!fresh && roster === 'not yet') throw new RosterStale([circonscription]);
  return fresh && entry.present;
}

export function rosterEntryAt(directory: DirectoryStore, identite: Identite, place: AnalysisChannel) {
  return directory.rosterEntry(place.address.channel, place.address.conversationId, identite.externalId);
}
