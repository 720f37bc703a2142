import type { Demande } from './demande.ts';
import type { DemandeEvent } from './events.ts';
import type { Stories } from './stories.ts';
import { STORIES_FOR_DEMANDEUR } from './story-for-demandeur.ts';
import { STORIES_FOR_POLE } from './story-for-pole.ts';

/** The event as the demandeur reads it; undefined for what is the équipe restreinte's own. */
export function storyForDemandeur(event: DemandeEvent, demande: Demande): string | undefined {
  return told(STORIES_FOR_DEMANDEUR, event, demande);
}

/** The event as the équipe restreinte and the members read it. */
export function storyForPole(event: DemandeEvent, demande: Demande): string {
  return told(STORIES_FOR_POLE, event, demande);
}

function told<Told>(stories: Stories<Told>, event: DemandeEvent, demande: Demande): Told {
  // The table has for each type a function of that type: what the compiler cannot see of a union.
  return (stories[event.type] as (event: DemandeEvent, demande: Demande) => Told)(event, demande);
}
