import type { Demande, RendezVous } from '../demande/demande.ts';
import { parisInstant } from '../form/paris-instant.ts';
import { calendarTexts as t } from '../texts.fr.ts';

/** What a calendar keeps of a rendez-vous: nothing of the pupil. */
export interface CalendarEntry {
  /** The same for all that is sent of one rendez-vous. */
  uid: string;
  /** Higher each time it is sent changed. */
  sequence: number;
  cancelled: boolean;
  title: string;
  /** ISO 8601, UTC. */
  start: string;
  end: string;
  lieu: string;
  description: string;
}

/** @returns undefined while no date is chosen */
export function calendarEntry(demande: Demande, rang: number): CalendarEntry | undefined {
  const rdv = demande.rendezVous.find((one) => one.rang === rang);
  if (rdv?.choisi === undefined) return undefined;
  const start = parisInstant(rdv.choisi);
  return {
    uid: `rendez-vous-${rang}.${demande.id}@pole-ressources`,
    sequence: demande.version,
    cancelled: rdv.etat === 'annule',
    title: t.titre(demande.numero),
    start,
    end: endOf(rdv, start),
    lieu: rdv.lieu,
    description: t.description(rdv.nom),
  };
}

const MINUTE = 60_000;

function endOf({ duree }: RendezVous, start: string): string {
  return new Date(Date.parse(start) + duree * MINUTE).toISOString();
}
