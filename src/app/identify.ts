import { sameJson } from '../core/json.ts';
import type { Channel } from './ports/channel.ts';
import { DeliveryError } from './ports/channel.ts';
import type { Clock } from './ports/clock.ts';
import type { DirectoryStore, Identite } from './ports/directory-store.ts';
import type { Inbound } from './ports/inbound.ts';
import type { UnitOfWork } from './ports/unit-of-work.ts';

/** How long what a roster said is believed. */
export const ROSTER_TRUST_MS = 5 * 60_000;
/** After a roster gave no answer, how long before it is asked again for the same person. */
const RETRY_MS = 30_000;
const MOST_CACHED = 5_000;

interface Known {
  identite: Identite;
  until: number;
}

export interface Identifier {
  /** Who this is, by the channel's roster; never by what they type. Their e-mails are empty when it gave no answer. */
  identify(inbound: Inbound): Promise<Identite>;
  /** What is kept of this person changed. */
  forget(account: Pick<Identite, 'channel' | 'externalId'>): void;
}

export function createIdentifier(
  unitOfWork: UnitOfWork,
  channels: ReadonlyMap<string, Channel>,
  clock: Clock,
): Identifier {
  const cache = new Map<string, Known>();
  const remember = (identite: Identite, until: number): Identite => {
    if (cache.size >= MOST_CACHED) cache.clear();
    cache.set(keyOf(identite.channel, identite.externalId), { identite, until });
    return identite;
  };

  async function refresh(inbound: Inbound): Promise<Identite> {
    const { channel, actor } = inbound;
    const now = clock.now().getTime();
    const known = await unitOfWork.run((tx) => tx.directory.identite(channel, actor.externalId));
    if (known && isFresh(known, now) && !movedPersonal(known, inbound)) {
      return remember(known, Date.parse(known.verifiedAt ?? '') + ROSTER_TRUST_MS);
    }
    const seen = await askRoster(channels.get(channel), inbound);
    const verifies = channels.get(channel)?.capabilities.verifiedEmails !== false;
    const saved = await unitOfWork.run((tx) =>
      tx.directory.saveIdentite(merged(known, inbound, seen, verifies, clock.now())),
    );
    return remember(saved, now + (seen === 'no answer' ? RETRY_MS : ROSTER_TRUST_MS));
  }

  return {
    async identify(inbound) {
      const hit = cache.get(keyOf(inbound.channel, inbound.actor.externalId));
      if (hit && hit.until > clock.now().getTime() && !movedPersonal(hit.identite, inbound)) return hit.identite;
      return refresh(inbound);
    },
    forget({ channel, externalId }) {
      cache.delete(keyOf(channel, externalId));
    },
  };
}

const keyOf = (channel: string, externalId: string): string => `${channel} ${externalId}`;

function isFresh(identite: Identite, now: number): boolean {
  return identite.verifiedAt !== undefined && now - Date.parse(identite.verifiedAt) < ROSTER_TRUST_MS;
}

/** The private conversation is new, or Teams moved it to another service address. */
function movedPersonal(identite: Identite, inbound: Inbound): boolean {
  return (
    inbound.address.kind === 'personal' &&
    (identite.personal?.conversationId !== inbound.address.conversationId ||
      !sameJson(identite.personal.opaque, inbound.address.opaque))
  );
}

type Seen = Awaited<ReturnType<Channel['rosterMember']>> | 'no answer';

async function askRoster(channel: Channel | undefined, inbound: Inbound): Promise<Seen> {
  try {
    return await channel?.rosterMember(inbound.address, inbound.actor.externalId);
  } catch (error) {
    if (error instanceof DeliveryError) return 'no answer';
    throw error;
  }
}

/**
 * Without an answer what was verified before stays, unprolonged: an account does not change hands in minutes, and
 * whether its owner still sits in the analysis channel is asked apart.
 * @param verifies whether the roster knows e-mails; without, those that a code confirmed stay
 */
function merged(
  known: Identite | undefined,
  inbound: Inbound,
  seen: Seen,
  verifies: boolean,
  now: Date,
): Parameters<DirectoryStore['saveIdentite']>[0] {
  const { actor, address, channel } = inbound;
  const roster = seen === 'no answer' ? undefined : seen;
  const verified =
    seen === 'no answer'
      ? { ...(verifies ? { emails: known?.emails ?? [] } : {}), verifiedAt: known?.verifiedAt }
      : { ...(verifies ? { emails: seen?.emails ?? [] } : {}), verifiedAt: now.toISOString() };
  return defined({
    channel,
    externalId: actor.externalId,
    nom: roster?.name || actor.name || known?.nom || '',
    ...verified,
    aadObjectId: roster?.aadObjectId ?? actor.aadObjectId ?? known?.aadObjectId,
    tenant: roster?.tenant ?? address.tenant ?? known?.tenant,
    personal: address.kind === 'personal' ? address : known?.personal,
    lastEcole: known?.lastEcole,
  });
}

function defined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as T;
}
