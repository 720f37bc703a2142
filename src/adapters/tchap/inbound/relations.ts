import { objectIn, type RawContent, textIn } from '../sync/raw-event.ts';

/** What a message is about, as it says itself. */
export interface Relation {
  /** The message that it changes. */
  replaces?: string;
  /** The message that it answers, or whose thread it is in. */
  answers?: string;
  /** In a thread, clients name the last message as the one answered, for those that show no threads. */
  fallback: boolean;
}

/** @param contents the clear content, and the envelope, which has the relation of an encrypted message */
export function relationOf(...contents: RawContent[]): Relation {
  const relates =
    contents.map((content) => objectIn(content, 'm.relates_to')).find((found) => found !== undefined) ?? {};
  const type = textIn(relates, 'rel_type');
  const target = textIn(relates, 'event_id');
  if (type === 'm.replace' && target !== undefined) return { replaces: target, fallback: false };
  const replied = textIn(objectIn(relates, 'm.in_reply_to') ?? {}, 'event_id');
  const fallback = type === 'm.thread' && relates.is_falling_back === true;
  const answers = fallback || replied === undefined ? (type === 'm.thread' ? target : replied) : replied;
  return { fallback, ...(answers !== undefined && { answers }) };
}
