import { type Channel, DeliveryError } from '../../app/ports/channel.ts';
import type { Holder } from './holder.ts';

/** For rows that come to a process that does not run the device: the one that does takes them. */
const NOT_RUNNING_MS = 2_000;
/** For rows that come while the homeserver is down: that is not a try. */
const UNREACHABLE_MS = 10_000;

/** The channel of whatever runs at the moment. */
export function channelOf(holder: Pick<Holder, 'running'>): Channel {
  const channel = (): Channel => {
    const running = holder.running();
    if (running === undefined) throw new DeliveryError('throttled', 'not_running', NOT_RUNNING_MS);
    if (!running.connected()) throw new DeliveryError('throttled', 'unreachable', UNREACHABLE_MS);
    return running.channel;
  };
  return {
    id: 'tchap',
    capabilities: { privateAnswer: false, cardInputs: false, verifiedEmails: false, files: true },
    send: async (...given) => channel().send(...given),
    update: async (...given) => channel().update(...given),
    erase: async (...given) => channel().erase(...given),
    openPersonal: async (...given) => channel().openPersonal(...given),
    stillPrivate: async (address, patience) => (await channel().stillPrivate?.(address, patience)) ?? address,
    rosterMember: async (...given) => channel().rosterMember(...given),
  };
}
