import type { AttachmentKind } from '../../app/ports/inbound.ts';
import { storable } from '../../core/read-action.ts';
import { dig, type Fields, type IncomingActivity, own } from './activity.ts';

/** Teams escapes these, once, in the text of a message. */
const ENTITIES: { [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
const LARGEST_CODE = 0x10ffff;

const IMAGES = /^(png|jpe?g|gif|webp|heic|bmp|tiff?)$/i;
const SOUNDS = /^(mp3|m4a|wav|ogg|opus|aac|amr)$/i;
const FILMS = /^(mp4|mov|webm|avi|mkv|m4v)$/i;

/** What the person wrote: without the mention of the bot itself, with other mentions as plain names. */
export function textOf({ text, entities, recipientId }: IncomingActivity): string {
  let words = text;
  for (const entity of entities) {
    const mention = own(entity, 'type') === 'mention' ? own(entity, 'text') : undefined;
    if (typeof mention !== 'string' || !mention) continue;
    const toBot = recipientId !== undefined && dig(entity, 'mentioned', 'id') === recipientId;
    words = words.split(mention).join(toBot ? ' ' : mention.replace(/^<at[^>]*>|<\/at>$/g, ''));
  }
  return storable(decodeEntities(words)).trim();
}

/** One pass: a person who types `&lt;` means those four characters, which Teams sends as `&amp;lt;`. */
function decodeEntities(words: string): string {
  return words.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,4}));/gi, (whole, decimal, hex, name) => {
    if (name) return ENTITIES[name.toLowerCase()] ?? whole;
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
    return code > 0 && code <= LARGEST_CODE ? String.fromCodePoint(code) : '';
  });
}

/** What was sent beside the text; its HTML form, which Teams adds to every message, is nothing of its own. */
export function attachmentsOf({ attachments }: IncomingActivity): AttachmentKind[] {
  return attachments.filter((attachment) => typeOf(attachment) !== 'text/html').map(kindOf);
}

function typeOf(attachment: Fields): string {
  const type = own(attachment, 'contentType');
  return typeof type === 'string' ? type.toLowerCase() : '';
}

function kindOf(attachment: Fields): AttachmentKind {
  const type = typeOf(attachment);
  const media = /^(image|audio|video)\//.exec(type)?.[1];
  if (media) return media as AttachmentKind;
  if (type === 'application/vnd.microsoft.teams.file.download.info') {
    const extension = dig(attachment, 'content', 'fileType');
    return kindOfExtension(typeof extension === 'string' ? extension : '');
  }
  const isFile = /^(application|text)\//.test(type) && !type.startsWith('application/vnd.microsoft.');
  return isFile ? 'file' : 'other';
}

function kindOfExtension(extension: string): AttachmentKind {
  if (IMAGES.test(extension)) return 'image';
  if (SOUNDS.test(extension)) return 'audio';
  return FILMS.test(extension) ? 'video' : 'file';
}
