import { documentTexts } from '../texts.fr.ts';
import type { DocumentRef } from './document.ts';
import type { CardMessage } from './message.ts';

/** Where a file cannot be given, a button that opens it elsewhere; how long the link lives is said with it. */
export function documentCard(text: string, { kind }: DocumentRef, url: string): CardMessage {
  const said = documentTexts.avecLien[kind](text);
  return { text: said, card: { template: 'document', data: { text: said, title: documentTexts.ouvrir, url } } };
}
