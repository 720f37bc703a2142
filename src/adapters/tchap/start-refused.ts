import { tchapTexts } from '../../core/texts.fr.ts';

export type StartRefusal = keyof typeof tchapTexts.refus;

/** The account cannot run as it is set up. `message` says to the operator what to do, in French. */
export class TchapStartRefused extends Error {
  readonly code: StartRefusal;
  constructor(code: StartRefusal, cause?: unknown) {
    super(tchapTexts.refus[code], { cause });
    this.name = 'TchapStartRefused';
    this.code = code;
  }
}
