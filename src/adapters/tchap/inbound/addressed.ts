import type { ReadMessage } from './read-message.ts';

/** `/` is taken by the clients. */
const CALL = /^\s*!p[oô]le\b[\s,:]*/iu;

/** In a private conversation nobody else is meant, but some call the bot all the same. */
export const withoutCall = (text: string): string => text.replace(CALL, '');

/**
 * In a room that others share, the bot hears only what is said to it: « !pole … », a mention, its name first.
 * @returns the words without the call; undefined when they are for others
 */
export function wordsToBot({ text, mentions }: ReadMessage, userId: string, name: string): string | undefined {
  if (CALL.test(text)) return withoutCall(text).trim();
  const called = [name, userId].find(
    (one) => one !== '' && text.trimStart().toLowerCase().startsWith(one.toLowerCase()),
  );
  if (called !== undefined)
    return text
      .trimStart()
      .slice(called.length)
      .replace(/^[\s,:]+/, '');
  return mentions.includes(userId) ? text.replaceAll(userId, '').trim() : undefined;
}
