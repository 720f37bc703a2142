import { DeliveryError } from '../../../app/ports/channel.ts';
import type { Address } from '../../../app/ports/inbound.ts';
import { escapeHtml } from '../render/safe-text.ts';
import { contentOf } from '../sending/event-content.ts';
import type { RoomParts } from './room-parts.ts';

/**
 * A fixed sentence of the account itself, encrypted wherever the room is. A room that refuses it stays without.
 * What could be answered before it still can.
 */
export async function sayPlainly(parts: RoomParts, address: Address, text: string, key: string): Promise<void> {
  const { poster, insist, client, log, lastChoices } = parts;
  const room = address.conversationId;
  const encrypted = client.getRoom(room)?.hasEncryptionStateEvent() ?? false;
  const standing = encrypted && address.kind === 'personal' ? await lastChoices.get(room) : undefined;
  const choices = standing?.choices ?? [];
  const content = contentOf({ body: text, formattedBody: escapeHtml(text), choices, reactions: [] });
  try {
    await insist(() => (encrypted ? poster.message(room, content, key) : poster.clearMessage(room, content, key)));
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    log.warn({ code: error.code }, 'tchap_sentence_not_said');
  }
}
