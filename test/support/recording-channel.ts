import { type Channel, DeliveryError, type RosterMember } from '../../src/app/ports/channel.ts';
import type { Address, ChannelId } from '../../src/app/ports/inbound.ts';
import type { Message } from '../../src/core/view/message.ts';

export interface RecordingChannel extends Channel {
  sent: { to: string; message: Message }[];
  /** What was posted in a conversation, card paragraphs included. */
  textsTo(conversationId: string): string[];
  /** Whose private conversation cannot be opened: all, when undefined. */
  roster: Map<string, RosterMember>;
}

/** A messenger that keeps what it is given; nobody can be written to before they write. */
export function recordingChannel(id: ChannelId, capabilities: Channel['capabilities']): RecordingChannel {
  const sent: RecordingChannel['sent'] = [];
  const roster = new Map<string, RosterMember>();
  let posted = 0;
  return {
    id,
    capabilities,
    sent,
    roster,
    textsTo: (conversationId) => sent.filter(({ to }) => to === conversationId).map(({ message }) => wordsOf(message)),
    async send(address: Address, message: Message) {
      sent.push({ to: address.conversationId, message });
      return `m${++posted}`;
    },
    async update() {},
    async erase() {},
    async openPersonal() {
      throw new DeliveryError('unreachable', '403 blocked');
    },
    rosterMember: async (_address, externalId) => roster.get(externalId),
  };
}

function wordsOf({ text, card }: Message): string {
  return card === undefined ? text : `${text}\n${JSON.stringify(card.data)}`;
}
