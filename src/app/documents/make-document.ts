import { parisDay } from '../../core/form/format-date.ts';
import { annexeTexts } from '../../core/texts.fr.ts';
import { annexePaper } from '../../core/view/annexe-paper.ts';
import type { DocumentRef } from '../../core/view/document.ts';
import { linesOf } from '../demande/views.ts';
import type { Ecoles } from '../ecoles.ts';
import type { AnnexeWriter } from '../ports/annexe-writer.ts';
import type { Clock } from '../ports/clock.ts';
import type { FileToSend } from '../ports/file.ts';
import type { UnitOfWork } from '../ports/unit-of-work.ts';

export interface DocumentTools {
  unitOfWork: UnitOfWork;
  ecoles: Ecoles;
  clock: Clock;
  annexe: AnnexeWriter;
}

/** A document as its demande is at this moment; undefined when there is no such demande any more. */
export type MakeDocument = (document: DocumentRef) => Promise<FileToSend | undefined>;

export function createDocumentMaker(tools: DocumentTools): MakeDocument {
  return async ({ demandeId }) => {
    const paper = await tools.unitOfWork.run(async (tx) => {
      const demande = await tx.demandes.get(demandeId);
      if (demande === undefined) return undefined;
      const ecoles = await tools.ecoles.forTenant(tx.directory, undefined);
      const today = parisDay(tools.clock.now().toISOString());
      const lines = linesOf(demande, { today, authorName: '', ecoles, options: {} });
      const history = await tx.demandes.history(demandeId);
      return annexePaper(demande, lines, history.findLast(({ type }) => type === 'demande_completee')?.at);
    });
    if (paper === undefined) return undefined;
    const name = annexeTexts.fichier(paper.numero);
    return { name, type: 'application/pdf', bytes: await tools.annexe.write(paper) };
  };
}
