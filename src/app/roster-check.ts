import { rosterEntryAt } from './demande/rights-of.ts';
import { ROSTER_TRUST_MS } from './identify.ts';
import { type Channel, DeliveryError } from './ports/channel.ts';
import type { Clock } from './ports/clock.ts';
import type { AnalysisChannel, Identite } from './ports/directory-store.ts';
import type { UnitOfWork } from './ports/unit-of-work.ts';

/**
 * Asks the analysis channel's roster whether the person is in it, when what is known is older than 5 minutes.
 * A network call: done before the transaction that decides, which reads what was found.
 * @returns false when the channel gave no answer
 */
export async function checkRoster(
  tools: { unitOfWork: UnitOfWork; channels: ReadonlyMap<string, Channel>; clock: Clock },
  identite: Identite,
  circonscription: string,
): Promise<boolean> {
  const known = await tools.unitOfWork.run(async ({ directory }) => {
    const place = await directory.analysisChannel(circonscription);
    const sameChannel = place?.address.channel === identite.channel;
    return { place, entry: place && sameChannel ? await rosterEntryAt(directory, identite, place) : undefined };
  });
  const { place, entry } = known;
  if (place === undefined || place.address.channel !== identite.channel) return true;
  const askedAt = tools.clock.now();
  if (entry && askedAt.getTime() - Date.parse(entry.checkedAt) < ROSTER_TRUST_MS) return true;
  return askAndKeep(tools, identite, place, askedAt.toISOString());
}

async function askAndKeep(
  tools: { unitOfWork: UnitOfWork; channels: ReadonlyMap<string, Channel> },
  identite: Identite,
  place: AnalysisChannel,
  askedAt: string,
): Promise<boolean> {
  const { address } = place;
  try {
    const member = await tools.channels.get(address.channel)?.rosterMember(address, identite.externalId);
    await tools.unitOfWork.run(({ directory }) =>
      directory.saveRosterEntry(
        address.channel,
        address.conversationId,
        identite.externalId,
        member !== undefined,
        askedAt,
      ),
    );
    return true;
  } catch (error) {
    if (error instanceof DeliveryError) return false;
    throw error;
  }
}
