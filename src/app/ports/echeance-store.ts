import type { Json } from '../../core/json.ts';

/** `rappel`: somebody may be awaited for a demande. `semaine`: the week begins in a circonscription. */
export type EcheanceGenre = 'rappel' | 'semaine' | 'rentree';

/** Something to be done once, when the product's clock has come to `due`. */
export interface NewEcheance {
  /** Says what and for when, the same each time it is planned: it is done once for ever. */
  cle: string;
  circonscription: string;
  /** The demande it is about; its row goes with the demande. */
  demandeId?: string;
  genre: EcheanceGenre;
  /** ISO 8601, UTC. */
  due: string;
  /** Days and ids, never anything of a person. */
  payload: { [key: string]: Json };
}

export interface Echeance extends NewEcheance {
  /** How often it has failed. */
  essais: number;
}

/** In a transaction: what is planned, done or put off is so with whatever else is written. */
export interface EcheanceStore {
  /** A key that is known, done or not, is left as it stands. */
  plan(rows: NewEcheance[]): Promise<void>;
  /**
   * Makes `rows` all that is planned for a demande: others are dropped, those of another time are moved. One that
   * a runner holds is left to it, which looks at the demande anew.
   */
  replan(circonscription: string, demandeId: string, rows: NewEcheance[]): Promise<void>;
  /** Holds one that is due until the end of the transaction, the oldest first; those that others hold are passed over. */
  claim(now: string): Promise<Echeance | undefined>;
  /**
   * What was claimed is done, and never again. To be said once the demande is locked, never before: who holds the
   * demande would have to wait.
   */
  done(cle: string, now: string): Promise<void>;
  /** What was claimed is for later. */
  move(cle: string, due: string): Promise<void>;
  /** What was claimed has lost its object; the same key may be planned again. */
  drop(cle: string): Promise<void>;
  /** Doing it failed: it is tried again at `due`, or given up when there is none. Nothing when it was done since. */
  fail(cle: string, code: string, due: string | undefined): Promise<void>;
}

export interface EcheanceDepth {
  planned: number;
  /** Given up: somebody has to look. */
  parked: number;
  /** How long ago the oldest that is planned should have been done; 0 when none is late. */
  lateSeconds: number;
}

export interface EcheanceQueue {
  depth(now: string): Promise<EcheanceDepth>;
  /** Forgets what was done so long ago that nothing plans it again. */
  purge(doneBefore: string): Promise<void>;
}
