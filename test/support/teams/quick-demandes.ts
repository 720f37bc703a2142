import type { Database } from '../../../src/adapters/db/database.ts';
import type { Identite } from '../../../src/app/ports/directory-store.ts';
import type { Demande } from '../../../src/core/demande/demande.ts';
import type { DemandeEvent } from '../../../src/core/demande/events.ts';
import { after, CAUSE, sentDemande } from '../pole.ts';
import type { FakeTeams } from './fake-teams.ts';
import type { FakePerson } from './fake-world.ts';
import { addressIn, type TeamsPole } from './teams-pole.ts';

export interface Demandeur {
  person: FakePerson;
  identite: Identite;
}

/** Teachers whom the bot already knows. */
export async function knownDemandeurs(database: Database, cloud: FakeTeams, count: number): Promise<Demandeur[]> {
  return database.unitOfWork.run(async ({ directory }) => {
    const demandeurs: Demandeur[] = [];
    for (let i = 0; i < count; i += 1) {
      const person = cloud.user(`Claire Durand ${i}`, `claire.durand.${i}@ecole.example`);
      const identite = await directory.saveIdentite({
        channel: 'teams',
        externalId: person.id,
        nom: person.name,
        emails: [person.email],
        tenant: cloud.tenantId,
        personal: addressIn(cloud, cloud.personal(person)),
      });
      demandeurs.push({ person, identite });
    }
    return demandeurs;
  });
}

/** Demandes as they stand once sent and after `later`, written straight into the database, in one transaction. */
export async function writeDemandes(
  database: Database,
  pole: TeamsPole,
  demandeurs: Demandeur[],
  ids: string[],
  later: (demande: Demande) => DemandeEvent[] = () => [],
): Promise<void> {
  await database.unitOfWork.run(async ({ demandes }) => {
    for (const [i, id] of ids.entries()) {
      const { identite } = demandeurs[i % demandeurs.length]!;
      const { demande, events } = sentDemande(identite, id, { circonscription: pole.code, uai: pole.uai });
      const next = after(demande, ...later(demande));
      await demandes.insert(next.demande, [...events, ...next.events], CAUSE);
    }
  });
}
