import type { AnnexePaper } from '../../core/view/annexe-paper.ts';

export interface AnnexeWriter {
  /** The paper as a PDF: A4, tagged, in French, with its fonts. Any text that a person may paste is taken. */
  write(paper: AnnexePaper): Promise<Uint8Array>;
}
