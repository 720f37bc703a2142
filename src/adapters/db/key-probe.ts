import { WrongDataKeys } from './errors.ts';
import { SealBroken, SealedWithUnknownKey, type Sealer } from './sealing.ts';
import type { Sql } from './sql.ts';

const TEXT = 'pole';

/**
 * Leaves a sealed probe for the key that writes, and opens those of all keys that ever wrote.
 * @throws WrongDataKeys when one of them is not given, or is another key
 */
export async function checkDataKeys(sql: Sql, sealer: Sealer): Promise<void> {
  const keyId = sealer.writingKey;
  await sql('INSERT INTO controle_cle (key_id, sonde) VALUES ($1, $2) ON CONFLICT (key_id) DO NOTHING', [
    keyId,
    sealer.seal(placeOf(keyId), TEXT),
  ]);
  const probes = await sql<{ key_id: string; sonde: string }>('SELECT key_id, sonde FROM controle_cle ORDER BY key_id');
  const wrong = probes.filter((probe) => !opens(sealer, probe.key_id, probe.sonde));
  if (wrong.length > 0) throw new WrongDataKeys(wrong.map((probe) => probe.key_id));
}

function opens(sealer: Sealer, keyId: string, probe: string): boolean {
  try {
    return sealer.open(placeOf(keyId), probe) === TEXT;
  } catch (error) {
    if (error instanceof SealBroken || error instanceof SealedWithUnknownKey) return false;
    throw error;
  }
}

function placeOf(keyId: string) {
  return { column: 'controle_cle.sonde', row: keyId };
}
