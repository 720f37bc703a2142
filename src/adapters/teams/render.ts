import type { CardBinder } from '../../app/ports/card-binder.ts';
import type { Json } from '../../core/json.ts';
import type { Message } from '../../core/view/message.ts';

export const CARD_TYPE = 'application/vnd.microsoft.card.adaptive';

/** What is posted. No entities, ever: only they make a mention. */
export interface OutgoingActivity {
  type: 'message';
  /** `plain`, so that nothing in a person's words becomes Markdown or HTML. */
  textFormat?: 'plain';
  text?: string;
  /** The notification preview of a card. */
  summary?: string;
  attachments?: { contentType: string; content: { [key: string]: Json } }[];
}

export function renderMessage(message: Message, binder: CardBinder): OutgoingActivity {
  return message.card
    ? {
        type: 'message',
        summary: message.text,
        attachments: [{ contentType: CARD_TYPE, content: binder.bind(message.card) }],
      }
    : { type: 'message', textFormat: 'plain', text: message.text };
}
