import type { LinkToken } from '../../app/ports/link-token.ts';
import { SealBroken, SealedWithUnknownKey, type Sealer } from './sealing.ts';

const LINK = { column: 'lien.document', row: '' };

/** Sealed as what is kept is: nobody can read a token, make one, or make another one of it. */
export function createLinkToken(sealer: Sealer): LinkToken {
  return {
    seal: (text) => sealer.seal(LINK, text),
    open(token) {
      try {
        return sealer.open(LINK, token);
      } catch (error) {
        if (error instanceof SealBroken || error instanceof SealedWithUnknownKey) return undefined;
        throw error;
      }
    },
  };
}
