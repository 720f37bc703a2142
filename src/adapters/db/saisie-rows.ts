import type { Saisie } from '../../app/ports/turn-store.ts';
import type { FormState } from '../../core/form/types.ts';
import { present } from './rows.ts';
import { openJson, type Sealer, sealJson } from './sealing.ts';

/** Of the table named `s`. */
export const SAISIE_COLUMNS = 's.id, s.circonscription, s.owner_id, s.demande_id, s.status, s.state, s.updated_at';

export interface SaisieRow {
  id: string;
  circonscription: string | null;
  owner_id: string;
  demande_id: string | null;
  status: Saisie['status'];
  state: string;
  updated_at: Date;
}

export function saisieOf(row: SaisieRow, sealer: Sealer): Saisie {
  return {
    id: row.id,
    ownerId: row.owner_id,
    ...present('circonscription', row.circonscription),
    state: openJson<FormState>(sealer, statePlace(row.id), row.state),
    ...present('demandeId', row.demande_id),
    status: row.status,
    updatedAt: row.updated_at.toISOString(),
  };
}

/** In the order of SAISIE_COLUMNS with the circonscription second and the owner third. */
export function saisieParams(saisie: Saisie, sealer: Sealer): unknown[] {
  return [
    saisie.id,
    saisie.circonscription ?? null,
    saisie.ownerId,
    saisie.demandeId ?? null,
    saisie.status,
    sealJson(sealer, statePlace(saisie.id), saisie.state),
    saisie.updatedAt,
  ];
}

function statePlace(id: string) {
  return { column: 'saisie.state', row: id };
}
