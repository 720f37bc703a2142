import { documentTexts } from '../texts.fr.ts';
import type { CardMessage } from './message.ts';

/**
 * A document, by what it is made from: the file is made when it is sent, from what is true then. So what waits to be
 * sent holds none of it, and there is no file to purge.
 */
export type DocumentRef = { kind: 'annexe1'; demandeId: string };

/** Where a file cannot be given, a button that opens it elsewhere. */
export function documentCard(text: string, url: string): CardMessage {
  return { text, card: { template: 'document', data: { text, title: documentTexts.ouvrir, url } } };
}
