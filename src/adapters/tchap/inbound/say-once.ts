import type { MatrixStore } from '../../../app/ports/matrix-store.ts';

/** Sentences that are said once to somebody, or in a room, and not again until they are forgotten. */
export interface SayOnce {
  /** `say` is called when this was not said before; it must be harmless when done twice. */
  once(about: string, say: () => Promise<unknown>): Promise<void>;
  /** It may be said again. */
  forget(about: string): Promise<void>;
}

export function createSayOnce(store: MatrixStore): SayOnce {
  // What was not said is looked up once: nearly every message asks.
  const known = new Map<string, boolean>();
  const nameOf = (about: string) => `dit ${about}`;
  const wasSaid = async (about: string): Promise<boolean> => {
    const said = known.get(about) ?? (await store.get(nameOf(about))) !== undefined;
    if (known.size > 10_000) known.clear();
    known.set(about, said);
    return said;
  };
  return {
    async once(about, say) {
      if (await wasSaid(about)) return;
      await say();
      await store.set(nameOf(about), true);
      known.set(about, true);
    },
    async forget(about) {
      if (!(await wasSaid(about))) return;
      await store.set(nameOf(about), undefined);
      known.set(about, false);
    },
  };
}
