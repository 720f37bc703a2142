import type { Json } from '../../core/json.ts';
import type { Card } from '../../core/view/message.ts';

/** Turns a card (template and data) into an Adaptive Card 1.5, ready for a client. */
export interface CardBinder {
  bind(card: Card): { [key: string]: Json };
}
