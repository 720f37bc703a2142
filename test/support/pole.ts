import type { Database } from '../../src/adapters/db/database.ts';
import type { Cause } from '../../src/app/ports/demande-store.ts';
import type { CirconscriptionSetup, EcoleRecord, MembreRecord } from '../../src/app/ports/directory-admin.ts';
import type { Identite } from '../../src/app/ports/directory-store.ts';
import type { Address } from '../../src/app/ports/inbound.ts';
import type { Demande } from '../../src/core/demande/demande.ts';
import type { DemandeEvent } from '../../src/core/demande/events.ts';
import { evolve } from '../../src/core/demande/evolve.ts';

export function circonscription(code: string): CirconscriptionSetup {
  return {
    code,
    nom: `Circonscription ${code}`,
    academie: 'Normandie',
    zone: 'B',
    joursEcole: [1, 2, 4, 5],
    heures: { debut: '08:30', fin: '17:30' },
    delais: { lecture: 2, sollicitation: 5, priseAttache: 5, bilan: 30 },
    convergence: { jours: 90, ecoles: 3 },
    adresses: { circonscription: `${code.toLowerCase()}@ac.example` },
    problematiques: ['Lecture', 'Comportement'],
  };
}

export function ecole(circo: string, uai: string): EcoleRecord {
  return {
    uai,
    circonscription: circo,
    nom: `École ${uai}`,
    type: 'Ecole',
    statut: 'Public',
    adresse: '1 rue des Lilas',
    codePostal: '76000',
    commune: 'Rouen',
    telephone: '',
    mail: '',
    maternelle: false,
    elementaire: true,
    ulis: false,
    educationPrioritaire: '',
    ouverte: true,
  };
}

export function membre(circo: string, nom: string): MembreRecord {
  return {
    circonscription: circo,
    prenom: 'Paule',
    nom,
    email: `${nom.toLowerCase()}@ac.example`,
    fonctions: ['CPC'],
    secteurs: [],
    roles: ['membre'],
  };
}

export function conversation(id: string): Address {
  return { channel: 'sandbox', conversationId: id, kind: 'personal', opaque: null };
}

/** Two circonscriptions, an école and a member in each, and one teacher. */
export async function seedPole(database: Database): Promise<Identite> {
  const { directoryAdmin, unitOfWork } = database;
  for (const code of ['A', 'B']) {
    await directoryAdmin.configure(circonscription(code), false);
    await directoryAdmin.importEcoles([ecole(code, `000000${code}`)], false);
    await directoryAdmin.importMembres(code, [membre(code, `Membre${code}`)], false, false);
  }
  return unitOfWork.run((tx) =>
    tx.directory.saveIdentite({ channel: 'sandbox', externalId: 'claire', nom: 'Claire Durand', emails: [] }),
  );
}

export const CAUSE: Cause = { action: 'envoyer', actorId: 'claire', channel: 'sandbox', digest: 'd0' };
export const ELEVE = { eleve_nom: 'Zoé Lapierre-Ndiaye', naissance: '2016-03-12' };
export const DIFFICULTES = 'Ne tient pas en place plus de cinq minutes.';

/** A demande as it is sent: the state and its first event. */
export function sentDemande(
  demandeur: Identite,
  id: string,
  given: { circonscription?: string; uai?: string; numero?: string; at?: string } = {},
): { demande: Demande; events: DemandeEvent[] } {
  const circo = given.circonscription ?? 'A';
  const event: DemandeEvent = {
    type: 'demande_envoyee',
    at: given.at ?? '2026-10-01T08:00:00.000Z',
    by: { id: demandeur.id, nom: demandeur.nom },
    id,
    circonscription: circo,
    numero: given.numero ?? `2026-${id}`,
    ecole: { uai: given.uai ?? `000000${circo}`, nom: 'École', commune: 'Rouen' },
    annexe: { cas: 'eleve', ...ELEVE, niveau: ['CE1', 'CE2'], difficultes: DIFFICULTES },
    formVersion: 1,
  };
  return { demande: evolve(undefined, event), events: [event] };
}

export function after(demande: Demande, ...events: DemandeEvent[]): { demande: Demande; events: DemandeEvent[] } {
  return { demande: events.reduce<Demande>(evolve, demande), events };
}

/** Writes a sent demande. */
export async function insertDemande(database: Database, ...given: Parameters<typeof sentDemande>): Promise<Demande> {
  const { demande, events } = sentDemande(...given);
  await database.unitOfWork.run((tx) => tx.demandes.insert(demande, events, CAUSE));
  return demande;
}
