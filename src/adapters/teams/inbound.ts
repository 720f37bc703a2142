import { createHash } from 'node:crypto';
import type { Inbound, InboundPayload } from '../../app/ports/inbound.ts';
import { dig, type IncomingActivity } from './activity.ts';
import { attachmentsOf, textOf } from './message-text.ts';
import { readClick } from './read-action.ts';
import { addressOf } from './reference.ts';

/** The invoke of Action.Execute; every other one is not implemented. */
export const CARD_ACTION = 'adaptiveCard/action';

/** @returns undefined for what the bot has no use for: reactions, edits, typing, renamed channels… */
export function toInbound(activity: IncomingActivity, appId: string): Inbound | undefined {
  const payload = payloadOf(activity, appId);
  if (!payload) return undefined;
  const { id, name, aadObjectId } = activity.from;
  return {
    channel: 'teams',
    eventId: activity.id ?? digestOf(activity),
    actor: { externalId: id, name, ...(aadObjectId && { aadObjectId }) },
    address: addressOf(activity, appId),
    payload,
  };
}

function payloadOf(activity: IncomingActivity, appId: string): InboundPayload | undefined {
  switch (activity.type) {
    case 'message':
      return messagePayload(activity);
    case 'invoke':
      return activity.name === CARD_ACTION ? executePayload(activity) : undefined;
    case 'conversationUpdate':
      return membershipPayload(activity, appId);
    case 'installationUpdate':
      return installationPayload(activity);
    default:
      return undefined;
  }
}

function messagePayload(activity: IncomingActivity): InboundPayload {
  const text = textOf(activity);
  if (activity.value && !text) return actionPayload(activity, activity.value, 'submit');
  return { kind: 'text', text, attachments: attachmentsOf(activity) };
}

function executePayload(activity: IncomingActivity): InboundPayload {
  return actionPayload(activity, activity.value && dig(activity.value, 'action', 'data'), 'execute');
}

function actionPayload(activity: IncomingActivity, data: unknown, style: 'execute' | 'submit'): InboundPayload {
  const click = readClick(data);
  if (!click) return { kind: 'unknown_action', style };
  const { replyToId } = activity;
  return { kind: 'action', ...click, style, ...(replyToId && { remoteId: replyToId }) };
}

function membershipPayload(activity: IncomingActivity, appId: string): InboundPayload | undefined {
  const { membersAdded, membersRemoved, recipientId } = activity;
  const isBot = (id: string) => id === recipientId || id === `28:${appId}`;
  if (membersAdded.some(isBot)) return { kind: 'installed' };
  if (membersRemoved.some(isBot)) return { kind: 'uninstalled' };
  if (membersAdded.length > 0) return { kind: 'joined', externalIds: membersAdded };
  if (membersRemoved.length > 0) return { kind: 'left', externalIds: membersRemoved };
  return undefined;
}

/** An upgrade (`add-upgrade`, `remove-upgrade`) changes nothing for anybody. */
function installationPayload({ action }: IncomingActivity): InboundPayload | undefined {
  if (action === 'add') return { kind: 'installed' };
  return action === 'remove' ? { kind: 'uninstalled' } : undefined;
}

/** Stands for a missing id: the same content gives the same, so that a re-delivery is known. */
function digestOf(activity: IncomingActivity): string {
  return `sha256:${createHash('sha256').update(JSON.stringify(activity)).digest('base64url')}`;
}
