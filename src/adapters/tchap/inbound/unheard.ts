import type { Address } from '../../../app/ports/inbound.ts';
import { tchapTexts } from '../../../core/texts.fr.ts';
import type { RawEvent } from '../sync/raw-event.ts';
import { wordsToBot } from './addressed.ts';
import { readMessage } from './read-message.ts';
import type { RoomParts } from './room-parts.ts';
import { sayPlainly } from './room-sentences.ts';

/** Once, until something could be read again. */
export async function sayUnreadable(parts: RoomParts, address: Address, event: RawEvent, about: string): Promise<void> {
  parts.log.warn({ kind: address.kind }, 'tchap_unreadable');
  if (address.kind !== 'personal') return;
  await parts.sayOnce.once(about, () => sayPlainly(parts, address, tchapTexts.illisible, `illisible ${event.id}`));
}

/**
 * In an encrypted room, words in clear may be anybody's who runs a homeserver. In another one the bot says, once, why
 * it does not listen.
 */
export async function sayNotEncrypted(parts: RoomParts, address: Address, event: RawEvent): Promise<void> {
  const { conversationId: room, kind } = address;
  parts.log.warn({ kind }, 'tchap_in_clear');
  const message = readMessage(event.type, event.content, event.content);
  const called = message && wordsToBot(message, parts.client.getSafeUserId(), '') !== undefined;
  if (kind === 'channel' && !called) return;
  const say = () => sayPlainly(parts, address, tchapTexts.nonChiffre, `en clair ${room}`);
  await parts.sayOnce.once(`en clair ${room}`, say);
}

/** Once to each: what they send is not even decrypted. */
export async function refuseOutsider(parts: RoomParts, address: Address, event: RawEvent): Promise<void> {
  if (address.kind !== 'personal' || event.type === 'm.reaction' || event.type === 'm.room.redaction') return;
  const say = () => sayPlainly(parts, address, tchapTexts.horsPerimetre, `hors périmètre ${event.sender}`);
  await parts.sayOnce.once(`hors périmètre ${event.sender}`, say);
}
