import type { Done, Work } from './protocol.ts';

interface Counted {
  count: number;
  queries: number;
  most: number;
  ms: number;
  longest: number;
}

/** What a year costs, by what was done. */
export class Steps {
  readonly #kinds = new Map<string, Counted>();

  add(work: Work, { queries, ms, looked }: Done): void {
    const kind = work.do === 'inbound' ? kindOfInbound(work) : work.do;
    this.#count(kind, queries, ms, work.do === 'echeances' ? (looked ?? 0) : 1);
  }

  delivered({ queries, messages }: { queries: number; messages: number }): void {
    this.#count('livraison', queries, 0, messages);
  }

  #count(kind: string, queries: number, ms: number, count: number): void {
    const known = this.#kinds.get(kind) ?? { count: 0, queries: 0, most: 0, ms: 0, longest: 0 };
    this.#kinds.set(kind, {
      count: known.count + count,
      queries: known.queries + queries,
      most: Math.max(known.most, queries),
      ms: known.ms + ms,
      longest: Math.max(known.longest, ms),
    });
  }

  /** Inbound events. */
  get turns(): number {
    return [...this.#kinds].reduce((sum, [kind, { count }]) => sum + (kind.startsWith('« ') ? count : 0), 0);
  }

  /** One line a kind: how many, statements each, ms each, and the most of one. */
  lines(): string[] {
    return [...this.#kinds]
      .sort(([, a], [, b]) => b.queries - a.queries)
      .map(([kind, { count, queries, most, ms, longest }]) => {
        const each = (total: number) => (total / Math.max(count, 1)).toFixed(1);
        return `${kind}: ${count}, ${each(queries)} queries each (${most} at most), ${each(ms)} ms (${longest.toFixed(0)} at most)`;
      });
  }
}

function kindOfInbound({ inbound: { payload } }: Extract<Work, { do: 'inbound' }>): string {
  return `« ${payload.kind === 'action' ? payload.action.action : payload.kind} »`;
}
