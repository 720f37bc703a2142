import type { ChannelId } from './inbound.ts';

/** One line of the append-only journal: who saw or did what. No personal text, ever. */
export interface JournalRow {
  circonscription?: string;
  /** identité id, `systeme`, or `operateur` for the command line. */
  actorId: string;
  channel: ChannelId | 'systeme';
  action: string;
  demandeId?: string;
  outcome: 'fait' | 'vu' | 'refuse';
  /** Refusal code or technical detail; never personal. */
  detail?: string;
}

export interface Journal {
  write(row: JournalRow): Promise<void>;
}
