import { DeliveryError } from '../../../app/ports/channel.ts';
import { CHOICES_FIELD, unpackChoices } from '../replies/pack-choices.ts';
import type { LastChoices } from '../sending/last-choices.ts';
import { member } from '../sync/raw-event.ts';
import type { RoomParts } from './room-parts.ts';

/** The choices of one of the bot's own messages, from the message itself. @throws DeliveryError that passes */
export async function choicesOn(parts: RoomParts, roomId: string, eventId: string): Promise<LastChoices | undefined> {
  try {
    const content = await parts.insist(() => parts.posted.content(roomId, eventId));
    const choices = content && unpackChoices(member(content, CHOICES_FIELD));
    return choices && { remoteId: eventId, choices };
  } catch (error) {
    if (error instanceof DeliveryError) return undefined;
    throw error;
  }
}
