import type { AttachmentKind } from '../../../app/ports/inbound.ts';
import { storable } from '../../../core/read-action.ts';
import { listIn, member, objectIn, type RawContent, textIn } from '../sync/raw-event.ts';
import { type Relation, relationOf } from './relations.ts';

/** What somebody sent, in clear. */
export interface ReadMessage {
  text: string;
  attachments: AttachmentKind[];
  relation: Relation;
  /** The accounts that it mentions by their ids. */
  mentions: string[];
}

const WORDS: ReadonlySet<string> = new Set(['m.text', 'm.emote']);
const ATTACHMENTS: { [msgtype: string]: AttachmentKind } = {
  'm.image': 'image',
  'm.audio': 'audio',
  'm.video': 'video',
  'm.file': 'file',
};
/** Sent as events of their own. */
const OTHER_TYPES: { [type: string]: AttachmentKind } = {
  'm.sticker': 'image',
  'm.poll.start': 'other',
  'org.matrix.msc3381.poll.start': 'other',
  'm.call.invite': 'other',
  'm.rtc.notification': 'other',
  'org.matrix.msc4075.rtc.notification': 'other',
  'org.matrix.msc4075.call.notify': 'other',
};
const LONGEST_TEXT = 60_000;

/** @returns undefined for what is not said to the bot: notices of other bots, ends of calls, unknown events */
export function readMessage(type: string, content: RawContent, envelope: RawContent): ReadMessage | undefined {
  const relation = relationOf(content, envelope);
  const said = relation.replaces === undefined ? content : objectIn(content, 'm.new_content');
  if (said === undefined) return undefined;
  const mentions = listIn(objectIn(said, 'm.mentions') ?? {}, 'user_ids').filter((id) => typeof id === 'string');
  if (Object.hasOwn(OTHER_TYPES, type)) return { text: '', attachments: [OTHER_TYPES[type]!], relation, mentions };
  if (type !== 'm.room.message') return undefined;
  const kind = member(said, 'msgtype');
  if (typeof kind !== 'string' || kind === 'm.notice' || kind.startsWith('m.key.verification.')) return undefined;
  if (!WORDS.has(kind)) {
    const attachment = Object.hasOwn(ATTACHMENTS, kind) ? ATTACHMENTS[kind]! : 'other';
    return { text: captionOf(said), attachments: [attachment], relation, mentions };
  }
  const body = textIn(said, 'body');
  return body === undefined ? undefined : { text: ownWords(body, relation), attachments: [], relation, mentions };
}

/** A caption is one when there is a file name beside it. */
function captionOf(content: RawContent): string {
  const body = textIn(content, 'body');
  const name = textIn(content, 'filename');
  return name !== undefined && body !== undefined && body !== name ? storable(body.slice(0, LONGEST_TEXT)) : '';
}

/** Without the quotation that some clients put before an answer. */
function ownWords(body: string, { answers }: Relation): string {
  const text = body.slice(0, LONGEST_TEXT);
  const lines = text.split('\n');
  const quoted = lines.findIndex((line) => !line.startsWith('>'));
  const isQuotation = answers !== undefined && text.startsWith('> ') && lines[quoted] === '';
  return storable(isQuotation ? lines.slice(quoted + 1).join('\n') : text);
}
