import { createHmac, randomInt, randomUUID } from 'node:crypto';
import type { Ids } from '../../app/ports/ids.ts';

/** No letter or digit that is mistaken for another when read aloud. */
const READABLE = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** @param secret keys the digests, so that a short text cannot be found again by trying */
export function createIds(secret: Uint8Array): Ids {
  const letters = (count: number) => Array.from({ length: count }, () => READABLE[randomInt(READABLE.length)]).join('');
  return {
    uuid: () => randomUUID(),
    reference: () => `${letters(4)}-${letters(4)}`,
    code: () => String(randomInt(1_000_000)).padStart(6, '0'),
    digest: (text) => createHmac('sha256', secret).update(text).digest('hex'),
  };
}
