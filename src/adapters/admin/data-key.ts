import { randomBytes } from 'node:crypto';
import type { DataKey } from '../../core/data-keys.ts';

/** A fresh key, named by its day so that its age shows, and by chance so that two of one day differ. */
export function generateDataKey(today: Date): DataKey {
  const day = today.toISOString().slice(0, 10).replaceAll('-', '');
  return { id: `k${day}-${randomBytes(3).toString('hex')}`, key: new Uint8Array(randomBytes(32)) };
}
