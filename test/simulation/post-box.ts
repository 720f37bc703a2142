import type { Card } from '../../src/core/view/message.ts';
import type { Sent } from './protocol.ts';
import { kindOf } from './rappel-words.ts';

/** A reminder or a digest, as the messenger was asked to post it. */
export interface Posted extends Pick<Sent, 'to' | 'key' | 'at'> {
  kind: 'rappel' | 'semaine' | 'rentree';
  /** The right time, whatever the clock of the process. */
  rightly: string;
  /** The demande that a reminder is about. */
  thread?: string;
}

const KEPT = 6;

/** What the messengers of both processes were asked to post. */
export class PostBox {
  readonly posted: Posted[] = [];
  /** Messages asked for twice though no process was killed in between. */
  readonly doubled: Sent[] = [];
  /** How many processes were killed so far. */
  kills = 0;
  messages = 0;
  readonly #keys = new Map<string, number>();
  readonly #latest = new Map<string, { rank: number; card: Card }[]>();

  /** @param now the right time, ISO 8601 */
  take(sent: Sent, now: string): void {
    const before = this.#keys.get(sent.key);
    this.#keys.set(sent.key, this.kills);
    if (before !== undefined) {
      if (before === this.kills) this.doubled.push(sent);
      return;
    }
    this.messages += 1;
    const { to, key, at, message } = sent;
    const kind = kindOf(message);
    const thread = message.thread === undefined ? {} : { thread: message.thread };
    if (kind !== 'autre') this.posted.push({ kind, to, key, at, rightly: now, ...thread });
    if (message.card === undefined) return;
    const seen = this.#latest.get(to) ?? [];
    this.#latest.set(to, [...seen, { rank: this.messages, card: message.card }].slice(-KEPT));
  }

  /** The cards posted in a conversation after so many messages in all. */
  since(messages: number, conversation: string): Card[] {
    return (this.#latest.get(conversation) ?? []).filter(({ rank }) => rank > messages).map(({ card }) => card);
  }

  /** The cards that stand last in a conversation. */
  standing(conversation: string): Card[] {
    return (this.#latest.get(conversation) ?? []).map(({ card }) => card);
  }
}
