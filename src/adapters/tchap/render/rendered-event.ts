import type { Action } from '../../../core/action.ts';

/** One thing a person can answer a message with, by its number. */
export interface RenderedChoice {
  /** From 1, without a gap. */
  number: number;
  /** As it is shown, without the characters that keep it from becoming a link. */
  label: string;
  action: Action;
  /** The input that takes this choice's value together with others: « 1 et 3 » is then one answer. */
  several?: string;
  /** Other words for it, without accents or case. */
  synonyms?: string[];
}

/** One Matrix message. */
export interface RenderedEvent {
  /** Complete on its own: what a terminal or a screen reader gives. */
  body: string;
  /** In the small HTML that every client shows: p strong em br ol li blockquote, without attributes. */
  formattedBody: string;
  /** What can be answered; on the last event of a message only. */
  choices: RenderedChoice[];
  /** Reactions to put under it, one for each choice in their order; none when there are more than four. */
  reactions: string[];
}

export const REACTION_KEYS = ['1️⃣', '2️⃣', '3️⃣', '4️⃣'] as const;

/** The keys that stand for these choices. A reaction says one thing only, so a question for several has none. */
export function reactionsFor(choices: readonly RenderedChoice[]): string[] {
  const oneEach = choices.length <= REACTION_KEYS.length && choices.every(({ several }) => several === undefined);
  return oneEach ? REACTION_KEYS.slice(0, choices.length) : [];
}
