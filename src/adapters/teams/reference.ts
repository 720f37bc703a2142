import { DeliveryError } from '../../app/ports/channel.ts';
import type { Address } from '../../app/ports/inbound.ts';
import { dig, type IncomingActivity, isFields, own } from './activity.ts';

/** What an Address of Teams holds: enough to write there later, and no more. */
export type Reference = {
  serviceUrl: string;
  botId: string;
  tenantId?: string;
  teamId?: string;
  channelId?: string;
  /** In a private conversation, the person. */
  userId?: string;
};

/** The thread is left out: one channel is one conversation, wherever in it someone wrote. */
export function addressOf(activity: IncomingActivity, appId: string): Address {
  const { conversation, channelData } = activity;
  const kind = kindOf(activity);
  const tenant = text(dig(channelData, 'tenant', 'id')) ?? conversation.tenantId;
  const teamId = text(dig(channelData, 'team', 'id'));
  const channelId = text(dig(channelData, 'channel', 'id'));
  const reference: Reference = {
    serviceUrl: activity.serviceUrl,
    botId: activity.recipientId ?? `28:${appId}`,
    ...(tenant && { tenantId: tenant }),
    ...(teamId && { teamId }),
    ...(channelId && { channelId }),
    ...(kind === 'personal' && { userId: activity.from.id }),
  };
  const conversationId = conversation.id.replace(/;messageid=.*$/s, '');
  return { channel: 'teams', conversationId, kind, ...(tenant && { tenant }), opaque: reference };
}

/** @throws DeliveryError when the address was not made by this adapter */
export function referenceOf(address: Address): Reference {
  const { opaque } = address;
  if (address.channel === 'teams' && isFields(opaque)) {
    const serviceUrl = own(opaque, 'serviceUrl');
    const botId = own(opaque, 'botId');
    if (typeof serviceUrl === 'string' && typeof botId === 'string') return { ...(opaque as Reference) };
  }
  throw new DeliveryError('unreachable', 'not a Teams address');
}

/** Unknown places count as groups: nothing private is ever said in one. */
function kindOf({ conversation }: IncomingActivity): Address['kind'] {
  if (conversation.conversationType === 'personal') return 'personal';
  if (conversation.conversationType === 'channel') return 'channel';
  const untold = conversation.conversationType === undefined && !conversation.isGroup;
  return untold && conversation.id.startsWith('a:') ? 'personal' : 'group';
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.length <= 1024 && value ? value : undefined;
}
