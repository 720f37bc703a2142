import { icsWriter } from './adapters/calendar/ics-writer.ts';
import { createDocumentLinks } from './app/documents/document-links.ts';
import { createDocumentMaker } from './app/documents/make-document.ts';
import type { Ecoles } from './app/ecoles.ts';
import type { AnnexeWriter } from './app/ports/annexe-writer.ts';
import type { Parts } from './compose-channels.ts';

/** The documents that the bot gives; by a link too, where the server has an address that people can reach. */
export function openDocuments({ config, clock, database, linkToken: token }: Parts, ecoles: Ecoles) {
  const { unitOfWork } = database;
  const writers = { annexe: annexeWriter(), calendar: icsWriter };
  const make = createDocumentMaker({ unitOfWork, ecoles, clock, ...writers });
  // The sandbox's page is on this very server.
  const base = config.mode === 'sandbox' ? '' : config.publicUrl;
  const links = base === undefined ? undefined : createDocumentLinks({ base, token, clock, make });
  return { make, links };
}

/** Loaded with the first document: a start need not wait for a typesetter and its fonts. */
function annexeWriter(): AnnexeWriter {
  let loaded: Promise<AnnexeWriter> | undefined;
  return {
    async write(paper) {
      loaded ??= import('./adapters/pdf/annexe-pdf.ts').then(({ createAnnexeWriter }) => createAnnexeWriter());
      return (await loaded).write(paper);
    },
  };
}
