import { cleanText } from '../../../core/form/clean-text.ts';

const ZERO_WIDTH_SPACE = '\u200b';

/** Clients make a link of a scheme, a domain, an address, a room or a person wherever they find one in a text. */
const LINK_JOINTS = [
  /(?<=\p{L}):(?=\S)/gu, // https://, matrix:, mailto:
  /(?<=\S)\.(?=[\p{L}\p{N}])/gu, // exemple.fr, 10.0.0.1
  /[@#!](?=\S)/gu, // @room, @nom:serveur, nom@exemple.fr, #salon:serveur, !salon:serveur
];

/** The binder keeps Markdown from acting with hair spaces after its marks; here nothing reads Markdown. */
const GUARDED_MARK = /(?<=[*_])\u200a/g;

/** A text as it is shown: nothing that hides or reorders what stands around it, at most one blank line at once. */
export function shownText(text: string): string {
  return cleanText(text.replace(GUARDED_MARK, ''))
    .replaceAll('\t', ' ')
    .replace(/\n[ \u00a0]*(?:\n[ \u00a0]*)+/g, '\n\n');
}

/** The same on one line. */
export function shownLine(text: string): string {
  return shownText(text).replace(/\s*\n\s*/g, ' ');
}

/**
 * Keeps a text from becoming a link, a link preview or a mention, and readable: a zero-width space, which nobody
 * sees, stands in each place where a client would see an address. What people copy of it is cleaned when it comes back.
 */
export function unlinked(text: string): string {
  return LINK_JOINTS.reduce((words, joint) => words.replace(joint, `$&${ZERO_WIDTH_SPACE}`), text);
}

const ENTITIES: { [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
