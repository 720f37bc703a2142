import type { RenderedEvent } from '../render/rendered-event.ts';
import { CHOICES_FIELD, packChoices } from '../replies/pack-choices.ts';

type Content = { [key: string]: unknown };

/**
 * An event of the bot's, which mentions nobody: a notice, which other bots do not answer; but clients never notify of
 * a notice, so what its reader does not expect is a text.
 */
export function contentOf({ body, formattedBody, choices }: RenderedEvent, unprompted = false): Content {
  const packed = packChoices(choices);
  return {
    msgtype: unprompted ? 'm.text' : 'm.notice',
    body,
    ...(formattedBody !== '' && { format: 'org.matrix.custom.html', formatted_body: formattedBody }),
    'm.mentions': {},
    ...(packed && { [CHOICES_FIELD]: packed }),
  };
}

export const inThread = (content: object, root: string): Content => ({
  ...content,
  'm.relates_to': {
    rel_type: 'm.thread',
    event_id: root,
    is_falling_back: true,
    'm.in_reply_to': { event_id: root },
  },
});

/** A further part of a message that was one event before: found by its root when the message is erased. */
export const partOf = (content: Content, root: string): Content => ({
  ...content,
  'm.relates_to': { rel_type: 'm.reference', event_id: root },
});

/** Replaces an event in place. Beside the new content, the plain text only: both twice would be too large. */
export const editOf = (content: Content, eventId: string): Content => ({
  msgtype: content.msgtype,
  body: `* ${content.body}`,
  'm.mentions': {},
  'm.new_content': content,
  'm.relates_to': { rel_type: 'm.replace', event_id: eventId },
});

export const reactionTo = (eventId: string, key: string): Content => ({
  'm.relates_to': { rel_type: 'm.annotation', event_id: eventId, key },
});
