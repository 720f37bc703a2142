import type { Demande, RendezVous } from '../demande/demande.ts';
import { parisInstant } from '../form/paris-instant.ts';
import { calendarTexts as t } from '../texts.fr.ts';
import type { DocumentRef } from './document.ts';

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

type RendezVousRef = Pick<Extract<DocumentRef, { kind: 'rendez_vous' }>, 'rang' | 'retire'>;

/** @returns undefined while no date is chosen */
export function calendarEntry(demande: Demande, { rang, retire }: RendezVousRef): CalendarEntry | undefined {
  const rdv = demande.rendezVous.find((one) => one.rang === rang);
  const creneau = retire?.creneau ?? rdv?.choisi;
  if (rdv === undefined || creneau === undefined) return undefined;
  const start = parisInstant(creneau);
  return {
    uid: `rendez-vous-${rang}.${demande.id}@pole-ressources`,
    // Of a date that was taken back, what it was then: another may have been chosen since, and comes after it.
    sequence: retire?.sequence ?? demande.version,
    cancelled: retire !== undefined || rdv.etat === 'annule',
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
