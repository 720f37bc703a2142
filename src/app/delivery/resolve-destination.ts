import { type Channel, DeliveryError, type PersonToReach } from '../ports/channel.ts';
import type { AnalysisChannel, Identite, Membre } from '../ports/directory-store.ts';
import type { Address } from '../ports/inbound.ts';
import type { OutboxRow } from '../ports/outbox-store.ts';
import type { UnitOfWork } from '../ports/unit-of-work.ts';

export interface ResolveTools {
  unitOfWork: UnitOfWork;
  channels: ReadonlyMap<string, Channel>;
}

/**
 * Where a row goes at this moment; undefined while a circonscription has no analysis channel.
 * @throws DeliveryError when a person cannot be written to
 */
export function createResolver(tools: ResolveTools) {
  return async ({ destination }: Pick<OutboxRow, 'destination'>): Promise<Address | undefined> => {
    switch (destination.to) {
      case 'conversation':
        return destination.address;
      case 'analyse': {
        const { circonscription } = destination;
        return (await tools.unitOfWork.run((tx) => tx.directory.analysisChannel(circonscription)))?.address;
      }
      case 'identite': {
        const { identiteId } = destination;
        const identite = await tools.unitOfWork.run((tx) => tx.directory.identiteById(identiteId));
        if (identite === undefined) throw new DeliveryError('unreachable', 'unknown_person');
        return identite.personal ?? openFor(tools, identite);
      }
      case 'membre':
        return membreAddress(tools, destination.circonscription, destination.membreId);
      case 'courriel':
        throw new DeliveryError('rejected', 'not_a_mail');
    }
  };
}

interface MembreKnown {
  membre: Membre | undefined;
  identites: Identite[];
  place: AnalysisChannel | undefined;
}

async function membreAddress(tools: ResolveTools, circonscription: string, membreId: string): Promise<Address> {
  const known: MembreKnown = await tools.unitOfWork.run(async ({ directory }) => {
    const membre = await directory.membre(circonscription, membreId);
    return {
      membre,
      identites: membre === undefined ? [] : await directory.identitesOfMembre(membre),
      place: await directory.analysisChannel(circonscription),
    };
  });
  if (known.membre === undefined || !known.membre.actif) throw new DeliveryError('unreachable', 'inactive_member');
  const talked = known.identites.find((i) => i.personal !== undefined && tools.channels.has(i.channel));
  return talked?.personal ?? openForMembre(tools, known.membre, known);
}

/**
 * Never written to yet: found by the directory's e-mail where the team's channel is, or on any other channel.
 * @throws DeliveryError of a passing trouble where one channel has it: the others cannot say that it is useless there
 */
async function openForMembre(tools: ResolveTools, membre: Membre, known: MembreKnown): Promise<Address> {
  const place = known.place?.address;
  const first = place?.channel;
  const ordered = [...tools.channels.values()].sort((a, b) => Number(b.id === first) - Number(a.id === first));
  let failure = new DeliveryError('unreachable', 'no_channel');
  for (const channel of ordered) {
    try {
      const person = personOn(channel, membre, known.identites);
      return await channel.openPersonal(person, place?.channel === channel.id ? place : undefined);
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error;
      if (failure.failure === 'unreachable') failure = error;
    }
  }
  throw failure;
}

function personOn({ id }: Channel, membre: Membre, identites: Identite[]): PersonToReach {
  const identite = identites.find((i) => i.channel === id);
  const externalId = identite?.externalId ?? (id === 'tchap' ? membre.matrixId : undefined);
  return {
    email: membre.email,
    ...(externalId === undefined ? {} : { externalId }),
    ...(identite?.aadObjectId === undefined ? {} : { aadObjectId: identite.aadObjectId }),
  };
}

async function openFor(tools: ResolveTools, identite: Identite): Promise<Address> {
  const channel = tools.channels.get(identite.channel);
  if (channel === undefined) throw new DeliveryError('unreachable', 'no_channel');
  const { externalId, aadObjectId, emails } = identite;
  const person = {
    externalId,
    ...(aadObjectId === undefined ? {} : { aadObjectId }),
    ...(emails[0] === undefined ? {} : { email: emails[0] }),
  };
  return channel.openPersonal(person, undefined);
}
