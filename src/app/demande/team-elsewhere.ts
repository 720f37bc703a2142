import type { ActionName } from '../../core/action.ts';
import type { Refusal } from '../../core/refusal.ts';
import type { AnalysisChannel } from '../ports/directory-store.ts';
import type { Turn } from '../turn.ts';
import { OF_THE_TEAM } from './right-place.ts';
import { isAnalyste } from './rights-of.ts';

/**
 * Rights are read in the analysis channel's roster, which knows the accounts of its own messenger alone: an analyst who
 * acts from another one (the team has moved since) is told where it works. Nobody else learns where that is.
 */
export async function teamElsewhere(
  { tx, identite }: Turn,
  place: AnalysisChannel | undefined,
  action: ActionName,
): Promise<Refusal | undefined> {
  if (place === undefined || place.address.channel === identite.channel || !OF_THE_TEAM.has(action)) return undefined;
  const membres = await tx.directory.membresOf(identite);
  const isTheirs = membres.some((m) => m.circonscription === place.circonscription && isAnalyste(m));
  return isTheirs ? { code: 'autre_messagerie', messagerie: place.address.channel } : undefined;
}
