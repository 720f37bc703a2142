import { WrongDataKeys } from './errors.ts';
import { SealBroken, SealedWithUnknownKey, type Sealer } from './sealing.ts';
import type { Sql } from './sql.ts';

const TEXT = 'pole';

/**
 * Opens the probes of all keys that ever wrote, then leaves one for the key that writes from now on.
 * @throws WrongDataKeys when one of them is not given, or is another key
 */
export async function checkDataKeys(sql: Sql, sealer: Sealer): Promise<void> {
  await openProbes(sql, sealer);
  // Left after the check alone: the probe of a wrong key would refuse the right ones for ever.
  const keyId = sealer.writingKey;
  const added = await sql(
    'INSERT INTO controle_cle (key_id, sonde) VALUES ($1, $2) ON CONFLICT (key_id) DO NOTHING RETURNING key_id',
    [keyId, sealer.seal(placeOf(keyId), TEXT)],
  );
  // Another process may have left one in between, with another key of this name.
  if (added.length === 0) await openProbes(sql, sealer);
}

async function openProbes(sql: Sql, sealer: Sealer): Promise<void> {
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
