import { type Channel, DeliveryError, NotJoined, type Patience, type PersonToReach } from '../ports/channel.ts';
import type { AnalysisChannel, Identite, Membre } from '../ports/directory-store.ts';
import type { Address, ChannelId } from '../ports/inbound.ts';
import type { OutboxRow } from '../ports/outbox-store.ts';
import type { UnitOfWork } from '../ports/unit-of-work.ts';

export interface ResolveTools {
  unitOfWork: UnitOfWork;
  channels: ReadonlyMap<string, Channel>;
}

/**
 * Where a row goes at this moment; undefined while a circonscription has no analysis channel. Nobody is waited for
 * here: the row is looked at again.
 * @throws DeliveryError when a person cannot be written to, NotJoined when not yet
 */
export function createResolver(tools: ResolveTools) {
  return async (
    { destination }: Pick<OutboxRow, 'destination'>,
    patience: Patience = 'look',
  ): Promise<Address | undefined> => {
    switch (destination.to) {
      case 'conversation':
        return stillPrivate(tools, destination.address, patience);
      case 'analyse': {
        const { circonscription } = destination;
        return (await tools.unitOfWork.run((tx) => tx.directory.analysisChannel(circonscription)))?.address;
      }
      case 'identite': {
        const { identiteId } = destination;
        const identite = await tools.unitOfWork.run((tx) => tx.directory.identiteById(identiteId));
        if (identite === undefined) throw new DeliveryError('unreachable', 'unknown_person');
        return identite.personal
          ? stillPrivate(tools, identite.personal, patience)
          : openFor(tools, identite, patience);
      }
      case 'membre':
        return membreAddress(tools, destination, patience);
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

async function membreAddress(
  tools: ResolveTools,
  { circonscription, membreId }: { circonscription: string; membreId: string },
  patience: Patience,
): Promise<Address> {
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
  return talked?.personal
    ? stillPrivate(tools, talked.personal, patience)
    : openForMembre(tools, known.membre, known, patience);
}

/** What was kept as somebody's own place may have been opened to others since. */
async function stillPrivate(tools: ResolveTools, address: Address, patience: Patience): Promise<Address> {
  if (address.kind !== 'personal') return address;
  return (await tools.channels.get(address.channel)?.stillPrivate?.(address, patience)) ?? address;
}

/** In no conversation with the bot: looked for where the team's channel is, then on any other channel. */
async function openForMembre(
  tools: ResolveTools,
  membre: Membre,
  known: MembreKnown,
  patience: Patience,
): Promise<Address> {
  const place = known.place?.address;
  const first = place?.channel;
  const ordered = [...tools.channels.values()].sort((a, b) => Number(b.id === first) - Number(a.id === first));
  let failure = new DeliveryError('unreachable', 'no_channel');
  for (const channel of ordered) {
    const via = place?.channel === channel.id ? place : undefined;
    const opened = await openOn(channel, accountsOn(channel.id, membre, known.identites), via, patience);
    if (!(opened instanceof DeliveryError)) return opened;
    if (hope(opened) >= hope(failure)) failure = opened;
  }
  throw failure;
}

/** One account at a time is written to or invited; the next one only once this one cannot be. */
async function openOn(
  channel: Channel,
  people: PersonToReach[],
  via: Address | undefined,
  patience: Patience,
): Promise<Address | DeliveryError> {
  let failure = new DeliveryError('unreachable', 'no_account');
  for (const person of people) {
    try {
      return await channel.openPersonal(person, via, patience);
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error;
      failure = error;
      if (hope(error) > 0) break;
    }
  }
  return failure;
}

/** Somebody who may still come in, or a trouble that passes, is not given up because of a refusal elsewhere. */
function hope(error: DeliveryError): number {
  if (error instanceof NotJoined) return 2;
  return error.failure === 'unreachable' || error.failure === 'rejected' ? 0 : 1;
}

/** Their accounts there: the one that the directory names, then the last one seen; by e-mail when none is known. */
function accountsOn(channel: ChannelId, membre: Membre, identites: Identite[]): PersonToReach[] {
  const { email } = membre;
  const seen = identites.filter((identite) => identite.channel === channel);
  const people = seen.map(({ externalId, aadObjectId }) => ({
    email,
    externalId,
    ...(aadObjectId === undefined ? {} : { aadObjectId }),
  }));
  if (channel !== 'tchap' || membre.matrixId === undefined) return people.length > 0 ? people : [{ email }];
  const others = people.filter(({ externalId }) => externalId !== membre.matrixId);
  return [{ email, externalId: membre.matrixId }, ...others];
}

async function openFor(tools: ResolveTools, identite: Identite, patience: Patience): Promise<Address> {
  const channel = tools.channels.get(identite.channel);
  if (channel === undefined) throw new DeliveryError('unreachable', 'no_channel');
  const { externalId, aadObjectId, emails } = identite;
  const person = {
    externalId,
    ...(aadObjectId === undefined ? {} : { aadObjectId }),
    ...(emails[0] === undefined ? {} : { email: emails[0] }),
  };
  return channel.openPersonal(person, undefined, patience);
}
