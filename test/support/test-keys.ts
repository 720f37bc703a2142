import type { Log } from '../../src/app/ports/log.ts';
import type { DataKey } from '../../src/core/data-keys.ts';

export const silentLog: Log = { info() {}, warn() {}, error() {} };

/** The same key for the same name, in every test process. */
export function dataKey(id: string): DataKey {
  return { id, key: new Uint8Array(32).fill(id.charCodeAt(0)) };
}
