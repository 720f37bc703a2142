import type { Demande } from './demande.ts';
import type { DemandeEvent } from './events.ts';

/** A state as an older version of the product wrote it: what it did not know yet is empty. */
export function readStoredDemande(stored: Demande): Demande {
  const older = stored as Demande & { prisesAttache?: OlderPrise[] };
  const { prisesAttache, ...rest } = older;
  const interventions = rest.interventions ?? (prisesAttache ?? []).map((prise) => ({ ...prise, ...FIRST_CONTACT }));
  return { ...UNKNOWN, ...rest, interventions };
}

/** An event as an older version of the product wrote it. */
export function readStoredEvent(stored: DemandeEvent): DemandeEvent {
  const older = stored as DemandeEvent | OlderPriseEvent;
  return older.type === 'prise_attache_notee' ? { ...older, type: 'intervention_notee', ...FIRST_CONTACT } : older;
}

interface OlderPrise {
  membreId: string;
  nom: string;
  date: string;
  note: string;
  le: string;
}

type OlderPriseEvent = Pick<DemandeEvent, 'at' | 'by'> & { type: 'prise_attache_notee' } & Pick<
    OlderPrise,
    'membreId' | 'date' | 'note'
  >;

const FIRST_CONTACT = { acte: 'prise_attache', avec: '', partagee: false } as const;

const UNKNOWN = {
  cycle: 1,
  codemandeurs: [],
  rendezVous: [],
  echanges: [],
  reponses: [],
  bilansPasses: [],
  absorbees: [],
  rappels: {},
};
