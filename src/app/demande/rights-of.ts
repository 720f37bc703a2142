import type { Actor } from '../../core/demande/rights.ts';
import { ROSTER_TRUST_MS } from '../identify.ts';
import type { AnalysisChannel, DirectoryStore, Identite, Membre } from '../ports/directory-store.ts';

/** What the person may be for the demandes of one circonscription, from the directory and the last rosters. */
export async function actorIn(
  directory: DirectoryStore,
  identite: Identite,
  circonscription: string,
  now: string,
): Promise<Actor> {
  const membre = (await directory.membresOf(identite)).find((m) => m.circonscription === circonscription);
  const person = { id: identite.id, nom: membre ? fullName(membre) : identite.nom };
  if (membre === undefined) return { person, analyste: false };
  const analyste = isAnalyste(membre) && (await presentInAnalysis(directory, identite, circonscription, now));
  return { person, analyste, membreId: membre.id };
}

export function isAnalyste(membre: Membre): boolean {
  return membre.roles.includes('equipe_restreinte') || membre.roles.includes('pilote');
}

export function fullName(membre: Pick<Membre, 'prenom' | 'nom'>): string {
  return `${membre.prenom} ${membre.nom}`;
}

async function presentInAnalysis(
  directory: DirectoryStore,
  identite: Identite,
  circonscription: string,
  now: string,
): Promise<boolean> {
  const place = await directory.analysisChannel(circonscription);
  if (place === undefined || place.address.channel !== identite.channel) return false;
  const entry = await rosterEntryAt(directory, identite, place);
  return entry?.present === true && Date.parse(now) - Date.parse(entry.checkedAt) <= ROSTER_TRUST_MS;
}

export function rosterEntryAt(directory: DirectoryStore, identite: Identite, place: AnalysisChannel) {
  return directory.rosterEntry(place.address.channel, place.address.conversationId, identite.externalId);
}
