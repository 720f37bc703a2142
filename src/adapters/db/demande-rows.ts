import type { Cause } from '../../app/ports/demande-store.ts';
import type { Demande } from '../../core/demande/demande.ts';
import type { DemandeEvent } from '../../core/demande/events.ts';
import { readStoredDemande, readStoredEvent } from '../../core/demande/stored.ts';
import type { Answers } from '../../core/form/types.ts';
import { openJson, type Sealer, sealJson } from './sealing.ts';

/** The fields of the Annexe 1 that are sealed apart: who the pupil is. */
const ELEVE_FIELDS = ['eleve_nom', 'naissance'];

export interface DemandeRow {
  id: string;
  eleve: string | null;
  dossier: string;
}

export function demandeOf(row: DemandeRow, sealer: Sealer): Demande {
  const dossier = readStoredDemande(openJson<Demande>(sealer, { column: 'demande.dossier', row: row.id }, row.dossier));
  if (row.eleve === null) return dossier;
  const eleve = openJson<Answers>(sealer, { column: 'demande.eleve', row: row.id }, row.eleve);
  return { ...dossier, annexe: { ...dossier.annexe, ...eleve } };
}

/** id, circonscription, then what changes with each event; the same order in the INSERT and in the UPDATE. */
export function demandeParams(d: Demande, sealer: Sealer): unknown[] {
  const fields = Object.entries(d.annexe);
  const eleve = fields.filter(([id]) => ELEVE_FIELDS.includes(id));
  const annexe = Object.fromEntries(fields.filter(([id]) => !ELEVE_FIELDS.includes(id)));
  return [
    d.id,
    d.circonscription,
    d.etat,
    d.version,
    texts(d.annexe.cas).join(),
    texts(d.annexe.niveau),
    d.problematiques,
    d.ecole.uai,
    d.depuis,
    eleve.length === 0 ? null : sealJson(sealer, { column: 'demande.eleve', row: d.id }, Object.fromEntries(eleve)),
    sealJson(sealer, { column: 'demande.dossier', row: d.id }, { ...d, annexe }),
  ];
}

function texts(value: string | string[] | undefined): string[] {
  return value === undefined ? [] : [value].flat();
}

/** The rows of `events` as JSON, for jsonb_to_recordset; the last one is of the demande's version. */
export function historyRows(d: Demande, events: DemandeEvent[], cause: Cause, sealer: Sealer): string {
  const before = d.version - events.length;
  return JSON.stringify(
    events.map((event, index) => {
      const version = before + index + 1;
      return {
        version,
        type: event.type,
        at: event.at,
        actor_id: cause.actorId,
        channel: cause.channel,
        action: cause.action,
        digest: cause.digest,
        evenement: sealJson(sealer, eventPlace(d.id, version), event),
      };
    }),
  );
}

export function eventOf(demandeId: string, row: { version: number; evenement: string }, sealer: Sealer): DemandeEvent {
  return readStoredEvent(openJson<DemandeEvent>(sealer, eventPlace(demandeId, row.version), row.evenement));
}

function eventPlace(demandeId: string, version: number) {
  return { column: 'historique.evenement', row: `${demandeId} ${version}` };
}

/** The last sollicitation of each member, as JSON for jsonb_to_recordset. */
export function sollicitationRows(d: Demande): string {
  const byMembre = new Map(d.sollicitations.map((s) => [s.membreId, s]));
  return JSON.stringify(
    [...byMembre.values()].map((s) => ({
      membre_id: s.membreId,
      etat: s.etat,
      injoignable: s.injoignable === true,
      le: s.le,
      repondu_le: s.reponduLe ?? null,
    })),
  );
}
