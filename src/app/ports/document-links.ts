import type { DocumentRef } from '../../core/view/document.ts';
import type { FileToSend } from './file.ts';

/** Where documents are served, under the server's public address. */
export const DOCUMENTS_PATH = '/documents/';

export type OpenedLink = { kind: 'file'; file: FileToSend } | { kind: 'expired' } | { kind: 'unknown' };

/** For a messenger that carries no file: a link to the document, for a time. */
export interface DocumentLinks {
  urlOf(document: DocumentRef): string;
  open(token: string): Promise<OpenedLink>;
}
