import type { CardBinder } from '../../src/app/ports/card-binder.ts';
import { type Channel, DeliveryError } from '../../src/app/ports/channel.ts';
import type { Clock } from '../../src/app/ports/clock.ts';
import type { Address, ChannelId } from '../../src/app/ports/inbound.ts';
import type { Message } from '../../src/core/view/message.ts';
import type { Sent } from './protocol.ts';

/** Where the équipe restreinte works. */
export const TEAM_ROOM: Address = { channel: 'teams', conversationId: 'equipe', kind: 'channel', opaque: null };

export function privateRoom(externalId: string, channel: ChannelId): Address {
  return { channel, conversationId: `dm ${externalId}`, kind: 'personal', opaque: null };
}

interface Given {
  clock: Clock;
  binder: CardBinder;
  unreachable: ReadonlySet<string>;
  team: ReadonlySet<string>;
  /** At each message that the bot posts. */
  sent(message: Sent): void;
  /** At each message that it changes in place. */
  redrawn(): void;
}

/** A messenger whose people are known by the local part of their e-mail, and which tells what it is asked to post. */
export function yearChannel(id: ChannelId, capabilities: Channel['capabilities'], given: Given): Channel {
  let posted = 0;
  const drawn = ({ card }: Message): void => void (card && given.binder.bind(card));
  return {
    id,
    capabilities,
    async send({ conversationId: to }, message, key) {
      drawn(message);
      given.sent({ channel: id, to, key, at: given.clock.now().toISOString(), message });
      posted += 1;
      return `${process.pid}-${posted}`;
    },
    async update(_address, _remoteId, message) {
      drawn(message);
      given.redrawn();
    },
    async erase() {},
    async openPersonal({ externalId, email = '' }) {
      const known = externalId ?? email.replace(/@.*/, '');
      if (known === '' || given.unreachable.has(known)) throw new DeliveryError('unreachable', '403 blocked');
      return privateRoom(known, id);
    },
    async rosterMember({ kind }, externalId) {
      if (kind !== 'personal' && !given.team.has(externalId)) return undefined;
      const emails = capabilities.verifiedEmails ? [`${externalId}@annee.example`] : [];
      return { externalId, name: externalId, emails };
    },
  };
}
