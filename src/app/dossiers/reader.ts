import type { ActionName } from '../../core/action.ts';
import type { Demande } from '../../core/demande/demande.ts';
import { type Actor, isParty, maySeeDossier } from '../../core/demande/rights.ts';
import { schoolYear } from '../../core/form/calendar-day.ts';
import type { Refusal } from '../../core/refusal.ts';
import { notEntitledCode } from '../demande/refused.ts';
import { actorsIn, isAnalyste } from '../demande/rights-of.ts';
import { teamElsewhere } from '../demande/team-elsewhere.ts';
import type { Turn } from '../turn.ts';

/** Who asks, and what they are in each circonscription whose directory knows them. */
export interface Reader {
  places: Map<string, Actor>;
  /** Why an analyst by the directory is not taken for one now. It is so whatever they ask about. */
  unverified?: Refusal;
}

/** How a demande is opened, for someone entitled to it. */
export type Opening = Extract<ActionName, 'voir_suivi' | 'voir_intervention' | 'voir_dossier'>;

/** @throws RosterStale */
export async function readerOf(turn: Turn): Promise<Reader> {
  const membres = await turn.tx.directory.membresOf(turn.identite);
  const places = await actorsIn(turn, [...new Set(membres.map(({ circonscription }) => circonscription))]);
  for (const membre of membres.filter(isAnalyste)) {
    if (places.get(membre.circonscription)?.analyste) continue;
    const unverified = await whyUnverified(turn, membre.circonscription);
    if (unverified !== undefined) return { places, unverified };
  }
  return { places };
}

async function whyUnverified(turn: Turn, circonscription: string): Promise<Refusal | undefined> {
  const place = await turn.tx.directory.analysisChannel(circonscription);
  const elsewhere = await teamElsewhere(turn, place, 'voir_dossier');
  if (elsewhere !== undefined) return elsewhere;
  const code = notEntitledCode(turn);
  return code === 'verification_impossible' ? { code } : undefined;
}

/** The ways that are open to them, the fullest first; none when they may not read it. */
export function openingsOf(turn: Turn, { places }: Reader, demande: Demande): Opening[] {
  const actor = places.get(demande.circonscription) ?? {
    person: { id: turn.identite.id, nom: turn.identite.nom },
    analyste: false,
  };
  const asked = isParty(demande, actor, 'sollicite') && maySeeDossier(demande, actor);
  return [
    ...(actor.analyste ? (['voir_dossier'] as const) : []),
    ...(asked ? (['voir_intervention'] as const) : []),
    ...(isParty(demande, actor, 'demandeur') ? (['voir_suivi'] as const) : []),
  ];
}

/** What is no longer open is listed as long as it was sent in this school year or the one before. ISO 8601, UTC. */
export function twoSchoolYears(today: string): string {
  return `${schoolYear(today) - 1}-09-01T00:00:00.000Z`;
}
