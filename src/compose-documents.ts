import { icsWriter } from './adapters/calendar/ics-writer.ts';
import { createAnnexeWriter } from './adapters/pdf/annexe-pdf.ts';
import { createDocumentLinks } from './app/documents/document-links.ts';
import { createDocumentMaker } from './app/documents/make-document.ts';
import { createEcoles } from './app/ecoles.ts';
import type { Parts } from './compose-channels.ts';

/** The documents that the bot gives; by a link too, where the server has an address that people can reach. */
export function openDocuments({ config, clock, database, linkToken: token }: Parts) {
  const { unitOfWork } = database;
  const writers = { annexe: createAnnexeWriter(), calendar: icsWriter };
  const make = createDocumentMaker({ unitOfWork, ecoles: createEcoles(clock), clock, ...writers });
  // The sandbox's page is on this very server.
  const base = config.mode === 'sandbox' ? '' : config.publicUrl;
  const links = base === undefined ? undefined : createDocumentLinks({ base, token, clock, make });
  return { make, links };
}
