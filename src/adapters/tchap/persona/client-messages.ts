import { EventType, type MatrixEvent, RelationType, type Room } from 'matrix-js-sdk';
import type { ClientMessage } from '../../../app/ports/messenger-persona.ts';
import { tchapTexts } from '../../../core/texts.fr.ts';

/** What an ordinary client shows of a conversation: the newest version of each message that it can read. */
export function clientMessages(room: Room, botId: string): ClientMessage[] {
  let seq = 0;
  return room
    .getLiveTimeline()
    .getEvents()
    .filter(isShown)
    .map((event) => {
      // Two messages of the same millisecond are still two.
      seq = Math.max(event.getTs(), seq + 1);
      return messageOf(room, event, botId, seq);
    });
}

function isShown(event: MatrixEvent): boolean {
  if (event.isRelation(RelationType.Replace) || event.isBeingDecrypted()) return false;
  const message = event.getType() === EventType.RoomMessage;
  return message || event.isDecryptionFailure() || (event.isRedacted() && event.isEncrypted());
}

function messageOf(room: Room, event: MatrixEvent, botId: string, seq: number): ClientMessage {
  const { body, format, formatted_body: html } = event.getContent();
  const erased = event.isRedacted();
  const edited = event.replacingEventDate();
  const text = event.isDecryptionFailure() ? tchapTexts.sansCle : body;
  return {
    id: event.getId()!,
    seq,
    fromBot: event.getSender() === botId,
    text: erased || typeof text !== 'string' ? '' : text,
    ...(!erased && format === 'org.matrix.custom.html' && typeof html === 'string' && { html }),
    createdAt: new Date(event.getTs()).toISOString(),
    ...(edited && { updatedAt: edited.toISOString() }),
    erased,
    reactions: erased ? [] : reactionsTo(room, event.getId()!, botId),
  };
}

function reactionsTo(room: Room, eventId: string, botId: string): ClientMessage['reactions'] {
  const found = room.relations.getChildEventsForEvent(eventId, RelationType.Annotation, EventType.Reaction);
  const all = (found?.getRelations() ?? [])
    .filter((event) => !event.isRedacted())
    .sort((a, b) => a.getTs() - b.getTs());
  const keysOf = (from: (sender: string | undefined) => boolean) =>
    new Set(all.filter((event) => from(event.getSender())).map((event) => String(event.getRelation()?.key)));
  const mine = keysOf((sender) => sender !== botId);
  return [...keysOf((sender) => sender === botId)].map((key) => ({ key, mine: mine.has(key) }));
}
