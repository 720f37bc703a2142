import type { DocumentRef } from '../../core/view/document.ts';
import type { Clock } from '../ports/clock.ts';
import { DOCUMENTS_PATH, type DocumentLinks } from '../ports/document-links.ts';
import type { LinkToken } from '../ports/link-token.ts';
import type { MakeDocument } from './make-document.ts';

const HOUR = 3_600_000;
/**
 * Whoever has the link can open it: an Annexe 1, which is asked for again in one gesture, need not be there for long; a
 * rendez-vous holds nothing of the pupil, and comes while people are in class.
 */
const LIFE: { [kind in DocumentRef['kind']]: number } = { annexe1: HOUR, rendez_vous: 7 * 24 * HOUR };

/** @param base the server's public address, without a trailing slash; empty where a page of its own has the link */
export function createDocumentLinks(tools: {
  base: string;
  token: LinkToken;
  clock: Clock;
  make: MakeDocument;
}): DocumentLinks {
  const { base, token, clock, make } = tools;
  return {
    urlOf(document) {
      const until = clock.now().getTime() + LIFE[document.kind];
      return `${base}${DOCUMENTS_PATH}${token.seal(JSON.stringify({ document, until }))}`;
    },
    async open(sealed) {
      const text = token.open(sealed);
      if (text === undefined) return { kind: 'unknown' };
      const { document, until } = JSON.parse(text) as { document: DocumentRef; until: number };
      const file = clock.now().getTime() > until ? undefined : await make(document);
      return file === undefined ? { kind: 'expired' } : { kind: 'file', file };
    },
  };
}
