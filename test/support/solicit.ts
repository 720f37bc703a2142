import type { Database } from '../../src/adapters/db/database.ts';
import type { Identite, Membre } from '../../src/app/ports/directory-store.ts';
import type { NewOutboxRow } from '../../src/app/ports/outbox-store.ts';
import { after as afterEvents, CAUSE, insertDemande } from './pole.ts';

const ANALYSTE = { id: 'ana', nom: 'Ana Lyste' };

/** A demande of circonscription A for which the member has just been asked, their card being about to leave. */
export async function solicit(
  database: Database,
  demandeur: Identite,
  id: string,
  asked: Membre,
  given: { numero?: string; at?: string } = {},
): Promise<void> {
  const demande = await insertDemande(database, demandeur, id, given);
  const at = given.at ?? '2026-10-02T08:00:00.000Z';
  const nom = `${asked.prenom} ${asked.nom}`;
  const next = afterEvents(
    demande,
    { type: 'analyse_prise', at, by: ANALYSTE },
    {
      type: 'membre_sollicite',
      at,
      by: ANALYSTE,
      membreId: asked.id,
      nom,
      fonctions: asked.fonctions,
      message: 'Merci d’appeler.',
      accordParents: false,
    },
  );
  await database.unitOfWork.run(async (tx) => {
    await tx.demandes.append(next.demande, next.events, CAUSE);
    await tx.outbox.enqueue([sollicitationRow(id, asked.id)]);
  });
}

export function sollicitationRow(demandeId: string, membreId: string): NewOutboxRow {
  return {
    circonscription: 'A',
    demandeId,
    destination: { to: 'membre', circonscription: 'A', membreId },
    content: { op: 'send_card', card: { kind: 'sollicitation', demandeId, membreId } },
  };
}
