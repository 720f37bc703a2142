import type { EcoleIndex } from '../core/form/types.ts';
import { createEcoleIndex } from '../core/pole/ecole-search.ts';
import type { Clock } from './ports/clock.ts';
import type { DirectoryStore } from './ports/directory-store.ts';

/** How long an index is used before asking whether an import has changed the directory. */
const CHECK_MS = 3_000;

interface Kept {
  index: EcoleIndex;
  revision: string;
  checkedAt: number;
}

export interface Ecoles {
  /** The écoles that someone of this tenant may name. */
  forTenant(directory: DirectoryStore, tenant: string | undefined): Promise<EcoleIndex>;
}

export function createEcoles(clock: Clock): Ecoles {
  const kept = new Map<string, Kept>();
  return {
    async forTenant(directory, tenant) {
      const key = tenant ?? '';
      const now = clock.now().getTime();
      const known = kept.get(key);
      if (known && now - known.checkedAt < CHECK_MS) return known.index;
      const revision = await directory.revision();
      if (known?.revision === revision) {
        known.checkedAt = now;
        return known.index;
      }
      const codes = (await directory.circonscriptions(tenant)).map((c) => c.code);
      const index = createEcoleIndex(await directory.ecoles(codes));
      kept.set(key, { index, revision, checkedAt: now });
      return index;
    },
  };
}
