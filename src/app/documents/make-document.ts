import type { Demande } from '../../core/demande/demande.ts';
import { parisDay } from '../../core/form/format-date.ts';
import type { FormContext } from '../../core/form/types.ts';
import { annexeTexts, calendarTexts } from '../../core/texts.fr.ts';
import { annexePaper } from '../../core/view/annexe-paper.ts';
import { calendarEntry } from '../../core/view/calendar-entry.ts';
import type { DocumentRef } from '../../core/view/document.ts';
import { linesOf } from '../demande/views.ts';
import type { Ecoles } from '../ecoles.ts';
import type { AnnexeWriter } from '../ports/annexe-writer.ts';
import type { CalendarWriter } from '../ports/calendar-writer.ts';
import type { Clock } from '../ports/clock.ts';
import type { FileToSend } from '../ports/file.ts';
import type { Transaction, UnitOfWork } from '../ports/unit-of-work.ts';

export interface DocumentTools {
  unitOfWork: UnitOfWork;
  ecoles: Ecoles;
  clock: Clock;
  annexe: AnnexeWriter;
  calendar: CalendarWriter;
}

/** A document as its demande is at this moment; undefined when there is nothing to make it from any more. */
export type MakeDocument = (document: DocumentRef) => Promise<FileToSend | undefined>;

export function createDocumentMaker(tools: DocumentTools): MakeDocument {
  return async (document) => {
    // Written after the transaction, which is not held meanwhile.
    const write = await tools.unitOfWork.run(async (tx) => {
      const demande = await tx.demandes.get(document.demandeId);
      if (demande === undefined) return undefined;
      return document.kind === 'annexe1' ? annexe(tools, tx, demande) : calendar(tools, demande, document);
    });
    return write?.();
  };
}

type Write = () => Promise<FileToSend>;

async function annexe(tools: DocumentTools, tx: Transaction, demande: Demande): Promise<Write> {
  const history = await tx.demandes.history(demande.id);
  const modifiedAt = history.findLast(({ type }) => type === 'demande_completee')?.at;
  const paper = annexePaper(demande, linesOf(demande, await contextOf(tools, tx)), modifiedAt);
  return async () => ({
    name: annexeTexts.fichier(demande.numero),
    type: 'application/pdf',
    bytes: await tools.annexe.write(paper),
  });
}

async function contextOf({ ecoles, clock }: DocumentTools, { directory }: Transaction): Promise<FormContext> {
  const today = parisDay(clock.now().toISOString());
  return { today, authorName: '', ecoles: await ecoles.forTenant(directory, undefined), options: {} };
}

function calendar(
  tools: DocumentTools,
  demande: Demande,
  document: Parameters<typeof calendarEntry>[1],
): Write | undefined {
  const entry = calendarEntry(demande, document);
  if (entry === undefined) return undefined;
  const text = tools.calendar.write(entry, tools.clock.now().toISOString());
  const method = entry.cancelled ? 'CANCEL' : 'PUBLISH';
  return async () => ({
    name: calendarTexts.fichier(demande.numero),
    type: `text/calendar; charset=utf-8; method=${method}`,
    bytes: Buffer.from(text, 'utf8'),
  });
}
